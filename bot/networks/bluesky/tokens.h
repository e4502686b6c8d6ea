#pragma once

#include <optional>
#include <string>

#include "bot/networks/client/token_store.h"

namespace bot::networks {

/// A signed-in session. Never with an empty part.
struct BlueskyTokens {
    std::string did;      // our account
    std::string pds;      // the server that keeps it: all calls go there; "https://host"
    std::string access;   // good for about two hours
    std::string refresh;  // good once, for a new pair
    bool whole() const { return !did.empty() && !pds.empty() && !access.empty() && !refresh.empty(); }
};

/// The tokens of one account in a TokenFile. Tokens that are not whole never replace others.
class BlueskyTokenFile {
public:
    /// `account` tells whose tokens they are: those of another one are not read.
    BlueskyTokenFile(std::filesystem::path path, std::string account)
        : file_(std::move(path), "bluesky"), account_(std::move(account)) {}

    /// Empty if there are none, the file is damaged, or they are of another account.
    std::optional<BlueskyTokens> read() const;
    void write(BlueskyTokens const& tokens) const;
    void remove() const { file_.remove(); }
    TokenFile::Lock lock() const { return file_.lock(); }

private:
    TokenFile const file_;
    std::string const account_;
};

}  // namespace bot::networks
