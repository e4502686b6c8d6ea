#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace bot::networks {

/// A signed-in session. Never with an empty part.
struct BlueskyTokens {
    std::string did;      // our account
    std::string pds;      // the server that keeps it: all calls go there; "https://host"
    std::string access;   // good for about two hours
    std::string refresh;  // good once, for a new pair
    bool whole() const { return !did.empty() && !pds.empty() && !access.empty() && !refresh.empty(); }
};

/// The tokens of one account in a file of mode 0600. What is written is on the disk before write() returns;
/// a crash leaves the old or the new file, and tokens that are not whole never replace others. Several
/// processes may share it: hold lock() from read() to write(). Throws NetworkError (ours) naming the file
/// and errno's text.
class BlueskyTokenFile {
public:
    /// `account` tells whose tokens they are: those of another one are not read. Without a path nothing is
    /// kept.
    BlueskyTokenFile(std::filesystem::path path, std::string account);

    /// Empty if there are none, the file is damaged or readable by others, or they are of another account.
    std::optional<BlueskyTokens> read() const;
    void write(BlueskyTokens const& tokens) const;

    /// No other process has it until destroyed.
    class Lock {
    public:
        explicit Lock(int file) : file_(file) {}
        Lock(Lock const&) = delete;
        ~Lock();

    private:
        int const file_;
    };
    std::unique_ptr<Lock> lock() const;

private:
    std::filesystem::path const path_;
    std::string const account_;
};

}  // namespace bot::networks
