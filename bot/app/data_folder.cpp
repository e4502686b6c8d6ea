#include "bot/app/data_folder.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "bot/base/user_error.h"
#include "storage/engine/error.h"
#include "storage/engine/file_lock.h"

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

}  // namespace bot
