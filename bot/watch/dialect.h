#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/watch/query.h"

// From a query to what one network is asked for, and what is wrong with that. Pure; any thread.
namespace bot::watch {

/// What a network's own search can be asked; each network that has one says so in its descriptor
/// (bot/networks/<name>/<name>.cpp). What it cannot is left to the filter (watch/filter.h), so that
/// it finds too much, never too little.
struct Dialect {
    bool phrases = true;  // "in quotes"; else the words stand bare
    bool any = true;      // (a OR b); else each alternative is a search of its own
    bool without = true;
    std::string_view not_mark = "-";      // before what must not be there
    std::string_view tag_mark = "#";      // before a tag; "" asks for the bare word
    std::string_view language_mark = "";  // e.g. "lang:"; "" cannot be asked
    std::string_view from_mark = "";      // e.g. "from:"; "" cannot be asked
    std::string_view always = "";         // follows every query
    std::size_t longest = 0;              // characters of a query; 0 if it does not say
    bool by_tags = false;                 // a query that needs a tag is followed by it and not searched for
};

/// The searches that together find all the query asks for, without the near: terms, which must have been
/// replaced. Never empty; a search may be "" (everything) when the network can be asked nothing of it. Where
/// alternatives cannot be asked at once, the clause with the fewest of them becomes a search each; other such
/// clauses are left to the filter.
std::vector<std::string> searches(Query const& query, Dialect const& dialect);

/// The tags (without #) that a post must have one of; empty if it needs none. For networks that are followed
/// by their tags. If several clauses consist of tags, those of the shortest.
std::vector<std::string> tags(Query const& query);
/// The language every find must have, if the query names just one.
std::optional<std::string> language(Query const& query);

/// What is wrong with a query on a network.
struct Fault {
    enum class Kind {
        matches_everything,  // nothing must be there
        too_common,          // nearly every post has `what`
        contradicts,         // it wants `what` and does not want it
        says_twice,          // `what`
        too_long,            // a search of it has more `characters` than are `allowed`
    };
    Kind kind = Kind::matches_everything;
    std::string what{};
    std::size_t characters = 0;
    std::size_t allowed = 0;
    bool operator==(Fault const&) const = default;
};

/// Empty if all is well. First what is wrong with the query anywhere (nothing to look for, words that are too
/// common, clauses that contradict or repeat each other), then each search of it that this network finds too
/// long.
std::vector<Fault> faults(Query const& query, Dialect const& dialect);

}  // namespace bot::watch
