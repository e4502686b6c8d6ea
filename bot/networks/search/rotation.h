#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/search/stored_fields.h"
#include "storage/types.h"

// How the lists of a network are read, one page a call of search(): the marks that lie in its stored cursor
// meanwhile, and whose turn it is.
namespace bot::networks {

/// How far one list of posts was read: a search, a hashtag, a community, our mentions. A list is read in
/// passes, newest first: from its first page down to where the pass before began. A pass may take many
/// search() calls, so its next page is part of the mark. What only one network has (ids instead of times, an
/// ETag) is in a struct derived from this, which also says how it is stored.
struct Watermark {
    storage::Time start{};       // nothing older is ever asked for
    storage::Time since{};       // everything up to here was read
    storage::Time newest{};      // the newest that the pass under way met: `since` when it ends
    std::string next;            // where its next page begins, as the network says; "" is the first page
    int pages = 0;               // that it has read
    std::uint64_t round = 0;     // the last round in which a pass ended
    storage::Time not_before{};  // refused, or resting until then
};

/// Which list of a network is asked next, and how far each was read. Each has a mark of its own, so that one
/// that is added to the settings, or taken out, moves none of the others. In a round every list is read to
/// the end of a pass once; then the next round begins. Part of a stored cursor. One thread.
///
///     rotation.keep_only(lists);
///     rotation.begin_round_if_done(lists, now);
///     if (auto const i = rotation.next(lists, now)) {
///         if (read_a_page(rotation.at(lists[*i]))) rotation.finish(lists[*i]);
///     }
///     page.more = rotation.next(lists, now).has_value();
template <class Mark>
class SearchRotation {
public:
    SearchRotation() = default;
    explicit SearchRotation(std::uint64_t first_round) : round(first_round) {}

    /// The one under way. It begins at 0, or at 1 where the stored cursors do.
    std::uint64_t round = 0;
    /// The list that was asked last, for networks that do not stay with one until its pass ends; else "".
    std::string last{};

    /// The mark of a list; a new one is as at the very start.
    Mark& at(std::string const& list) { return marks_[list]; }
    /// All of them, by the lists' names.
    std::map<std::string, Mark> const& marks() const { return marks_; }
    /// Forgets the marks of all others.
    void keep_only(std::vector<std::string> const& lists) {
        std::erase_if(marks_,
                      [&](auto const& one) { return std::ranges::find(lists, one.first) == lists.end(); });
    }

    /// Whether this round has not read it to the end of a pass, and it may be asked now.
    bool pending(std::string const& list, storage::Time now) {
        auto const& mark = at(list);
        return mark.round != round && mark.not_before <= now;
    }
    /// Where the next pending list stands in `lists`: the first one behind `last`, so that a busy one does
    /// not hold up the others. `avoid`, which has just failed, only if no other is pending. Empty if none is.
    std::optional<std::size_t> next(std::vector<std::string> const& lists, storage::Time now,
                                    std::optional<std::string> const& avoid = {}) {
        auto const asked_last = std::ranges::find(lists, last);
        auto const first = asked_last == lists.end() ? 0 : asked_last - lists.begin() + 1;
        std::optional<std::size_t> avoided;
        for (std::size_t step = 0; step < lists.size(); ++step) {
            auto const i = (static_cast<std::size_t>(first) + step) % lists.size();
            if (!pending(lists[i], now)) continue;
            if (lists[i] != avoid) return i;
            avoided = i;
        }
        return avoided;
    }
    /// The next round begins once no list is pending: each was read to the end of a pass, or is put off.
    void begin_round_if_done(std::vector<std::string> const& lists, storage::Time now) {
        if (!next(lists, now)) ++round;
    }

    /// The pass of that list ended: the next one begins with its first page.
    void finish(std::string const& list) {
        auto& mark = at(list);
        mark.round = round;
        mark.next.clear();
        mark.pages = 0;
    }
    /// Whether another list than that one is not put off: where one is refused, the others go on.
    bool others_go_on(std::string const& list, storage::Time now) const {
        return std::ranges::any_of(
            marks_, [&](auto const& one) { return one.first != list && one.second.not_before <= now; });
    }
    /// It is left out of this round and not asked before `until`; its pass goes on there.
    void put_off(std::string const& list, storage::Time until) {
        auto& mark = at(list);
        mark.round = round;
        mark.not_before = until;
    }

    /// The marks, an object each; Mark::store() names what is in it.
    void store(StoredFields& fields) {
        for (auto const& list : fields.names()) at(list);
        for (auto& one : marks_)
            fields.inner(one.first, [&](StoredFields& inner) { one.second.store(inner); });
    }

private:
    std::map<std::string, Mark> marks_;
};

/// Asks for a page of that list, which may fail and leaves the cursor as it was then. If the list itself may
/// be at fault (`theirs`, `network`) its name goes into `failed`, so that another one is asked first the next
/// time: see SearchRotation::next(). Throws what `ask` throws.
template <class Ask>
void ask_page(std::string const& list, std::optional<std::string>& failed, Ask ask) {
    try {
        ask();
    } catch (NetworkError const& error) {
        using Class = NetworkError::Class;
        if (error.error_class == Class::theirs || error.error_class == Class::network) failed = list;
        throw;
    }
}

}  // namespace bot::networks
