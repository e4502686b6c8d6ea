#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/search/seen.h"

namespace bot::networks {

/// How far the rounds through a network's lists got, for one that is asked by time, newest first. Each list
/// has a place of its own, so that one that is added or taken away moves none of the others.
class Rounds {
public:
    struct Walk {
        storage::Time start{};    // nothing older is ever asked for
        storage::Time since{};    // of this round
        storage::Time newest{};   // seen so far: here, or anywhere before this round of it began
        std::uint64_t round = 0;  // the last one in which it was read to its end
        int pages = 0;            // read in this round
        std::string next{};       // where its next page begins; "" is its first
    };
    Seen seen{};

    /// The first of `lists` that this round still has to read; when it has none, the next round begins. A new
    /// list begins at `start`, and those that are not named are forgotten. Throws std::out_of_range if there
    /// are no lists.
    std::string const& begin(std::vector<std::string> lists, storage::Time start);
    Walk& walk(std::string const& list) { return walks_.at(list); }
    /// Read to its end; the next round asks from `overlap` before the newest.
    void finish(std::string const& list, std::chrono::milliseconds overlap);
    /// This round still has something to read.
    bool more() const;

    std::string text() const;
    /// Empty if the text is not one that text() made.
    static std::optional<Rounds> from(std::string_view text);

private:
    bool pending(std::string const& list) const { return walks_.at(list).round != round_; }

    std::vector<std::string> lists_;
    std::map<std::string, Walk> walks_;
    std::uint64_t round_ = 1;
    storage::Time newest_{};
};

}  // namespace bot::networks
