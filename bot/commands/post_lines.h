#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/training/evaluate.h"

// Posts as the commands read and write them: JSON Lines, an object a post, of files or standard input. None
// of these is for several threads at once.

namespace bot::commands {

/// Reads a file, or standard input, line by line without a copy per line.
class Lines {
public:
    /// An empty path is standard input. Throws UserError if the file cannot be opened.
    explicit Lines(std::filesystem::path const& file);

    /// Without its end of line; empty at the end of the file. Valid until the next call. Behind it lie at
    /// least `padding` readable bytes. Throws UserError if reading fails.
    std::optional<std::string_view> next();
    /// Of the line that next() returned last, from 1.
    long long number() const { return number_; }

    /// As much as simdjson may read beyond the end of a text.
    static constexpr std::size_t padding = 64;

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept {
            if (file != stdin) std::fclose(file);
        }
    };
    bool fill();

    std::unique_ptr<std::FILE, Close> file_;
    std::string name_;                 // for messages
    std::string buffer_;               // as long as the longest line so far needs, and the padding
    std::size_t begin_ = 0, end_ = 0;  // what of it was read and not given yet
    bool at_end_ = false;
    long long number_ = 0;
};

/// Says why a line is no post.
class NotAPost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads posts that are a JSON object a line: "text", and if they are there "lang" and "author". Keep one:
/// its memory is used again.
class PostLine {
public:
    PostLine();
    ~PostLine();
    /// Behind the line lie at least Lines::padding readable bytes. Valid as long as the line, until the next
    /// call. Throws NotAPost.
    detect::Text read(std::string_view line);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

/// The verdict as an object, as `supportawards detect` prints it: "label", "praise" (0 to 1), "company",
/// "handle", "credit", "person", "reasons" ([{"start", "end", "text", "weight"}], in code points, end
/// exclusive), and "prefiltered" only if it is true. Absent is null, never "".
std::string verdict_json(detect::Verdict const& verdict);

/// The object in `line` with its `verdict` added, or replaced if it had one; else byte for byte as it was.
/// `line` must be a JSON object, as PostLine takes it.
std::string with_verdict(std::string_view line, detect::Verdict const& verdict);

/// Adds the labelled posts of a JSON Lines file: "text" and "label"; "lang", "author", "company" and "credit"
/// ("team", "person", "both", or several with | between) if they are there. Throws UserError naming the line.
void read_labelled(std::filesystem::path const& file, std::vector<detect::LabelledPost>& into);

}  // namespace bot::commands
