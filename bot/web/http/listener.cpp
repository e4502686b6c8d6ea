#include "bot/web/http/listener.h"

#include <utility>  // Boost's asio forgets it.

#include <cpprest/http_listener.h>
#include <pplx/threadpool.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "bot/base/log.h"
#include "bot/base/strings.h"
#include "bot/base/user_error.h"
#include "bot/web/http/address.h"

namespace bot::web {

namespace {

namespace http = ::web::http;
using http::experimental::listener::http_listener;

constexpr std::size_t chunk_size = 16 * 1024;
/// Bodies may arrive slowly and hold no thread, so many more may do so than are answered at once.
constexpr int readers_for_each_answer = 8;
/// For reading and writing alone: handlers run on threads of ours.
constexpr std::size_t library_threads = 4;
constexpr std::chrono::milliseconds shortest_wait{200};
/// A body above the limit is read to its end and thrown away up to here: a browser that is still sending
/// would see a broken connection instead of the page that says why. Beyond, the connection is cut.
constexpr std::size_t most_thrown_away = 32 * 1024 * 1024;

Arrived head_of(http::http_request const& request) {
    Arrived arrived;
    arrived.method = request.method();
    arrived.target = request.request_uri().to_string();
    arrived.peer = request.remote_address();
    for (auto const& [name, value] : request.headers()) arrived.headers.emplace(lower_ascii(name), value);
    return arrived;
}

std::string header(Arrived const& arrived, char const* name) {
    auto const found = arrived.headers.find(name);
    return found == arrived.headers.end() ? "" : found->second;
}

/// The library takes a length that is no number for 0 and both kinds of length together: the rest would be
/// read as the next request.
std::optional<Fault> fault_of(Arrived const& arrived) {
    auto const length = header(arrived, "content-length");
    auto const coding = header(arrived, "transfer-encoding");
    bool const has_length = arrived.headers.contains("content-length");
    if (has_length && arrived.headers.contains("transfer-encoding")) return Fault::bad_request;
    if (!coding.empty() && lower_ascii(coding) != "chunked") return Fault::bad_request;
    if (has_length && (length.empty() || length.find_first_not_of("0123456789") != std::string::npos))
        return Fault::bad_request;
    if (length.size() > 18 || (has_length && std::stoull(length) > most_thrown_away)) return Fault::too_large;
    return std::nullopt;
}

/// Tells the library to stop reading; without the exception it would read the rest into memory first.
void stop_reading(http::http_request const& request) {
    if (!request.body().is_valid()) return;
    request.body().streambuf().close(std::ios_base::out,
                                     std::make_exception_ptr(std::runtime_error("the rest is not wanted")));
}

http::http_response made(Response& response, bool body_allowed) {
    auto const bad = std::ranges::find_if(response.headers, [](auto const& pair) {
        return has_control(pair.first, Tabs::allowed) || has_control(pair.second, Tabs::allowed);
    });
    if (bad != response.headers.end()) {
        log::error("an answer was withheld: a header has control characters",
                   {{"header", log::vouched(bad->first)}});
        return http::http_response(http::status_codes::InternalError);
    }
    http::http_response out(static_cast<http::status_code>(response.status));
    for (auto const& [name, value] : response.headers) out.headers().add(name, value);
    if (response.status == 304) return out;
    if (body_allowed)
        out.set_body(std::move(response.body), response.type);
    else
        out.headers().set_content_type(response.type);
    return out;
}

/// A few threads that run jobs in the order given, all of them before it ends. One that throws, because there
/// is no memory for more, ends neither its thread nor another.
class Workers {
public:
    explicit Workers(int threads) {
        for (int i = 0; i < threads; ++i)
            threads_.emplace_back([this](std::stop_token const& stop) { run(stop); });
    }
    /// Returns at once; there is no limit on how many wait. Any thread.
    void give(std::function<void()> job) {
        {
            std::lock_guard const hold(mutex_);
            jobs_.push_back(std::move(job));
        }
        arrived_.notify_one();
    }

private:
    /// What each thread does until it is asked to stop and no job is left.
    void run(std::stop_token const& stop) {
        for (;;) {
            std::unique_lock hold(mutex_);
            arrived_.wait(hold, stop, [this] { return !jobs_.empty(); });
            if (jobs_.empty()) return;
            auto const job = std::move(jobs_.front());
            jobs_.pop_front();
            hold.unlock();
            try {
                job();
            } catch (std::exception const&) {
                // What was asked for gets no answer; a line in the log would need memory, too.
            }
        }
    }

    std::mutex mutex_;
    std::condition_variable_any arrived_;     // told when a job was added
    std::deque<std::function<void()>> jobs_;  // guarded by mutex_
    std::vector<std::jthread> threads_;       // Last: they end while the others still live.
};

}  // namespace

struct Listener::Parts : std::enable_shared_from_this<Listener::Parts> {
    Parts(ListenerSettings given, Answer how) : settings(std::move(given)), answer(std::move(how)) {}

    struct Reading;
    void open();
    void take(http::http_request const& request);
    pplx::task<bool> read(std::shared_ptr<Reading> const& reading);
    void queue(std::shared_ptr<Reading> const& reading);
    void refuse(std::shared_ptr<Reading> const& reading, Fault fault, bool rest_is_unread);
    void reply(std::shared_ptr<Reading> const& reading, bool closing_after);
    bool all_answered(std::chrono::milliseconds deadline);

    ListenerSettings const settings;
    Answer const answer;
    int port = 0;
    std::atomic<bool> closing = false;
    std::atomic<int> answering = 0;
    std::mutex mutex;
    std::condition_variable answered;
    int unanswered = 0;  // guarded by mutex
    std::unique_ptr<http_listener> listener;
    std::unique_ptr<Workers> workers;
    std::thread closer;
    std::shared_ptr<Parts> kept;  // by itself, when a request never ended
};

/// A request from its first line to the end of its answer.
struct Listener::Parts::Reading {
    Reading(std::shared_ptr<Parts> of, http::http_request from)
        : parts(std::move(of)), request(std::move(from)), arrived(head_of(request)) {
        std::lock_guard const hold(parts->mutex);
        number = ++parts->unanswered;
    }
    ~Reading() {
        if (counted) --parts->answering;
        std::lock_guard const hold(parts->mutex);
        --parts->unanswered;
        parts->answered.notify_all();
    }
    std::shared_ptr<Parts> const parts;
    http::http_request const request;
    Arrived arrived;
    std::vector<std::uint8_t> chunk;
    std::size_t received = 0;
    int number = 0;        // how many there are with this one
    bool counted = false;  // among those being answered
};

void Listener::Parts::open() {
    for (int tries = 1;; ++tries) {
        port = free_port(settings.address, settings.port);
        listener = std::make_unique<http_listener>("http://" + settings.address + ":" + std::to_string(port));
        listener->support([weak = weak_from_this()](http::http_request const& request) {
            if (auto const parts = weak.lock()) parts->take(request);
        });
        try {
            listener->open().wait();
            return;
        } catch (std::exception const&) {
            // Another program took the port between our look and the opening.
            if (tries == 5)
                throw UserError(UserError::Kind::conflict,
                                "cannot listen on " + settings.address + ":" + std::to_string(port));
        }
    }
}

void Listener::Parts::take(http::http_request const& request) {
    auto const reading = std::make_shared<Reading>(shared_from_this(), request);
    auto const fault = fault_of(reading->arrived);
    if (closing || reading->number > settings.requests_at_once * readers_for_each_answer)
        return refuse(reading, Fault::unavailable, true);
    if (fault) return refuse(reading, *fault, true);
    bool const has_body = reading->arrived.headers.contains("content-length") ||
                          reading->arrived.headers.contains("transfer-encoding");
    if (!has_body) return queue(reading);
    reading->chunk.resize(chunk_size);
    read(reading).then([reading](pplx::task<bool> const& done) {
        try {
            bool const to_the_end = done.get();
            if (reading->received > reading->parts->settings.body_limit)
                reading->parts->refuse(reading, Fault::too_large, !to_the_end);
            else
                reading->parts->queue(reading);
        } catch (std::exception const&) {
            // The sender went away in the middle: there is nobody to answer.
            log::debug("a request broke off");
        }
    });
}

/// False if it gave up before the end. Keeps what is within the limit; holds no thread while waiting for a
/// slow sender.
pplx::task<bool> Listener::Parts::read(std::shared_ptr<Reading> const& reading) {
    auto buffer = reading->request.body().streambuf();
    return buffer.getn(reading->chunk.data(), chunk_size)
        .then([reading](std::size_t count) -> pplx::task<bool> {
            if (count == 0) return pplx::task_from_result(true);
            auto& body = reading->arrived.body;
            reading->received += count;
            if (reading->received <= reading->parts->settings.body_limit)
                body.append(reading->chunk.begin(), reading->chunk.begin() + static_cast<long>(count));
            if (reading->received > most_thrown_away) return pplx::task_from_result(false);
            return reading->parts->read(reading);
        });
}

void Listener::Parts::queue(std::shared_ptr<Reading> const& reading) {
    if (++answering > settings.requests_at_once) {
        --answering;
        return refuse(reading, Fault::unavailable, false);
    }
    reading->counted = true;
    workers->give([reading] { reading->parts->reply(reading, false); });
}

void Listener::Parts::refuse(std::shared_ptr<Reading> const& reading, Fault fault, bool rest_is_unread) {
    reading->arrived.fault = fault;
    reading->arrived.body.clear();
    if (rest_is_unread) stop_reading(reading->request);
    reply(reading, rest_is_unread);
}

void Listener::Parts::reply(std::shared_ptr<Reading> const& reading, bool closing_after) {
    http::http_response out(http::status_codes::ServiceUnavailable);
    try {
        auto response = answer(reading->arrived);
        out = made(response, reading->arrived.method != "HEAD");
    } catch (std::bad_alloc const&) {
        // The status alone, for which there is room: whoever asked comes back.
    }
    if (closing_after) out.headers().add("Connection", "close");
    reading->request.reply(out).then([reading](pplx::task<void> const& done) {
        try {
            done.get();
        } catch (std::exception const&) {
            log::debug("an answer did not reach its reader");
        }
    });
}

bool Listener::Parts::all_answered(std::chrono::milliseconds deadline) {
    std::unique_lock hold(mutex);
    return answered.wait_for(hold, deadline, [this] { return unanswered == 0; });
}

void use_few_threads() {
    try {
        crossplat::threadpool::initialize_with_threads(library_threads);
    } catch (std::runtime_error const&) {
        // The library's pool is there already: from an earlier call, or with its own 40 threads because a
        // network that streams was asked before anything listened.
    }
}

Listener::Listener(ListenerSettings settings, Answer answer) {
    if (!is_loopback(settings.address) && settings.trusted_proxies.empty())
        throw UserError(UserError::Kind::invalid, "web.address: " + settings.address +
                                                      " is open to others; listen on 127.0.0.1, or name the "
                                                      "proxies in front in web.trusted_proxies");
    use_few_threads();
    parts_ = std::make_shared<Parts>(std::move(settings), std::move(answer));
    parts_->workers = std::make_unique<Workers>(parts_->settings.threads);
    parts_->open();
}

Listener::~Listener() {
    if (parts_->listener) close(std::chrono::seconds(1));
}

int Listener::port() const {
    return parts_->port;
}

/// The library's close() would cut off answers that are just being written; so first all are let through.
bool Listener::close(std::chrono::milliseconds deadline) {
    if (parts_->closing.exchange(true)) return !parts_->kept;
    auto const until = std::chrono::steady_clock::now() + deadline;
    parts_->all_answered(deadline);
    auto const closed = std::make_shared<std::promise<void>>();
    auto done = closed->get_future();
    auto const shut = [parts = parts_.get(), closed] {
        try {
            parts->listener->close().wait();
        } catch (std::exception const& error) {
            log::warn("the listener did not close", {{"why", error}});
        }
        closed->set_value();
    };
    try {
        parts_->closer = std::thread(shut);
    } catch (std::system_error const&) {
        shut();  // No memory for a thread, most likely at a start that failed: then nothing is being
                 // answered.
    }
    if (done.wait_until(std::max(until, std::chrono::steady_clock::now() + shortest_wait)) ==
        std::future_status::timeout) {
        parts_->kept = parts_;
        return false;
    }
    if (parts_->closer.joinable()) parts_->closer.join();
    parts_->listener.reset();
    parts_->workers.reset();
    return true;
}

}  // namespace bot::web
