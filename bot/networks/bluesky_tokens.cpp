#include "bot/networks/bluesky_tokens.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "bot/networks/json.h"
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

void demand(bool done, std::filesystem::path const& path, char const* doing) {
    if (done) return;
    auto const why = std::generic_category().message(errno);
    throw NetworkError(NetworkError::Class::ours,
                       "bluesky: " + path.string() + " cannot be " + doing + ": " + why);
}

/// Empty if it cannot be read, or by others too.
std::string private_bytes(std::filesystem::path const& path) {
    Descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat state {};
    if (file.number < 0 || ::fstat(file.number, &state) != 0 || (state.st_mode & 077) != 0) return {};
    std::string bytes(largest, '\0');
    auto const got = ::read(file.number, bytes.data(), bytes.size());
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

void put(std::filesystem::path const& path, std::string const& bytes) {
    auto const fresh = path.string() + ".new";
    ::unlink(fresh.c_str());
    {
        Descriptor const file{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
        demand(file.number >= 0, fresh, "made");
        demand(::write(file.number, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), fresh,
               "written");
        demand(::fsync(file.number) == 0, fresh, "synced to the disk");
    }
    demand(::rename(fresh.c_str(), path.c_str()) == 0, path, "replaced");
    Descriptor const folder{::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    demand(folder.number >= 0 && ::fsync(folder.number) == 0, path, "synced to the disk");
}

}  // namespace

BlueskyTokenFile::BlueskyTokenFile(std::filesystem::path path, std::string account)
    : path_(path.empty() ? path : std::filesystem::absolute(path)), account_(std::move(account)) {}

std::optional<BlueskyTokens> BlueskyTokenFile::read() const {
    if (path_.empty()) return std::nullopt;
    auto const kept = nlohmann::json::parse(private_bytes(path_), nullptr, false);
    if (json::text(kept, "account") != account_) return std::nullopt;
    auto const part = [&](char const* name) { return json::text(kept, name).value_or(""); };
    BlueskyTokens tokens{part("did"), part("pds"), part("access"), part("refresh")};
    return tokens.whole() ? std::optional(std::move(tokens)) : std::nullopt;
}

void BlueskyTokenFile::write(BlueskyTokens const& tokens) const {
    if (path_.empty() || !tokens.whole()) return;
    put(path_, json::written({{"account", account_},
                              {"did", tokens.did},
                              {"pds", tokens.pds},
                              {"access", tokens.access},
                              {"refresh", tokens.refresh}}));
}

BlueskyTokenFile::Lock::~Lock() {
    if (file_ >= 0) ::close(file_);
}

std::unique_ptr<BlueskyTokenFile::Lock> BlueskyTokenFile::lock() const {
    if (path_.empty()) return std::make_unique<Lock>(-1);
    auto const path = path_.string() + ".lock";
    auto const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    demand(file >= 0, path, "made");
    auto held = std::make_unique<Lock>(file);
    demand(::flock(file, LOCK_EX) == 0, path, "locked");
    return held;
}

}  // namespace bot::networks
