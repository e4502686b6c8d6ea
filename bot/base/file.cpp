#include "bot/base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bot {
namespace {

void check(bool done, std::filesystem::path const& path) {
    if (!done) throw std::system_error(errno, std::generic_category(), path.string());
}

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

bool write_all(Descriptor const& file, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const n = ::write(file.number(), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool sync(Descriptor const& file) {
    return ::fsync(file.number()) == 0;
}

bool sync_folder(std::filesystem::path const& folder) {
    Descriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened && sync(opened);
}

void write_durably(std::filesystem::path const& path, std::string_view bytes) {
    auto const fresh = path.string() + ".new";
    {
        ::unlink(fresh.c_str());
        Descriptor const file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        check(file && write_all(file, bytes) && sync(file), fresh);
    }
    check(::rename(fresh.c_str(), path.c_str()) == 0, path);
    check(sync_folder(path.parent_path()), path.parent_path());
}

}  // namespace bot
