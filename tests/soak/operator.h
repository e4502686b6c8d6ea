#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "tests/bot/web/site.h"
#include "tests/soak/chance.h"
#include "tests/soak/database.h"

namespace test::soak {

/// Somebody at the desk: reads the queue in a browser and answers by its forms, now by API, now by hand,
/// takes some back, skips some, and settles what only a person can tell. Works on a thread of its own until
/// destroyed; a daemon that is down meanwhile is asked again.
class Operator {
public:
    /// Whether a server has a reply with these words (part of them), as a person would look.
    using Looks = std::function<bool(std::string const& network, std::string const& mark)>;
    /// Answers that post in the network's own composer.
    using Answers =
        std::function<void(std::string const& network, std::string const& post, std::string const& words)>;

    /// `link` signs in: "http://…/console/sign-in/…".
    Operator(int port, std::string link, Chance chance, Database const& database, Looks looks,
             Answers answers);

    /// Goes home; returns when the last form was answered.
    void stop();
    std::map<std::string, long long> did() const;

private:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    void work(std::stop_token const& stop);
    void sign_in();
    void answer_one();
    void settle();
    std::string some_find();
    void approve(std::string const& find, Answer const& card);
    void by_hand(std::string const& find, Answer const& card, std::string const& words);
    void send_by_hand(std::string const& reply);
    void count(std::string const& what);
    std::string words_for(bool invites);

    std::string const link_;
    Chance chance_;
    Database const& database_;
    Looks const looks_;
    Answers const answers_;
    Browser browser_;
    bool signed_in_ = false;
    int marks_ = 0;
    mutable std::mutex mutex_;
    std::map<std::string, long long> did_;  // guarded by mutex_
    std::jthread thread_;
};

/// The mark in a reply's words that no other reply has; "" if there is none.
std::string mark_of(std::string const& words);

}  // namespace test::soak
