#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "bot/base/file.h"

// What lets us in at a network: kept in files, and proved when a code is fetched.
namespace bot::networks {

/// What lets us in somewhere, in a file of mode 0600. What is written is on the disk before write() returns;
/// a crash leaves the old or the new file. Several processes may share it: hold lock() from read() to
/// write(). Throws NetworkError (ours) naming the file and errno's text.
class TokenFile {
public:
    /// `network` begins messages. Without a path nothing is kept.
    TokenFile(std::filesystem::path path, std::string network);

    bool kept() const { return !path_.empty(); }
    /// "" if there is no file, it cannot be read, or it can be read by others too. 64 kB at most.
    std::string read() const;
    void write(std::string const& bytes) const;
    /// From then on nothing is kept, on the disk too.
    void remove() const;

    /// No other process has it until destroyed. Waits for one that does.
    using Lock = Descriptor;
    Lock lock() const;

private:
    void demand(bool done, std::filesystem::path const& path, char const* doing) const;

    std::filesystem::path const path_;
    std::string const network_;
};

/// An account that was connected on the console: names with values, as an object of JSON in a TokenFile.
class AccountFile {
public:
    using Values = std::map<std::string, std::string>;
    AccountFile(std::filesystem::path path, std::string network)
        : file_(std::move(path), std::move(network)) {}

    /// Empty if there is none, or it is damaged.
    Values read() const;
    /// Throws NetworkError (ours) if it cannot be kept.
    void write(Values const& values) const;
    void remove() const { file_.remove(); }
    TokenFile::Lock lock() const { return file_.lock(); }

private:
    TokenFile const file_;
};

/// Proof Key for Code Exchange (RFC 7636): a fresh verifier of 51 characters. Who brings the code that the
/// authorization page gave out has to know it.
std::string pkce_verifier();
/// What the authorization page is told of it, by the method S256.
std::string pkce_challenge(std::string const& verifier);

}  // namespace bot::networks
