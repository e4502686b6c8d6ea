#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/network.h"
#include "bot/networks/search/recent_ids.h"
#include "bot/networks/search/rotation.h"

// A search of lists that are asked by time alone: "what was written since then", newest first. What Hacker
// News and Reddit have in common. Each call of search() makes it of the stored cursor, reads one page of the
// list whose turn it is, and stores it again:
//
//     auto const& list = search.begin(lists, now - back_fill);
//     TimedPage found{search, search.at(list), now, nullptr, page};
//     for (auto& post : a_page_of(list, search.at(list))) found.take(std::move(post));
//     if (!found.any_new || found.reached_old) search.finish(list, overlap);
namespace bot::networks {

/// How far one of them was read. All times are stored as seconds.
struct TimedMark : Watermark {
    void store(StoredFields& fields);
};

/// Where such a search stands between two calls. One thread.
class TimedSearch {
public:
    /// The list to read a page of, which stays in turn until finish(): new lists begin at `start`, those that
    /// are not named are forgotten. Throws std::out_of_range if there are no lists.
    std::string const& begin(std::vector<std::string> lists, storage::Time start);
    /// The mark of the list that begin() gave.
    TimedMark& at(std::string const& list) { return rotation_.at(list); }
    /// Its pass ended; the next one asks from `overlap` before the newest post, as posts come late.
    void finish(std::string const& list, std::chrono::milliseconds overlap);
    /// This round still has something to read.
    bool more();

    /// For cursor_text() and read_cursor().
    void store(StoredFields& fields);

    RecentIds recent;  // what was given, and "unwanted " before what was not wanted when it was met

private:
    /// Of this call, in the order in which they are asked.
    std::vector<std::string> lists_;
    SearchRotation<TimedMark> rotation_{1};
    storage::Time newest_{};  // of all lists
};

/// One page of such a list: sorts out which of its posts are handed out.
struct TimedPage {
    TimedSearch& search;
    TimedMark& mark;
    storage::Time now;
    std::vector<watch::Query> const* filter;  // only what is wanted for these; null takes all
    SearchPage& page;

    bool any_new = false;                   // some were not met before
    bool reached_old = false;               // some are older than what was asked for
    std::optional<storage::Time> oldest{};  // of those that are not; times of the future count as now

    /// Hands it out, unless it is too old, was given before or is not wanted.
    void take(FoundPost post);
};

}  // namespace bot::networks
