#pragma once

#include <map>
#include <string>
#include <string_view>

#include "bot/networks/search/seen.h"

namespace bot::networks {

/// What is known of each feed, by a name made of its address, which may be secret.
struct RssCursor {
    struct Place {
        storage::Time due{};
        bool read = false;           // at least once
        bool gone = false;           // for good: 410
        std::string etag, modified;  // as they were given, byte for byte; "" is none
        Seen seen{};
    };
    std::map<std::string, Place> feeds;

    std::string text() const;
    /// What cannot be read is left out.
    static RssCursor from(std::string_view text);
};

/// Twelve characters of hex.
std::string feed_name(std::string_view address);

}  // namespace bot::networks
