#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/pages/pages.h"
#include "storage/engine/store.h"

namespace bot::publish {

/// What the config says of publishing.
struct Settings {
    std::filesystem::path site;  // the folder of the published files
    std::string public_url;      // without a slash at its end
    /// Those to publish in ("de"), English at the root; empty: all that have messages.
    std::vector<std::string> languages;
    /// What most people look at follows a change after so long: the first page of a board, the company, the
    /// data.
    std::chrono::milliseconds interval = std::chrono::seconds(5);
    /// The pages of a board after its first and its data files, which one change can move all of.
    std::chrono::milliseconds slow_interval = std::chrono::minutes(10);
    /// Confirmed nominations enter the board together: when so many wait, or when the first has waited so
    /// long. A batch of 1 or less: at once.
    int batch = 8;
    std::chrono::milliseconds batch_wait = std::chrono::hours(1);
};

/// Writes the public site as files. The database says what is due, and a change counts as published only once
/// its files are durable, so a crash at any moment is made good by the next call. Any thread, one call at a
/// time.
class Publisher {
public:
    Publisher(storage::Store& store, Clock const& clock, pages::Pages const& pages, Settings settings);
    ~Publisher();

    /// Writes what is due now: what was taken back or hidden first, then what changed, then a part of what
    /// can take its time. True if more of that is left: call again soon. The first call, and one that finds
    /// another season or a season opened or closed, begins to write the whole site anew. Throws
    /// storage::Error or std::system_error when the database or the disk refuses; what was due then still is.
    bool run_once();
    /// Counts every company again, except those whose batch is still waiting, and writes every page.
    void publish_all();
    /// Files written or removed so far; those that had the right bytes already are not touched.
    long long files_changed() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace bot::publish
