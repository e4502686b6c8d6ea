#include "bot/networks/client/token_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"
#include "bot/networks/network.h"
#include "storage/types.h"

namespace bot::networks {
namespace {

constexpr std::size_t largest = 64 * 1024;

std::string bytes_of(std::string const& hex) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

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
    Descriptor const file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat state {};
    if (!file || ::fstat(file.number(), &state) != 0 || (state.st_mode & 077) != 0) return {};
    std::string bytes(largest, '\0');
    auto const got = ::read(file.number(), bytes.data(), bytes.size());
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
    demand(sync_folder(path_.parent_path()), path_, "synced to the disk");
}

TokenFile::Lock TokenFile::lock() const {
    if (!kept()) return Lock();
    auto const path = path_.string() + ".lock";
    Lock file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    demand(bool(file), path, "made");
    demand(::flock(file.number(), LOCK_EX) == 0, path, "locked");
    return file;
}

AccountFile::Values AccountFile::read() const {
    Values values;
    auto const kept = json::parsed(file_.read());
    if (!kept.is_object()) return values;
    for (auto const& [name, value] : kept.items()) values[name] = json::text(value).value_or("");
    return values;
}

void AccountFile::write(Values const& values) const {
    file_.write(json::written(values));
}

std::string pkce_verifier() {
    return storage::random_base32(32);
}

/// Base64 for addresses, without padding.
std::string pkce_challenge(std::string const& verifier) {
    auto text = to_base64(bytes_of(sha256_hex(verifier)));
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

}  // namespace bot::networks
