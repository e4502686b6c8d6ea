#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "bot/networks/network.h"

namespace bot::networks {

/// How far a search of Bluesky has come: a position for each query, and what was given of the stretch that
/// is asked for again and again.
struct BlueskyCursor {
    /// One query's way through the pages, newest first, down to where the way before began.
    struct Walk {
        Time floor{};      // nothing older was ever asked for
        Time from{};       // everything up to here was read
        Time top{};        // the newest that this way met; `from` when it ends
        std::string page;  // the server's cursor of the next page; "" begins a new way
        int pages = 0;     // read on this way
    };
    /// By query; "" (which no query is) are the notifications.
    std::map<std::string, Walk> walks;
    std::optional<std::int64_t> stream_us;  // the last event taken from Jetstream, in its microseconds
    std::optional<Time> called_at;          // when the notifications were last asked for beside a stream

    /// False if that post (or event) was given before; remembers it.
    bool first_sight(std::string_view what, Time now);
    /// Forgets the walks of other queries than these, and what cannot come again: given more than `overlap`
    /// before the slowest walk's `from`. At most `most_given` are kept, the latest.
    void tidy(std::set<std::string> const& queries, std::chrono::milliseconds overlap, Time now);
    static constexpr std::size_t most_given = 20'000;

    std::string text() const;
    /// Empty if the text is not one that text() made. "" is a cursor at the very start.
    static std::optional<BlueskyCursor> from(std::string_view text);

private:
    std::map<std::string, Time> given_;  // fingerprint and when
};

}  // namespace bot::networks
