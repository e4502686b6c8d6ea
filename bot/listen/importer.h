#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "bot/listen/intake.h"

// Files of posts, taken in once.
namespace bot::listen {

/// What an import did.
struct Imported {
    /// How many of the lines that could not be read are kept to be shown.
    static constexpr std::size_t shown = 10;

    Taken taken;
    long long files = 0;                           // that were there, read to their end
    long long too_old = 0;                         // written before --from
    long long skipped = 0;                         // lines that could not be read
    std::vector<networks::Skipped> first_skipped;  // at most `shown`
    std::chrono::steady_clock::duration lasted{};  // from the first file to the last
    /// 0 if no time passed.
    double posts_a_second() const;
};

/// How far it is, after each page.
struct ImportProgress {
    std::filesystem::path file;        // the one that is being read
    std::uint64_t used = 0, size = 0;  // bytes on the disk, of all files
    long long posts = 0;               // read so far
};

/// Feeds files of posts to the intake, once: what was read stays read, also when it is stopped in the middle,
/// because the cursor of a file (storage/networks.h) moves in the write that stores a page. The format is the
/// archive network's (bot/networks/archive), and so the posts are. `paths` are files or folders; posts
/// written before `from` are left out, those of unknown time are not. Another `from` is another reading of
/// the same file. `on_progress` is called in this thread. Throws UserError before anything is read if one
/// does not exist.
Imported import_posts(storage::Store& store, Clock const& clock, Intake& intake,
                      std::vector<std::filesystem::path> const& paths, std::optional<Time> from,
                      std::function<void(ImportProgress const&)> const& on_progress = {});

}  // namespace bot::listen
