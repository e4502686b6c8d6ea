#pragma once

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

/// `cost_per_read` in micro-dollars for each post. Pure.
Estimate estimate(Heard const& heard, long long cost_per_read);

}  // namespace bot::listen
