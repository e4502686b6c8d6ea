#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "tests/fakes/http_server.h"
#include "tests/soak/faults.h"

namespace test::soak {

using Json = nlohmann::json;
using bot::Time;

/// A post as somebody wrote it.
struct Post {
    int number = 0;  // counts up; the later, the higher
    std::string native_id;
    std::string author;  // each has one of their own
    std::string words;
    bool praise = false;    // so clearly that it must be queued
    bool calls_us = false;  // mentions our account
    Time written_at{};
    std::deque<std::string> requests{};  // the last ones it had a part in, with what became of them
};

/// A reply of ours that is there. `key` is the idempotency key, where the network has one.
struct Arrival {
    std::string parent, id, words, key;
    bool by_hand = false;
    Time at{};
};

/// A network that somebody writes at and that the program listens to and answers on, over real HTTP on
/// loopback. Deals faults. Any thread.
class Network {
public:
    /// All outlive it. Time is the program's own.
    Network(std::string name, std::uint64_t seed, Faults& faults, bot::Clock const& clock);
    Network(Network const&) = delete;
    virtual ~Network() = default;

    std::string const name;
    /// Its section of the configuration.
    virtual std::string settings() const = 0;
    /// Before the first start: puts into the data folder what signing in left there.
    virtual void prepare(std::filesystem::path const& /*data*/) {}
    /// One more post, by somebody new.
    void write();
    /// A person answers that post in the network's own composer.
    void answer_by_hand(std::string const& native_id, std::string const& words);
    std::map<std::string, Post> posts() const;
    std::vector<Arrival> arrivals() const;
    long long asked() const;

protected:
    using Ask = HttpAsked;

    // With the lock held:
    virtual HttpAnswer answer(Ask const& ask) = 0;
    virtual HttpAnswer too_many(std::chrono::seconds away) = 0;
    /// Fills in what the network decides: the id, and whatever else it keeps.
    virtual void publish(Post& post) = 0;
    /// What the next reply of ours is called; "" if we have no account there.
    virtual std::string next_reply() const { return ""; }
    /// Before each request: a token may run out.
    virtual void age() {}

    HttpAnswer json(Json const& body, int status = 200);
    /// That post has a part in the exchange under way.
    void shows(Post const& post) { shown_.push_back(post.native_id); }
    Arrival& arrived(Arrival arrival);
    Post const* post(std::string const& native_id) const;
    /// The page as an imperfect server gives it: out of order a little, or one twice.
    void disturb(Json& list);
    void server_starts();

    bot::Clock const& clock_;
    Faults& faults_;
    mutable std::mutex mutex_;  // guards all below
    Chance chance_;
    std::map<int, Post> posts_;  // by number
    std::map<std::string, int> numbers_;
    std::deque<Arrival> arrivals_;

private:
    HttpAnswer exchange(Ask const& ask);

    std::vector<std::string> shown_;
    long long asked_ = 0;

protected:
    HttpServer http_;  // last: it asks the rest
};

/// Whether a search for that finds those words: it has every phrase that stands in quotes, or its one word.
bool finds(std::string const& query, std::string const& words);
/// RFC 3339 with milliseconds.
std::string moment(Time time);
/// The last part of a path.
std::string last_part(std::string const& path);

}  // namespace test::soak
