#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/network.h"
#include "bot/networks/x/session.h"

// Posts as X's API writes them (docs.x.com: data dictionary). Pure; any thread.
namespace bot::networks {

/// A post as X's API shows it.
struct XPost {
    FoundPost post;
    std::string id;       // of its newest version; native_id is that of the first
    bool repost = false;  // another person's words
    /// Who may answer: "everyone", "following", "mentionedUsers", …; absent if it is not said.
    std::optional<std::string> reply_settings;
    bool mentions_us = false;
};

/// `answer` is all of it: authors and referenced posts stand beside the posts. `us` may be null. Empty if it
/// has no id or no words. Both ways in which X names its fields are read.
std::optional<XPost> read_x_post(nlohmann::json const& post, nlohmann::json const& answer,
                                 XAccount const* us);

/// The words as a reader sees them: all of a long post, links in full, entities decoded once; without the
/// short links that X appends for pictures and for the quoted post.
std::string x_text(nlohmann::json const& post);

/// Digits that are a number of 64 bits.
bool is_x_id(std::string_view text);
/// Compares ids: 0 if it is none.
std::uint64_t x_number(std::string_view id);

/// Where a browser finds that post; "" for the handle if it is not known.
std::string x_address(std::string_view handle, std::string_view id);

}  // namespace bot::networks
