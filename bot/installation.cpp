#include "bot/installation.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "bot/base/clock.h"
#include "storage/engine/error.h"
#include "storage/engine/file_lock.h"
#include "storage/host.h"
#include "storage/installation.h"
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

/// Keys are made for a database that was never started; where one was, they have to be there.
std::filesystem::path const& not_lost(DataFolder const& folder, storage::Store const& store) {
    auto found = key_troubles(folder, store);
    std::erase_if(found, [](KeyTrouble const& trouble) { return !trouble.missing; });
    if (!found.empty()) throw WrongKeys(folder, std::move(found));
    return folder.keys;
}

void record(Keys const& keys, std::string_view name, storage::Store& store, Time now) {
    auto const print = keys.fingerprint(name);
    if (storage::key_prints::find(store, name) == print) return;
    store.write([&](storage::Write& write) { storage::key_prints::set(write, name, print, now); });
}

std::string words_of(DataFolder const& folder, std::vector<KeyTrouble> const& found) {
    std::string text, names;
    for (auto const& trouble : found) {
        text += fmt::format("the key {} {}: {}. ", (folder.keys / trouble.name).string(),
                            trouble.missing ? "is missing" : "is not the one this database was made with",
                            what_is_lost(trouble.name));
        names += " " + trouble.name;
    }
    return fmt::format(
        "{}Nothing was started and nothing changed. Bring it back from a backup: cp -p BACKUP/keys/{} {}; or, "
        "if it is lost, see what that costs: supportawards keys accept{}",
        text, found.front().name, folder.keys.string(), names);
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
      store(store_options(config, claimed(folder, use), *clock, use)),
      keys(not_lost(folder, store)) {
    if (auto found = key_troubles(folder, store); !found.empty()) throw WrongKeys(folder, std::move(found));
    for (auto const name : Keys::names()) record(keys, name, store, clock->now());
    // With the folder and the file locked, whoever had a lease is dead; on a server others may be at work.
    if (use == Use::daemon && store.engine() == storage::Engine::sqlite)
        store.write([](storage::Write& write) { storage::end_leases(write); });
}

std::vector<KeyTrouble> key_troubles(DataFolder const& folder, storage::Store const& store) {
    bool const recorded = storage::key_prints::any(store);
    bool const started = recorded || storage::installation::find(store, "first_started_at") ||
                         storage::installation::find(store, "public_url");
    std::vector<KeyTrouble> found;
    bool all_there = true;
    for (auto const name : Keys::names()) {
        bool const there = std::filesystem::exists(folder.keys / name);
        all_there = all_there && there;
        // A kind of key that is newer than the database has no fingerprint yet.
        bool const known = recorded ? storage::key_prints::find(store, name).has_value() : started;
        if (!there && known) found.push_back({std::string(name), true});
    }
    if (!recorded || !all_there) return found;
    Keys const keys(folder.keys);
    for (auto const name : Keys::names())
        if (auto const print = storage::key_prints::find(store, name);
            print && *print != keys.fingerprint(name))
            found.push_back({std::string(name), false});
    return found;
}

std::string what_is_lost(std::string_view key) {
    if (key == "pepper")
        return "people whom we wrote to before are not recognised and may be written to again, who voted "
               "could vote twice, and links in mails that are out stop working";
    if (key == "mail")
        return "mail addresses can no longer be read, so waiting mails and follow-ups are lost; the board is "
               "not touched";
    if (key == "session") return "everybody signs in again, and open forms have to be sent once more";
    return "the public log has to begin again under a new key";
}

WrongKeys::WrongKeys(DataFolder const& folder, std::vector<KeyTrouble> found)
    : UserError(Kind::conflict, words_of(folder, found)), troubles(std::move(found)) {}

void accept_keys(config::Config const& config, std::vector<std::string> const& names) {
    for (auto const& name : names)
        if (std::ranges::find(Keys::names(), name) == Keys::names().end())
            throw UserError(UserError::Kind::invalid, fmt::format("no key is called {}; there are {}", name,
                                                                  fmt::join(Keys::names(), ", ")));
    DataFolder const folder(config.data);
    auto const clock = usual_clock();
    storage::Store store(store_options(config, folder, *clock, Installation::Use::alongside));
    auto lost = key_troubles(folder, store);
    std::erase_if(lost, [&](KeyTrouble const& trouble) {
        return !trouble.missing || std::ranges::find(names, trouble.name) != names.end();
    });
    if (!lost.empty()) throw WrongKeys(folder, std::move(lost));
    Keys const keys(folder.keys);
    for (auto const& name : names) record(keys, name, store, clock->now());
}

std::string database_of(config::Config const& config) {
    return config.database.empty() ? (config.data / "db" / "supportawards.db").string() : config.database;
}

}  // namespace bot
