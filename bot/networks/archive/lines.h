#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bot::networks {

/// Lines of a file that is plain, gzip or zstd (told by its first bytes), a piece in memory at a time.
/// Positions are bytes of what is inside. A file to which members or frames were appended is read as one. One
/// thread.
class Lines {
public:
    /// Longer lines are given cut off and marked.
    static constexpr std::size_t longest = 1 << 20;

    struct Line {
        std::string_view text;    // without its end (text/json_lines.h); until the next call
        std::uint64_t after = 0;  // where the next line starts
        bool ended = false;       // false for a last line that has no line end (yet)
        bool too_long = false;
    };

    /// Throws std::system_error if the file cannot be opened.
    explicit Lines(std::filesystem::path const& file);
    ~Lines();

    /// Up to so many bytes from the start; until the next call. To be called before anything else.
    std::string_view peek(std::size_t bytes);
    /// Goes forward to a position. False if there is less.
    bool skip_to(std::uint64_t position);
    /// From now on next() gives an object a call, of a file that keeps them otherwise than a line each
    /// (text::keeps_objects_otherwise()). One that is too long ends the file.
    void by_object() { by_object_ = true; }
    /// Empty at the end of what is there now.
    std::optional<Line> next();
    /// Why reading ended early, in words that go on after the file's name: packed bytes that are damaged, or
    /// take too much memory. "" if they are not.
    std::string const& damage() const;
    /// Packed bytes have not all come (yet).
    bool cut_short() const;
    /// How much of the file on the disk was used up so far.
    std::uint64_t used() const;

    /// What is behind it: bytes from somewhere.
    class Source;

private:
    bool fill();
    std::optional<Line> next_object();
    std::unique_ptr<Source> source_;
    std::string buffer_;
    bool by_object_ = false;
    std::size_t at_ = 0;        // in buffer_
    std::uint64_t before_ = 0;  // position of the buffer's first byte
};

}  // namespace bot::networks
