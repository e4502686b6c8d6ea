#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace test {

/// A mail server on a free loopback port that takes one connection after the other and keeps what it was
/// told.
class SmtpServer {
public:
    SmtpServer();
    SmtpServer(SmtpServer const&) = delete;
    ~SmtpServer();

    int port() const { return port_; }
    /// What to answer to RCPT from now on, "250 ok" at first; and to the message, the greeting and the
    /// sender, likewise. With a greeting of "" it takes the connection and says nothing at all.
    void answer_recipient(std::string line);
    void answer_message(std::string line);
    void answer_greeting(std::string line);
    void answer_sender(std::string line);
    /// From now on it offers AUTH PLAIN, and answers so to what is sent as the secret: "235 welcome".
    void offer_sign_in(std::string line);
    struct Got {
        std::string from, to, message;
    };
    std::vector<Got> taken() const;
    std::vector<std::string> commands() const;

private:
    void serve(std::stop_token const& stop);
    void talk(int client);

    int listening_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::string recipient_answer_ = "250 ok", message_answer_ = "250 taken";  // guarded by mutex_
    std::string greeting_ = "220 fake ready", sender_answer_ = "250 ok";      // guarded by mutex_
    std::string sign_in_answer_;                                              // guarded by mutex_
    std::vector<Got> taken_;                                                  // guarded by mutex_
    std::vector<std::string> commands_;                                       // guarded by mutex_
    std::jthread thread_;
};

}  // namespace test
