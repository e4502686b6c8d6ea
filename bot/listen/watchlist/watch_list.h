#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/network.h"
#include "bot/watch/dialect.h"
#include "storage/engine/store.h"
#include "storage/posts.h"
#include "storage/watch_queries.h"

// What people do with the rows of the watch list, by command and on the console's page Listening.
namespace bot::listen {

/// What was heard on one network in the days looked back on, and what a query makes of it.
struct Heard {
    double days = 0;      // 0 if nobody listened there
    long long posts = 0;  // looked at, the finds among them
    long long finds = 0;
    long long tried = 0;  // of the finds those whose words are still kept
    long long held = 0;   // of those the ones the query holds for
};

/// What a query would bring a day, and cost. It knows only what other queries brought: what nobody listened
/// for yet is not in it.
struct Estimate {
    enum class Ground {
        none,    // no find of a whole day: nothing is known, and all numbers are 0
        little,  // fewer than ten finds that it holds for, or less than a week
        fair,
    };
    Ground ground = Ground::none;
    double finds_a_day = 0;
    double least_finds = 0, most_finds = 0;  // with some 95 %, if the next days are like those
    /// Posts a day that the network's search would give if all posts had the query's words as often as the
    /// finds have. Never fewer than the finds.
    double posts_a_day = 0;
    /// Micro-dollars a day. A search is paid for every post it gives, find or not; so the finds are the
    /// least.
    long long least_cost = 0;
    long long cost = 0;  // of posts_a_day
};

/// `cost_per_read` in micro-dollars for each post. The range of the finds is the score interval of a Poisson
/// count, two sigma wide. Finds whose words were forgotten are taken to be like the others. Pure.
Estimate estimate(Heard const& heard, long long cost_per_read);

/// What a query would ask, what is wrong with it, and what it holds for.
struct Trial {
    std::string words;                            // of the query, as they were written
    std::optional<std::string> network;           // the one it is for; empty: all
    std::optional<watch::Unreadable> unreadable;  // then all below is empty
    bool unsearchable = false;                    // that network has no search
    /// What it is on one network that can be searched.
    struct OnNetwork {
        std::string network;               // its id, "mastodon"
        std::string title;                 // "Mastodon"
        std::vector<std::string> asks;     // in its own words; "" is everything it has
        std::vector<watch::Fault> faults;  // what this network's search cannot do
        Heard heard;
        Estimate estimate;
        long long cost_per_read = 0;     // micro-dollars for each post
        long long cost_per_account = 0;  // and at most for its author
    };
    std::vector<OnNetwork> networks;
    /// The finds whose words are still kept: how many, from when to when, and which it holds for, newest
    /// first.
    long long tried = 0, held = 0;
    Time oldest{}, newest{};
    std::vector<storage::Post> examples;

    /// Nothing is wrong with it anywhere: it may be added.
    bool sound() const;
};

/// The rows of what is listened for: looked at, tried, added and kept up to date. Who wrote one and who keeps
/// it are two people. Any thread.
class WatchList {
public:
    /// `policies` are those of the networks that can be searched. The others outlive it.
    WatchList(storage::Store& store, Clock const& clock, std::vector<networks::Policy> policies);

    /// A query that is listened for, as it stands now.
    struct Row {
        storage::WatchQuery query;
        bool due = false;  // for a review
        Trial trial;       // what is wrong with it now; not tried on finds
    };
    /// Those due first, else the oldest first.
    std::vector<Row> all() const;
    /// By id and title, the networks a query can be for: all that can be searched, in the order they were
    /// given.
    std::vector<std::pair<std::string, std::string>> networks() const;

    /// What the query would do, tried on the finds whose words are still kept. Changes nothing, asks no
    /// network.
    Trial try_out(std::string const& words, std::optional<std::string> const& network) const;

    /// `same_person`: author and steward. `review_past`: the day of the review is not ahead.
    enum class Refusal { unsound, same_person, review_past, there_already };
    /// Fills in the id and the day of making. Empty if it is listened for from now on, that is from the next
    /// page of each network on.
    std::optional<Refusal> add(storage::WatchQuery query);
    /// It is not listened for any more; its row stays. False if it is not there, or retired already.
    bool retire(storage::WatchQueryId const& id);
    /// Whether that person may say that a query is still good: anybody but its author. Names are compared
    /// folded.
    static bool may_review(storage::WatchQuery const& query, std::string_view person);
    /// `own`: by its author. `past`: the next day is not ahead.
    enum class Reviewed { yes, gone, own, past };
    /// It is still good, and that person keeps it from now on: unless it is their own, it is gone, or the day
    /// of the next review is not ahead.
    Reviewed review(storage::WatchQueryId const& id, std::string const& person, Time next);
    /// When a query that is added or reviewed now is looked at again, unless a day was given: in half a year,
    /// at midnight UTC.
    Time usual_review() const;

private:
    /// What is wrong with it on each network; `query` is what it means, empty if it cannot be read.
    Trial read(std::string const& words, std::optional<std::string> const& network,
               std::optional<watch::Query>& query) const;

    storage::Store& store_;
    Clock const& clock_;
    std::vector<networks::Policy> const policies_;
};

}  // namespace bot::listen
