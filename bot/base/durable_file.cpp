#include "bot/base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bot {
namespace {

struct Descriptor {
    int number = -1;
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
};

void check(bool done, std::filesystem::path const& path) {
    if (!done) throw std::system_error(errno, std::generic_category(), path.string());
}

void write_all(int file, std::string_view bytes, std::filesystem::path const& path) {
    while (!bytes.empty()) {
        auto const n = ::write(file, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        check(n >= 0, path);
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

}  // namespace

void write_durably(std::filesystem::path const& path, std::string_view bytes) {
    auto const fresh = path.string() + ".new";
    {
        ::unlink(fresh.c_str());
        Descriptor const file{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
        check(file.number >= 0, fresh);
        write_all(file.number, bytes, fresh);
        check(::fsync(file.number) == 0, fresh);
    }
    check(::rename(fresh.c_str(), path.c_str()) == 0, path);
    Descriptor const folder{::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    check(folder.number >= 0 && ::fsync(folder.number) == 0, path.parent_path());
}

}  // namespace bot
