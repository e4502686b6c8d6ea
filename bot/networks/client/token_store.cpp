#include "bot/networks/client/token_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "bot/base/durable_file.h"
#include "bot/networks/network.h"

namespace bot::networks {
namespace {

constexpr std::size_t largest = 64 * 1024;

struct Descriptor {
    int number = -1;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

}  // namespace

TokenFile::TokenFile(std::filesystem::path path, std::string network)
    : path_(path.empty() ? path : std::filesystem::absolute(path)), network_(std::move(network)) {}

void TokenFile::demand(bool done, std::filesystem::path const& path, char const* doing) const {
    if (done) return;
    auto const why = std::generic_category().message(errno);
    throw NetworkError(NetworkError::Class::ours,
                       network_ + ": " + path.string() + " cannot be " + doing + ": " + why);
}

std::string TokenFile::read() const {
    if (!kept()) return {};
    Descriptor const file{::open(path_.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat state {};
    if (file.number < 0 || ::fstat(file.number, &state) != 0 || (state.st_mode & 077) != 0) return {};
    std::string bytes(largest, '\0');
    auto const got = ::read(file.number, bytes.data(), bytes.size());
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

void TokenFile::write(std::string const& bytes) const {
    if (!kept()) return;
    try {
        write_durably(path_, bytes);
    } catch (std::system_error const& error) {
        throw NetworkError(NetworkError::Class::ours, network_ + ": " + path_.string() +
                                                          " cannot be written: " + error.code().message());
    }
}

void TokenFile::remove() const {
    if (!kept()) return;
    demand(::unlink(path_.c_str()) == 0 || errno == ENOENT, path_, "removed");
    sync_folder();
}

void TokenFile::sync_folder() const {
    Descriptor const folder{::open(path_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    demand(folder.number >= 0 && ::fsync(folder.number) == 0, path_, "synced to the disk");
}

TokenFile::Lock::~Lock() {
    if (file_ >= 0) ::close(file_);
}

std::unique_ptr<TokenFile::Lock> TokenFile::lock() const {
    if (!kept()) return std::make_unique<Lock>(-1);
    auto const path = path_.string() + ".lock";
    auto const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    demand(file >= 0, path, "made");
    auto held = std::make_unique<Lock>(file);
    demand(::flock(file, LOCK_EX) == 0, path, "locked");
    return held;
}

}  // namespace bot::networks
