#include "tests/fakes/http_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cctype>
#include <list>
#include <optional>
#include <stdexcept>

namespace test {

/// A connection; requests are read one after the other.
class HttpServer::Client {
public:
    Client(int socket, std::stop_token stop) : socket_(socket), stop_(std::move(stop)) {}

    std::optional<HttpAsked> next() {
        while (buffer_.find("\r\n\r\n") == buffer_.npos)
            if (!more() || !std::isalpha(static_cast<unsigned char>(buffer_.front()))) return std::nullopt;
        HttpAsked asked;
        auto const end = buffer_.find("\r\n\r\n");
        auto line = buffer_.substr(0, buffer_.find("\r\n"));
        asked.method = line.substr(0, line.find(' '));
        auto const target = line.find(' ') + 1;
        asked.target = line.substr(target, line.rfind(' ') - target);
        for (auto at = buffer_.find("\r\n") + 2; at < end + 2; at = buffer_.find("\r\n", at) + 2)
            header(asked, buffer_.substr(at, buffer_.find("\r\n", at) - at));
        buffer_.erase(0, end + 4);
        auto const length = asked.headers.find("content-length");
        auto const bytes = length == asked.headers.end() ? 0 : std::stoul(length->second);
        while (buffer_.size() < bytes)
            if (!more()) return std::nullopt;
        asked.body = buffer_.substr(0, bytes);
        buffer_.erase(0, bytes);
        return asked;
    }

    void say(std::string const& bytes) const {
        for (std::size_t at = 0; at < bytes.size();) {
            auto const sent = ::send(socket_, bytes.data() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (sent <= 0) return;
            at += static_cast<std::size_t>(sent);
        }
    }
    void say_slowly(std::string const& bytes) const {
        constexpr std::size_t pieces = 8;
        auto const each = bytes.size() / pieces + 1;
        for (std::size_t at = 0; at < bytes.size(); at += each) {
            say(bytes.substr(at, each));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    /// Until the other end goes or the server ends.
    void wait() {
        while (more()) {
        }
    }
    /// False if the other end went or the server ends; true after a moment.
    bool is_there() {
        pollfd wait{socket_, POLLIN, 0};
        return !stop_.stop_requested() && (::poll(&wait, 1, 2) <= 0 || more());
    }
    void reset() const {
        linger const now{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }

private:
    static void header(HttpAsked& asked, std::string const& line) {
        auto const colon = line.find(':');
        if (colon == line.npos) return;
        auto name = line.substr(0, colon);
        for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        auto const value = line.find_first_not_of(' ', colon + 1);
        asked.headers[name] = value == line.npos ? "" : line.substr(value);
    }
    bool more() {
        while (!stop_.stop_requested()) {
            pollfd wait{socket_, POLLIN, 0};
            if (::poll(&wait, 1, 20) <= 0) continue;
            char bytes[16384];
            auto const got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got <= 0) return false;
            buffer_.append(bytes, static_cast<std::size_t>(got));
            return true;
        }
        return false;
    }

    int socket_;
    std::stop_token stop_;
    std::string buffer_;
};

namespace {

std::string decoded(std::string const& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            plain += text[i] == '+' ? ' ' : text[i];
        }
    }
    return plain;
}

std::string head_of(HttpAnswer const& answer) {
    auto head = "HTTP/1.1 " + std::to_string(answer.status) + " As Told\r\n";
    for (auto const& [name, value] : answer.headers) head += name + ": " + value + "\r\n";
    // 304 and 204 have no body, and no length either.
    if (answer.status != 304 && answer.status != 204)
        head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
    return head + "\r\n";
}

}  // namespace

std::string HttpAsked::path() const {
    return target.substr(0, target.find('?'));
}

std::string HttpAsked::param(std::string const& name) const {
    auto const question = target.find('?');
    if (question == target.npos) return "";
    auto query = "&" + target.substr(question + 1);
    auto const at = query.find("&" + name + "=");
    if (at == query.npos) return "";
    auto const from = at + name.size() + 2;
    return decoded(query.substr(from, query.find('&', from) - from));
}

HttpServer::HttpServer() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening_, where, size) != 0 || ::listen(listening_, 64) != 0 ||
        ::getsockname(listening_, where, &size) != 0)
        throw std::runtime_error("no port for the web server");
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this](std::stop_token const& stop) { serve(stop); });
}

HttpServer::~HttpServer() {
    thread_.request_stop();
    thread_.join();
    ::close(listening_);
}

std::string HttpServer::address() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

void HttpServer::serve(std::stop_token const& stop) {
    struct Talk {
        std::atomic<bool> over = false;
        std::jthread thread{};
    };
    std::list<Talk> talks;  // Joined when they or the server end; each sees its stop then.
    while (!stop.stop_requested()) {
        pollfd wait{listening_, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0) continue;
        auto const client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        {
            std::lock_guard const hold(mutex_);
            ++connections_;
        }
        talks.remove_if([](Talk const& one) { return one.over.load(); });
        auto& one = talks.emplace_back();
        one.thread = std::jthread([this, client, stop, &one] {
            talk(client, stop);
            ::close(client);
            one.over = true;
        });
    }
}

void HttpServer::talk(int socket, std::stop_token const& stop) {
    using Way = HttpAnswer::Way;
    Client client(socket, stop);
    while (auto const asked = client.next()) {
        auto const answer = answer_to(*asked);
        switch (answer.way) {
            case Way::whole:
                client.say(head_of(answer) + (asked->method == "HEAD" ? "" : answer.body));
                continue;
            case Way::hang:
                return client.wait();
            case Way::drip:
                client.say(head_of(answer));
                return client.wait();
            case Way::reset:
                return client.reset();
            case Way::cut:
                return client.say(head_of(answer) + answer.body.substr(0, answer.body.size() / 2));
            case Way::slow:
                client.say_slowly(head_of(answer) + (asked->method == "HEAD" ? "" : answer.body));
                continue;
            case Way::raw:
                return client.say(answer.body);
            case Way::stay:
                client.say(answer.body);
                return stay(client);
        }
    }
}

void HttpServer::stay(Client& client) {
    auto const hung_up = [this] {
        std::lock_guard const hold(mutex_);
        return hung_up_;
    };
    for (auto const before = hung_up(); client.is_there() && hung_up() == before;) {
        std::unique_lock hold(mutex_);
        auto const bytes = std::exchange(pushed_, {});
        hold.unlock();
        client.say(bytes);
    }
}

void HttpServer::push(std::string bytes) {
    std::lock_guard const hold(mutex_);
    pushed_ += bytes;
}

void HttpServer::hang_up() {
    std::lock_guard const hold(mutex_);
    ++hung_up_;
}

HttpAnswer HttpServer::answer_to(HttpAsked const& asked) {
    std::lock_guard const hold(mutex_);
    asked_.push_back(asked);
    if (asked_.size() > most_asked_) asked_.pop_front();
    if (by_) return by_(asked);
    for (auto const& path : {asked.path(), std::string()}) {
        auto const told = by_path_.find(path);
        if (told == by_path_.end() || told->second.empty()) continue;
        auto answer = told->second.front();
        if (told->second.size() > 1) told->second.pop_front();
        return answer;
    }
    return {404, "nothing was told for this path", {{"Content-Type", "text/plain"}}};
}

void HttpServer::answer(HttpAnswer answer) {
    this->answer("", std::move(answer));
}

void HttpServer::answer(std::string const& path, HttpAnswer answer) {
    std::lock_guard const hold(mutex_);
    by_path_[path].push_back(std::move(answer));
}

void HttpServer::answer_by(std::function<HttpAnswer(HttpAsked const&)> by) {
    std::lock_guard const hold(mutex_);
    by_ = std::move(by);
}

void HttpServer::forget(std::string const& path) {
    std::lock_guard const hold(mutex_);
    by_path_.erase(path);
}

std::vector<HttpAsked> HttpServer::asked() const {
    std::lock_guard const hold(mutex_);
    return {asked_.begin(), asked_.end()};
}

void HttpServer::keep_asked(std::size_t most) {
    std::lock_guard const hold(mutex_);
    most_asked_ = most;
    while (asked_.size() > most) asked_.pop_front();
}

std::size_t HttpServer::connections() const {
    std::lock_guard const hold(mutex_);
    return connections_;
}

HttpAnswer json_answer(std::string body, int status) {
    return {status, std::move(body), {{"Content-Type", "application/json; charset=utf-8"}}};
}

HttpAnswer html_answer(std::string body, int status) {
    return {status, std::move(body), {{"Content-Type", "text/html; charset=utf-8"}}};
}

}  // namespace test
