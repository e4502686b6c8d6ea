#include "bot/installation.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "bot/base/clock.h"
#include "bot/base/user_error.h"
#include "storage/engine/error.h"
#include "storage/engine/file_lock.h"
#include "storage/leases.h"

namespace bot {
namespace {

void make(std::filesystem::path const& folder, mode_t mode) {
    // The process's umask takes bits away, so the mode is set again, but only on what was made here.
    if (::mkdir(folder.c_str(), mode) == 0 && ::chmod(folder.c_str(), mode) == 0) return;
    auto const why = errno;
    if (why == EEXIST && std::filesystem::is_directory(folder)) return;
    throw UserError(UserError::Kind::unavailable,
                    "the folder " + folder.string() + " cannot be made: " + std::strerror(why));
}

void make_parents(std::filesystem::path const& folder) {
    std::error_code failure;
    std::filesystem::create_directories(std::filesystem::absolute(folder).parent_path(), failure);
    if (failure)
        throw UserError(UserError::Kind::unavailable, "the folder " + folder.parent_path().string() +
                                                          " cannot be made: " + failure.message());
}

storage::StoreOptions store_options(config::Config const& config, DataFolder const& folder,
                                    Clock const& clock, Installation::Use use) {
    storage::StoreOptions options;
    options.database = database_of(config);
    options.backups = folder.backups;
    options.now = [&clock] { return clock.now(); };
    options.alongside = use == Installation::Use::alongside;
    return options;
}

DataFolder& claimed(DataFolder& folder, Installation::Use use) {
    if (use == Installation::Use::daemon) folder.lock();
    return folder;
}

}  // namespace

DataFolder::DataFolder(std::filesystem::path where) : path(std::move(where)) {
    make_parents(path);
    make(path, 0711);
    make(site, 0755);
    for (auto const* folder : {&db, &keys, &log, &models, &backups, &outbox}) make(*folder, 0700);
}

DataFolder::~DataFolder() = default;

void DataFolder::lock() {
    try {
        lock_ = std::make_unique<storage::FileLock>(path / "lock", "the data folder " + path.string());
    } catch (storage::Error const& error) {
        throw UserError(error.kind() == storage::Error::Kind::in_use ? UserError::Kind::conflict
                                                                     : UserError::Kind::unavailable,
                        error.what());
    }
}

Installation::Installation(config::Config settings, Use use, std::unique_ptr<Clock> given)
    : config(std::move(settings)),
      folder(config.data),
      clock(given ? std::move(given) : usual_clock()),
      keys(claimed(folder, use).keys),
      store(store_options(config, folder, *clock, use)) {
    // With the folder and the file locked, whoever had a lease is dead; on a server others may be at work.
    if (use == Use::daemon && store.engine() == storage::Engine::sqlite)
        store.write([](storage::Write& write) { storage::end_leases(write); });
}

std::string database_of(config::Config const& config) {
    return config.database.empty() ? (config.data / "db" / "supportawards.db").string() : config.database;
}

}  // namespace bot
