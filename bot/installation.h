#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/base/user_error.h"
#include "config/config.h"
#include "storage/engine/store.h"

namespace storage {
class FileLock;
}

// What every command and the daemon stand on: the folder, and an Installation made of the settings.

namespace bot {

/// Everything one installation keeps: db, keys, log, site, models, backups, outbox, and `lock`. Only `site`
/// may be read by other users (a web server in front serves it); the rest is for the owner alone. What to
/// back up of it, and how, is in deploy/README.md.
class DataFolder {
public:
    /// Makes what is missing and leaves the modes of what is there. Throws UserError naming the folder that
    /// cannot be made.
    explicit DataFolder(std::filesystem::path path);
    DataFolder(DataFolder const&) = delete;
    ~DataFolder();

    /// For the daemon: until destroyed no second one works on this folder. Throws UserError naming the pid of
    /// the one that does. Commands that run beside a daemon do not call it.
    void lock();

    /// As the settings have it: if it is relative, from where the program was started.
    std::filesystem::path const path;
    std::filesystem::path const db = path / "db";          // the SQLite file, unless the settings name one
    std::filesystem::path const keys = path / "keys";      // ours, and what lets us in at networks; 0600 each
    std::filesystem::path const log = path / "log";        // the public log's tiles: its authority
    std::filesystem::path const site = path / "site";      // the published pages; 0755
    std::filesystem::path const models = path / "models";  // what was learned from the desk
    std::filesystem::path const backups = path / "backups";  // copies made before the schema is upgraded
    std::filesystem::path const outbox = path / "outbox";  // mails and replies as files, where none are sent

private:
    std::unique_ptr<storage::FileLock> lock_;  // null in a command
};

/// A key that is not the one the database was made with: working on would count people twice, write to some
/// again and leave mails unread, and nobody would see it.
struct KeyTrouble {
    std::string name;      // of the file in data/keys
    bool missing = false;  // else another one is in its place
};

/// Those of them that there are; empty for a database that was never started, whose keys are made by its
/// first start. Of an older one that recorded none, those that are there are believed, and none may be
/// missing.
std::vector<KeyTrouble> key_troubles(DataFolder const& folder, storage::Store const& store);
/// What is lost for good with the key of that name: a sentence without a full stop.
std::string what_is_lost(std::string_view key);

/// The keys do not fit the database. The text names the files, what losing them means, and what to do.
class WrongKeys : public UserError {
public:
    WrongKeys(DataFolder const& folder, std::vector<KeyTrouble> found);
    std::vector<KeyTrouble> const troubles;
};

/// What everything else stands on: one installation's settings, folder, clock, database and keys, opened in
/// that order and closed in the reverse one.
class Installation {
public:
    enum class Use {
        daemon,    // alone: a second one is refused, naming the first one's pid
        alongside  // a command that may work while the daemon runs
    };
    /// Without a clock: usual_clock(). Makes the folder, brings the database to this program's schema, makes
    /// the keys of a new one and records their fingerprints. Throws UserError (a folder, a key, the lock),
    /// WrongKeys or storage::Error.
    Installation(config::Config config, Use use, std::unique_ptr<Clock> clock = nullptr);

    // In the order in which each needs those before it.
    config::Config const config;
    DataFolder folder;                         // locked by the daemon, not by a command
    std::unique_ptr<Clock const> const clock;  // never null
    storage::Store store;  // with the schema of this program: an older one was upgraded after a copy
    Keys const keys;       // those that the database was made with
};

/// Takes the keys in the folder as those of the database from now on, making the ones that are missing: what
/// the old ones protected is lost. Beside a daemon too, which has to be started again. Throws UserError for a
/// name that is none, and WrongKeys if another key is missing.
void accept_keys(config::Config const& config, std::vector<std::string> const& names);

/// Where the database of these settings is, whether it is there or not: the setting (a file, or
/// postgresql://… with its password in it), else db/supportawards.db in the data folder.
std::string database_of(config::Config const& config);

}  // namespace bot
