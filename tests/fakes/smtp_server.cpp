#include "tests/fakes/smtp_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace test {
namespace {

/// Lines from a socket, without their ends; "" at the end of the talk too.
class Lines {
public:
    explicit Lines(int socket) : socket_(socket) {}
    bool next(std::string& line) {
        for (;;) {
            auto const end = buffer_.find("\r\n");
            if (end != std::string::npos) {
                line = buffer_.substr(0, end);
                buffer_.erase(0, end + 2);
                return true;
            }
            char bytes[4096];
            auto const got = ::recv(socket_, bytes, sizeof bytes, 0);
            if (got <= 0) return false;
            buffer_.append(bytes, static_cast<std::size_t>(got));
        }
    }

private:
    int socket_;
    std::string buffer_;
};

void say(int socket, std::string const& line) {
    auto const text = line + "\r\n";
    (void)::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
}

std::string in_brackets(std::string const& line) {
    auto const from = line.find('<'), to = line.rfind('>');
    return from == line.npos || to == line.npos ? "" : line.substr(from + 1, to - from - 1);
}

}  // namespace

SmtpServer::SmtpServer() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const where = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listening_, where, size) != 0 || ::listen(listening_, 8) != 0 ||
        ::getsockname(listening_, where, &size) != 0)
        throw std::runtime_error("no port for the mail server");
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this](std::stop_token const& stop) { serve(stop); });
}

SmtpServer::~SmtpServer() {
    thread_.request_stop();
    thread_.join();
    ::close(listening_);
}

void SmtpServer::serve(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        pollfd wait{listening_, POLLIN, 0};
        if (::poll(&wait, 1, 20) <= 0) continue;
        auto const client = ::accept(listening_, nullptr, nullptr);
        if (client < 0) continue;
        timeval const patience{5, 0};
        ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        talk(client);
        ::close(client);
    }
}

void SmtpServer::talk(int client) {
    Lines lines(client);
    Got got;
    std::string greeting;
    {
        std::lock_guard const hold(mutex_);
        greeting = greeting_;
    }
    if (!greeting.empty()) say(client, greeting);
    for (std::string line; lines.next(line);) {
        std::lock_guard const hold(mutex_);
        commands_.push_back(line);
        if (line.starts_with("QUIT")) return say(client, "221 bye");
        if (line.starts_with("MAIL")) {
            got = {in_brackets(line), "", ""};
            say(client, sender_answer_);
            continue;
        }
        if (line.starts_with("RCPT")) {
            got.to = in_brackets(line);
            say(client, recipient_answer_);
        } else if (line == "DATA") {
            say(client, "354 go on");
            while (lines.next(line) && line != ".")
                got.message += (line.starts_with("..") ? line.substr(1) : line) + "\r\n";
            if (message_answer_.starts_with("2")) taken_.push_back(got);
            say(client, message_answer_);
        } else if (line.starts_with("EHLO") && !sign_in_answer_.empty()) {
            say(client, "250-fake\r\n250 AUTH PLAIN");
        } else if (line == "AUTH PLAIN") {
            say(client, "334 ");
            if (lines.next(line)) commands_.push_back(line);
            say(client, sign_in_answer_);
        } else {
            say(client, "250 ok");
        }
    }
}

void SmtpServer::answer_recipient(std::string line) {
    std::lock_guard const hold(mutex_);
    recipient_answer_ = std::move(line);
}

void SmtpServer::offer_sign_in(std::string line) {
    std::lock_guard const hold(mutex_);
    sign_in_answer_ = std::move(line);
}

void SmtpServer::answer_greeting(std::string line) {
    std::lock_guard const hold(mutex_);
    greeting_ = std::move(line);
}

void SmtpServer::answer_sender(std::string line) {
    std::lock_guard const hold(mutex_);
    sender_answer_ = std::move(line);
}

void SmtpServer::answer_message(std::string line) {
    std::lock_guard const hold(mutex_);
    message_answer_ = std::move(line);
}

std::vector<SmtpServer::Got> SmtpServer::taken() const {
    std::lock_guard const hold(mutex_);
    return taken_;
}

std::vector<std::string> SmtpServer::commands() const {
    std::lock_guard const hold(mutex_);
    return commands_;
}

}  // namespace test
