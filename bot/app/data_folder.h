#pragma once

#include <filesystem>
#include <memory>

namespace storage {
class FileLock;
}

namespace bot {

/// Everything one installation keeps: db, keys, log, site, models, backups, outbox, and `lock`. Only `site`
/// may be read by other users (a web server in front serves it); the rest is for the owner alone.
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

    std::filesystem::path const path;
    std::filesystem::path const db = path / "db";
    std::filesystem::path const keys = path / "keys";
    std::filesystem::path const log = path / "log";
    std::filesystem::path const site = path / "site";
    std::filesystem::path const models = path / "models";
    std::filesystem::path const backups = path / "backups";
    std::filesystem::path const outbox = path / "outbox";

private:
    std::unique_ptr<storage::FileLock> lock_;
};

}  // namespace bot
