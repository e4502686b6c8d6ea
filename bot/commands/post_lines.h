#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/training/evaluate.h"

// Posts as the commands read and write them: JSON Lines (jsonlines.org), an object a post, of files or
// standard input. None of these is for several threads at once.

namespace bot::commands {

/// Reads a file, or standard input, line by line.
class Lines {
public:
    /// An empty path is standard input. Throws UserError if the file cannot be opened.
    explicit Lines(std::filesystem::path const& file);

    /// Without its end (text/json_lines.h) and a byte order mark; the last line may lack an end. Of a file that
    /// keeps its objects otherwise (text::keeps_objects_otherwise()) an object, on one line. Empty at the end
    /// of the file. Valid until the next call. Behind it lie at least `padding` readable bytes. Throws
    /// UserError if reading fails, or the file is no JSON Lines at all.
    std::optional<std::string_view> next();
    /// Of the line, or object, that next() returned last, from 1; 0 before the first.
    long long number() const { return number_; }

    /// As much as simdjson may read beyond the end of a text.
    static constexpr std::size_t padding = 64;

private:
    std::optional<std::string_view> next_object();

    std::ifstream file_;
    std::istream& in_;        // file_ or standard input
    std::string const name_;  // for messages
    std::string read_;        // up to a line feed, with more than a line in it if some end otherwise
    std::size_t done_ = 0;    // of that
    long long number_ = 0;
    bool begun_ = false;  // a line that is not blank was read
    bool by_object_ = false;  // then read_ is all of the file
    std::string object_;
};

/// Says why a line is no post, in simdjson's words.
class NotAPost : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads posts that are a JSON object a line: "text", and if they are there "lang" (a BCP 47 tag) and
/// "author" (a handle); other fields are passed over. Posts of X's own archive are read, too. Keep one: its memory is used again.
class PostLine {
public:
    PostLine();
    ~PostLine();
    /// Behind the line lie at least Lines::padding readable bytes. What is broken in it is mended
    /// (text/mend.h). What is given back points into the line or into this, so it is valid as long as the
    /// line, until the next call. Throws NotAPost if it is no JSON
    /// object or "text" is no text; "lang" or "author" of another type counts as absent, which is "".
    detect::Text read(std::string_view line);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
    std::string room_;   // for a line that is mended
    std::string tweet_;  // the words of one, decoded
};

/// The verdict as an object, as `supportawards detect` prints it: "label", "praise" (0 to 1, four decimals),
/// "company", "handle", "credit", "person", "reasons" ([{"start", "end", "text", "weight"}], in code points,
/// end exclusive), and "prefiltered" only if it is true. Absent is null, never "".
std::string verdict_json(detect::Verdict const& verdict);

/// The object in `line` with its `verdict` added as the last member, or replaced if it had one; else byte for
/// byte as it was, but for what is broken in it, which is mended (text/mend.h). `line` must be a JSON object,
/// as PostLine takes it; throws NotAPost where it is noticed that it is none.
std::string with_verdict(std::string_view line, detect::Verdict const& verdict);

/// Adds the labelled posts of a JSON Lines file: "text" and "label"; "lang", "author", "company" and "credit"
/// ("team", "person", "both", or several with | between) if they are there. Throws UserError naming the line.
void read_labelled(std::filesystem::path const& file, std::vector<detect::LabelledPost>& into);

/// `json` without line breaks; bytes that are not UTF-8 become U+FFFD.
std::string one_line_of(nlohmann::ordered_json const& json);

/// The text, or null if it is absent.
nlohmann::ordered_json or_null(std::optional<std::string> const& text);

/// To standard output, byte for byte, with "\n" behind it.
void print_line(std::string line);

}  // namespace bot::commands
