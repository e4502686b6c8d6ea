#include "bot/transport/websocket.h"

#include <cpprest/ws_client.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

namespace bot::transport {
namespace {

using std::chrono::steady_clock;
namespace ws = web::websockets::client;

/// What the library's threads and the caller share. The library may call back late, so each of its handlers
/// holds this alive.
struct Line {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::function<void(std::string_view)>
        message;        // guarded by mutex, as all below; empty: the caller is gone
    bool busy = false;  // in `message`
    bool connected = false;
    std::optional<std::string> ended;  // why
    steady_clock::time_point heard = steady_clock::now();

    void end(std::string const& why) {
        std::lock_guard const hold(mutex);
        if (!ended) ended = why;
        changed.notify_all();
    }
    void connect() {
        std::lock_guard const hold(mutex);
        connected = true;
        heard = steady_clock::now();
        changed.notify_all();
    }
    void hear(ws::websocket_incoming_message const& incoming);
    void take(std::string const& text);
};

void Line::take(std::string const& text) {
    std::unique_lock hold(mutex);
    if (!message || ended) return;
    busy = true;
    hold.unlock();
    std::optional<std::string> failure;
    try {
        message(text);  // Nobody changes it while `busy`.
    } catch (std::exception const& error) {
        failure = error.what();
    }
    hold.lock();
    busy = false;
    heard = steady_clock::now();
    if (failure && !ended) ended = failure;
    changed.notify_all();
}

/// An exception out of a handler of the library would end the process.
void Line::hear(ws::websocket_incoming_message const& incoming) {
    try {
        {
            std::lock_guard const hold(mutex);
            heard = steady_clock::now();
        }
        if (incoming.message_type() == ws::websocket_message_type::text_message)
            take(incoming.extract_string().get());
    } catch (...) {
        end("a message could not be read");
    }
}

/// An exception that stays in a task which nobody waits for would end the process.
void let_go(pplx::task<void> const& task) {
    task.then([](pplx::task<void> const& done) {
        try {
            done.get();
        } catch (...) {
            return;  // The close handler tells of a lost connection.
        }
    });
}

void ping(ws::websocket_callback_client& client) {
    ws::websocket_outgoing_message beat;
    beat.set_ping_message();
    let_go(client.send(beat));
}

/// Calls what the library may throw from, in its own and in the standard's exceptions.
template <class Step>
void attempt(Line& line, Step step) {
    try {
        step();
    } catch (std::exception const&) {
        line.end("the connection could not be used");
    }
}

void open(ws::websocket_callback_client& client, std::shared_ptr<Line> const& line, std::string const& url) {
    client.set_message_handler([line](ws::websocket_incoming_message const& one) { line->hear(one); });
    client.set_close_handler([line](ws::websocket_close_status status, auto const&, auto const&) {
        line->end("the connection ended with code " + std::to_string(static_cast<int>(status)));
    });
    client.connect(web::uri(url)).then([line](pplx::task<void> const& done) {
        try {
            done.get();
            line->connect();
        } catch (...) {
            line->end("no connection could be made");
        }
    });
}

/// Until it ends, falls silent, or is asked to stop.
void wait(ws::websocket_callback_client& client, Line& line, WebSocketSettings const& settings,
          std::stop_token const& stop) {
    std::unique_lock hold(line.mutex);
    auto const begun = steady_clock::now();
    auto pinged = begun;
    while (!line.ended && !stop.stop_requested()) {
        auto const now = steady_clock::now();
        auto const since = line.connected ? line.heard : begun;
        auto const patience = line.connected ? settings.silence : settings.connect_timeout;
        if (now - since >= patience && !line.busy) {
            line.ended = line.connected ? "nothing came for too long" : "no connection could be made in time";
            return;
        }
        if (line.connected && now - std::max(line.heard, pinged) >= settings.silence / 2) {
            pinged = now;
            hold.unlock();
            attempt(line, [&] { ping(client); });
            hold.lock();
        }
        line.changed.wait_for(hold, stop, settings.silence / 8, [&] { return line.ended.has_value(); });
    }
}

}  // namespace

void read_web_socket(WebSocketSettings const& settings, std::function<void(std::string_view)> const& message,
                     std::stop_token const& stop) {
    auto const line = std::make_shared<Line>();
    line->message = message;
    ws::websocket_client_config config;
    config.set_user_agent(settings.user_agent.empty() ? "SupportAwards" : settings.user_agent);
    // One for each connection: the library aborts when one is used again.
    ws::websocket_callback_client client(config);
    attempt(*line, [&] { open(client, line, settings.url); });
    wait(client, *line, settings, stop);
    std::unique_lock hold(line->mutex);
    line->changed.wait(hold, [&] { return !line->busy; });
    line->message = nullptr;
    auto const ended = line->ended;
    auto const connected = line->connected;
    hold.unlock();
    if (connected && !ended) attempt(*line, [&] { let_go(client.close()); });
    if (ended && !stop.stop_requested()) throw WebSocketError(*ended);
}

}  // namespace bot::transport
