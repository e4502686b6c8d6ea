#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "bot/check/checks.h"

namespace bot::check {
namespace {

constexpr std::uintmax_t megabyte = 1024 * 1024;

/// The modes others must not have on what only the owner may see.
bool open_to_others(std::filesystem::path const& path) {
    struct stat state {};
    return ::stat(path.c_str(), &state) == 0 && (state.st_mode & 077) != 0;
}

void key_file(Findings& findings, std::filesystem::path const& path) {
    struct stat state {};
    if (::stat(path.c_str(), &state) != 0)
        return warn(findings, "keys", fmt::format("{} is missing", path.string()),
                    "a database that was made with it is not opened without (deploy/README.md)",
                    fmt::format("cp BACKUP/keys/{} {}", path.filename().string(), path.string()));
    if ((state.st_mode & 077) != 0)
        return fault(findings, "keys", fmt::format("{} can be read by others", path.string()),
                     "who has it can read or forge what it protects",
                     fmt::format("chmod 600 {}", path.string()));
    if (state.st_size != 32)
        return fault(findings, "keys",
                     fmt::format("{} has {} bytes instead of 32", path.string(), state.st_size),
                     "it is damaged, and nothing starts with it",
                     fmt::format("cp BACKUP/keys/{} {}", path.filename().string(), path.string()));
    good(findings, "keys", fmt::format("{} is there, for the owner alone", path.string()));
}

}  // namespace

bool folder(Findings& findings, config::Config const& config) {
    auto const path = config.data.string();
    if (!std::filesystem::exists(config.data)) {
        warn(findings, "folder", fmt::format("{} does not exist", path), "nothing was started here yet",
             "supportawards serve");
        return false;
    }
    if (::access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
        fault(findings, "folder",
              fmt::format("{} cannot be written by this user: {}", path, std::strerror(errno)),
              "the daemon keeps everything there", fmt::format("sudo chown -R {} {}", ::geteuid(), path));
        return false;
    }
    bool tight = true;
    for (auto const* name : {"db", "keys", "log", "backups", "outbox"}) {
        auto const inner = config.data / name;
        if (!open_to_others(inner)) continue;
        tight = false;
        fault(findings, "folder", fmt::format("{} is open to other users", inner.string()),
              "it holds what only the owner may see", fmt::format("chmod 700 {}", inner.string()));
    }
    if (tight)
        good(findings, "folder", fmt::format("{} is writable, and closed to others where it must be", path));
    return true;
}

void keys(Findings& findings, config::Config const& config) {
    for (auto const* name : {"pepper", "mail", "session", "log"})
        key_file(findings, config.data / "keys" / name);
}

void disk(Findings& findings, config::Config const& config) {
    std::error_code failure;
    auto const space = std::filesystem::space(config.data, failure);
    if (failure)
        return fault(findings, "disk",
                     fmt::format("the space on the disk of {} is not known", config.data.string()),
                     failure.message(), fmt::format("df {}", config.data.string()));
    auto const left =
        fmt::format("{} MB are free on the disk of {}", space.available / megabyte, config.data.string());
    auto const fix = fmt::format("du -xh --max-depth=2 {} | sort -h", config.data.string());
    if (space.available < 50 * megabyte)
        fault(findings, "disk", left, "new nominations are refused when it is full", fix);
    else if (space.available < 500 * megabyte)
        warn(findings, "disk", left, "new nominations are refused when it is full", fix);
    else
        good(findings, "disk", left);
}

}  // namespace bot::check
