#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

// The parts of POSIX files that the standard library leaves out: descriptors with an owner, and writing that
// survives a power cut.
namespace bot {

/// A descriptor of open() and the like, closed with its owner. Test it before use: a failed open() gives one
/// that is none, with the reason in errno.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor();

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_;  // -1 for none
};

/// Everything, however many calls it takes; a signal does not stop it. False with errno set if the disk does
/// not take it: some of it may be written then.
bool write_all(Descriptor const& file, std::string_view bytes);

/// Waits until what was written is on the disk; of a folder, the names in it. False with errno set.
bool sync(Descriptor const& file);
/// The same for the folder's own names: after a file in it was made, renamed or removed.
bool sync_folder(std::filesystem::path const& folder);

/// Writes a file that only its owner may read (mode 0600), whole or not at all: after a crash there is the
/// old one or the new one, beside it at most `path`.new, and what was returned from is on the disk. Throws
/// std::system_error with the path.
void write_durably(std::filesystem::path const& path, std::string_view bytes);

}  // namespace bot
