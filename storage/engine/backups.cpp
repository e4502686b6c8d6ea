#include "storage/engine/backups.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <tuple>

#include "storage/engine/error.h"
#include "storage/engine/sql.h"

namespace storage::backups {
namespace {

Error cannot(std::filesystem::path const& to, int why) {
    return {why == ENOSPC ? Error::Kind::full : Error::Kind::broken,
            fmt::format("copying the database to {}: {}", to.string(), std::strerror(why))};
}

void flush(std::filesystem::path const& path, int kind) {
    auto const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | kind);
    bool const done = file >= 0 && ::fsync(file) == 0;
    auto const why = errno;
    if (file >= 0) ::close(file);
    if (!done) throw cannot(path, why);
}

/// Which of those of one second: 2 in schema-5-20260901T080000Z-2.db, 1 in the first, which has no number.
int turn_in(std::string const& name) {
    int turn = 1;
    if (auto const mark = name.find("Z-"); mark != name.npos)
        std::from_chars(name.data() + mark + 2, name.data() + name.size(), turn);
    return turn;
}

/// The number in schema-5-….db; 0 for any other name.
int schema_in(std::string const& name) {
    int schema = 0;
    if (name.starts_with("schema-") && name.ends_with(".db"))
        std::from_chars(name.data() + 7, name.data() + name.size(), schema);
    return schema;
}

}  // namespace

void copy(soci::session& session, std::filesystem::path const& to) {
    // SQLite would make the file readable for others; it accepts one that is empty.
    auto const file = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) throw cannot(to, errno);
    ::close(file);
    try {
        auto const path = to.string();
        session << "vacuum into :path", use(path, "path");
        flush(to, 0);
        flush(std::filesystem::absolute(to).parent_path(), O_DIRECTORY);
    } catch (soci::soci_error const& failure) {
        ::unlink(to.c_str());
        throw translated(failure, "copying the database to " + to.string());
    } catch (...) {
        ::unlink(to.c_str());
        throw;
    }
}

std::filesystem::path path_for(std::filesystem::path const& folder, int schema, Time now) {
    auto const second = std::chrono::floor<std::chrono::seconds>(now);
    auto const stem =
        fmt::format("schema-{}-{:%Y%m%dT%H%M%SZ}", schema, fmt::gmtime(second.time_since_epoch().count()));
    auto path = folder / (stem + ".db");
    for (int again = 2; std::filesystem::exists(path); ++again)
        path = folder / fmt::format("{}-{}.db", stem, again);
    return path;
}

std::optional<std::filesystem::path> newest(std::filesystem::path const& folder, int schema) {
    std::optional<std::filesystem::path> best;
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator(folder, none)) {
        auto const has = schema_in(entry.path().filename().string());
        if (has < 1 || has > schema) continue;
        auto const rank = [](auto const& path) {
            auto const name = path.filename().string();
            return std::tuple(schema_in(name), name.substr(0, name.find('Z')), turn_in(name));
        };
        if (!best || rank(entry.path()) > rank(*best)) best = entry.path();
    }
    return best;
}

}  // namespace storage::backups
