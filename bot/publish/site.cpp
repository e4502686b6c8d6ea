#include "bot/publish/site.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "bot/base/file.h"
#include "bot/base/kill_point.h"

namespace bot::publish {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void failed(char const* doing, fs::path const& path) {
    throw std::system_error(errno, std::generic_category(), std::string(doing) + " " + path.string());
}

void sync_names(fs::path const& folder) {
    if (!sync_folder(folder)) failed("syncing", folder);
}

/// A folder that has just been made lasts only once the one it lies in is synced.
void make_folder(fs::path const& folder) {
    if (fs::is_directory(folder)) return;
    auto const above = folder.parent_path();
    if (!above.empty() && above != folder) make_folder(above);
    if (fs::create_directory(folder) && !above.empty()) sync_names(above);
}

bool same(fs::path const& path, std::string_view bytes) {
    std::error_code absent;
    if (fs::file_size(path, absent) != bytes.size() || absent) return false;
    std::ifstream file(path, std::ios::binary);
    std::string const there((std::istreambuf_iterator<char>(file)), {});
    return file && there == bytes;
}

}  // namespace

Site::Site(fs::path folder) : folder_(std::move(folder)) {
    make_folder(folder_);
}

fs::path Site::place_of(std::string_view name) const {
    for (std::size_t from = 0; from <= name.size();) {
        auto const to = std::min(name.find('/', from), name.size());
        auto const part = name.substr(from, to - from);
        if (part.empty() || part.front() == '.' || part.find('\0') != part.npos)
            throw std::invalid_argument("not a name of a published file: " + std::string(name));
        from = to + 1;
    }
    return folder_ / name;
}

bool Site::write(std::string_view name, std::string_view bytes) {
    auto const place = place_of(name);
    if (same(place, bytes)) return false;
    make_folder(place.parent_path());
    // One fixed name for each file: what a crash leaves behind is overwritten by the next attempt.
    auto const beside = place.parent_path() / ("." + place.filename().string() + ".new");
    {
        FileDescriptor const file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (!file || !write_all(file, bytes) || !sync(file)) failed("writing", beside);
    }
    kill_point("publish.before_rename");
    if (::rename(beside.c_str(), place.c_str()) != 0) failed("renaming", beside);
    sync_names(place.parent_path());
    ++changed_;
    kill_point("publish.after_rename");
    return true;
}

bool Site::remove(std::string_view name) {
    auto const place = place_of(name);
    if (!fs::remove(place)) return false;
    auto folder = place.parent_path();
    if (folder != folder_ && fs::is_empty(folder)) {
        fs::remove(folder);
        folder = folder.parent_path();
    }
    sync_names(folder);
    ++changed_;
    return true;
}

bool Site::has(std::string_view name) const {
    return fs::exists(place_of(name));
}

}  // namespace bot::publish
