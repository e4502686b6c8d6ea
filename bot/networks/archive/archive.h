#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/archive/cursor.h"
#include "bot/networks/descriptor.h"
#include "bot/networks/network.h"

// The network "archive": posts in files of JSON Lines, and answers in a file of them. For trying the program
// out, for tests, and for what was collected elsewhere: the importer reads files in the same way.
namespace bot::networks {

/// What the section of the config means here: paths that exist or not, "demo" and "" replaced.
struct ArchiveSettings {
    /// Files, or folders whose *.jsonl and *.ndjson files (also with .gz or .zst) are read in the order of
    /// their names.
    std::vector<std::filesystem::path> paths;
    int posts_a_minute = 0;  // 0 is as fast as it goes
    /// Between two searches when nothing is waiting.
    std::chrono::milliseconds interval{60'000};
    /// The file that gets the replies; it and its folder are made when the first one is sent.
    std::filesystem::path outbox;
    /// Files that were imported; a post that is answered may be in one of them. Empty function: none.
    std::function<std::vector<std::string>()> imported{};
    /// Nobody writes to the files any more: a last line without an end is all there is of it.
    bool complete = false;
};

/// Posts from files of JSON Lines, as if they were a network. See the README of this folder for the format,
/// and for what is done about files that grow, vanish or are replaced.
class ArchiveListener : public Listener {
public:
    ArchiveListener(ArchiveSettings settings, Clock const& clock);
    ~ArchiveListener() override;
    /// Everything there is; the query is not looked at. Throws NetworkError (ours) if none of the paths
    /// exists.
    SearchPage search(WatchQuery const& query, std::string_view cursor) override;
    /// How much of the file being read was used up, in bytes on the disk.
    std::uint64_t used() const;

private:
    struct Reading;
    struct Search;
    std::unique_ptr<Reading> open(Search& search, std::filesystem::path const& file,
                                  ArchiveCursor::FilePosition& position);
    bool read(Search& search, std::filesystem::path const& file, ArchiveCursor::FilePosition& position);

    ArchiveSettings const settings_;
    Clock const& clock_;
    std::unique_ptr<Reading> reading_;  // kept between pages, so that a packed file is unpacked once
};

/// Replies go into the outbox file, a JSON object a line, each synced to the disk. look() reads all files:
/// `gone` if the post is not in them, or a later line says so; the text is the last one. A key that is in the
/// outbox already is not written again.
std::unique_ptr<Answerer> archive_answerer(ArchiveSettings settings);
/// What its compose() makes: see Composer::compose. At most 500 code points.
Composed archive_reply(std::string const& words, Parent const& parent, std::string const& key, Time now);

/// The files that the settings name, as they are now, sorted within a folder. Folders are not entered deeper.
std::vector<std::filesystem::path> archive_files(ArchiveSettings const& settings);

/// Reads nothing before the first search. `clock` outlives it.
Network archive(ArchiveSettings settings, Clock const& clock);

/// Where the built-in sample posts lie in the data folder, which the path "demo" means.
std::filesystem::path demo_archive(std::filesystem::path const& data);

extern Descriptor const archive_network;

}  // namespace bot::networks
