#include "storage/engine/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/engine/error.h"

namespace storage {

FileLock::FileLock(std::filesystem::path const& path, std::string const& what) {
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0)
        throw Error(Error::Kind::unreachable,
                    fmt::format("{} cannot be opened: {}", path.string(), std::strerror(errno)));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        char pid[24] = {};
        auto const got = ::pread(file_, pid, sizeof pid - 1, 0);
        ::close(file_);
        throw Error(Error::Kind::in_use, fmt::format("{} is in use by process {}; stop it first: kill {}",
                                                     what, got > 0 ? pid : "?", got > 0 ? pid : "PID"));
    }
    auto const pid = std::to_string(::getpid());
    if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, pid.data(), pid.size(), 0) < 0) {
        auto const why = errno;
        ::close(file_);
        throw Error(why == ENOSPC ? Error::Kind::full : Error::Kind::unreachable,
                    fmt::format("{} cannot be written: {}", path.string(), std::strerror(why)));
    }
}

FileLock::~FileLock() {
    ::close(file_);
}

}  // namespace storage
