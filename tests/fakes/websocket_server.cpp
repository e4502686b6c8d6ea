#include "tests/fakes/websocket_server.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/server.hpp>

namespace test {
namespace {

using Library = websocketpp::server<websocketpp::config::asio>;
using Client = websocketpp::connection_hdl;

struct Greeting {
    std::vector<std::string> messages;
    bool close = false;
};

}  // namespace

struct WebSocketServer::Server {
    Library library;
    int port = 0;
    mutable std::mutex mutex;
    mutable std::condition_variable changed;
    std::deque<Greeting> greetings;  // guarded by mutex, as all below
    std::vector<std::string> asked;
    std::set<Client, std::owner_less<Client>> clients;
    std::thread thread;

    void open(Client const& client) {
        std::lock_guard const hold(mutex);
        asked.push_back(library.get_con_from_hdl(client)->get_resource());
        clients.insert(client);
        changed.notify_all();
        if (greetings.empty()) return;
        auto const greeting = greetings.front();
        if (greetings.size() > 1) greetings.pop_front();
        for (auto const& message : greeting.messages)
            library.send(client, message, websocketpp::frame::opcode::text);
        if (greeting.close) library.close(client, websocketpp::close::status::going_away, "");
    }
    void gone(Client const& client) {
        std::lock_guard const hold(mutex);
        clients.erase(client);
    }
};

WebSocketServer::WebSocketServer() : server_(std::make_unique<Server>()) {
    auto& library = server_->library;
    library.clear_access_channels(websocketpp::log::alevel::all);
    library.clear_error_channels(websocketpp::log::elevel::all);
    library.init_asio();
    library.set_reuse_addr(true);
    library.set_open_handler([this](Client const& client) { server_->open(client); });
    library.set_close_handler([this](Client const& client) { server_->gone(client); });
    library.set_fail_handler([this](Client const& client) { server_->gone(client); });
    library.listen(boost::asio::ip::tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
    boost::system::error_code error;
    server_->port = library.get_local_endpoint(error).port();
    library.start_accept();
    server_->thread = std::thread([&library] { library.run(); });
}

WebSocketServer::~WebSocketServer() {
    server_->library.stop();
    server_->thread.join();
}

std::string WebSocketServer::address() const {
    return "ws://127.0.0.1:" + std::to_string(server_->port);
}

void WebSocketServer::greet(std::vector<std::string> messages, bool close) {
    std::lock_guard const hold(server_->mutex);
    server_->greetings.push_back({std::move(messages), close});
}

void WebSocketServer::send(std::string const& message) {
    std::lock_guard const hold(server_->mutex);
    for (auto const& client : server_->clients)
        server_->library.send(client, message, websocketpp::frame::opcode::text);
}

bool WebSocketServer::wait_for_connections(std::size_t count) const {
    std::unique_lock hold(server_->mutex);
    return server_->changed.wait_for(hold, std::chrono::seconds(10),
                                     [&] { return server_->asked.size() >= count; });
}

std::vector<std::string> WebSocketServer::asked() const {
    std::lock_guard const hold(server_->mutex);
    return server_->asked;
}

void WebSocketServer::drop() {
    std::lock_guard const hold(server_->mutex);
    for (auto const& client : server_->clients) {
        boost::system::error_code ignored;
        server_->library.get_con_from_hdl(client)->get_raw_socket().close(ignored);
    }
}

}  // namespace test
