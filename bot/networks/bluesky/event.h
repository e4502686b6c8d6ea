#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bot::networks {

/// An event of Jetstream, as far as we listen. Format: github.com/bluesky-social/jetstream, version 1.
struct BlueskyEvent {
    /// `post`: written or changed. `gone`: a post was deleted. `account_gone`: with all its posts, or hidden.
    enum class Kind { post, gone, account_gone, other };
    Kind kind = Kind::other;
    std::int64_t time_us = 0;  // when the server saw it, in microseconds since 1970: the cursor
    std::string did;
    std::string uri;  // native id of the post; "" for an account
    std::string rev;  // of the account's repository: this event's own
    /// Of a post; unsigned and unchecked, so only good for deciding whether to read the post again.
    std::string text;
    std::optional<std::string> language;
};

/// Reads frames, some hundred thousand a second. One thread at a time.
class BlueskyEvents {
public:
    BlueskyEvents();
    ~BlueskyEvents();
    /// Empty if the frame is no event.
    std::optional<BlueskyEvent> read(std::string_view frame);

private:
    struct Parser;
    std::unique_ptr<Parser> const parser_;
};

}  // namespace bot::networks
