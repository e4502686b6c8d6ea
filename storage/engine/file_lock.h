#pragma once

#include <filesystem>
#include <string>

namespace storage {

/// Holds `path` for this process until destroyed; the file names the pid. flock(2): the system gives the lock
/// back when the process ends, however it ends, so a file that was left behind never blocks. Two locks on one
/// path exclude each other in one process as well.
class FileLock {
public:
    /// Throws Error: `in_use` (the text says that `what` is in use, by which pid, and how to end it),
    /// `unreachable`, `full`.
    FileLock(std::filesystem::path const& path, std::string const& what);
    FileLock(FileLock const&) = delete;
    ~FileLock();

private:
    int file_ = -1;  // open for as long as the lock is held
};

}  // namespace storage
