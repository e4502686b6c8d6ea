#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bot::networks {

/// How far the files of an archive were read.
struct ArchiveCursor {
    /// Where the next line of one file begins, and what the file was then.
    struct FilePosition {
        std::uint64_t at = 0;    // bytes of what is inside the file
        std::uint64_t line = 0;  // lines before it
        /// Fingerprint of the first `head_bytes`, at most `beginning`: a file that has others is another
        /// file.
        std::size_t head_bytes = 0;
        std::string head;
        /// Size and time of the file when its end was reached; "" before. Unchanged: nothing new in it.
        std::string ended_as;
        /// Whether a file that begins so is the one this position is in.
        bool fits(std::string_view beginning) const;
        /// From now on the file is the one that begins so.
        void remember(std::string_view beginning);
        /// How many bytes of a file tell it from another.
        static constexpr std::size_t beginning = 256;

        /// It was named in the configuration and not there, which has been said.
        bool missing = false;
    };
    std::map<std::string, FilePosition> files;  // by path

    /// JSON, an object by path; for SearchPage::cursor.
    std::string text() const;
    /// Empty if the text is not one that text() made. "" is a cursor at the very start.
    static std::optional<ArchiveCursor> from(std::string_view text);
};

}  // namespace bot::networks
