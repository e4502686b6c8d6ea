#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace bot::networks {

/// What lets us in somewhere, in a file of mode 0600. What is written is on the disk before write() returns;
/// a crash leaves the old or the new file. Several processes may share it: hold lock() from read() to
/// write(). Throws NetworkError (ours) naming the file and errno's text.
class TokenFile {
public:
    /// `network` begins messages. Without a path nothing is kept.
    TokenFile(std::filesystem::path path, std::string network);

    bool kept() const { return !path_.empty(); }
    /// "" if there is no file, it cannot be read, or it can be read by others too.
    std::string read() const;
    void write(std::string const& bytes) const;
    /// From then on nothing is kept, on the disk too.
    void remove() const;

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
    void sync_folder() const;
    void demand(bool done, std::filesystem::path const& path, char const* doing) const;

    std::filesystem::path const path_;
    std::string const network_;
};

}  // namespace bot::networks
