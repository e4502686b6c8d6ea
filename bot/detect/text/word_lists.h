#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/tokens.h"

// The word lists of config/lexicon/ as they were built into the program; its README describes the format.
namespace bot::detect {

/// What a word may speak of: the sections of the lists that are a language's. A word may have several.
enum class Cue : std::uint8_t {
    gratitude,    // thanks, kudos, shout-out
    praise,       // amazing, lovely, best
    liking,       // good, nice, happy
    people,       // agent, crew, driver
    service,      // support, customer care
    help,         // helped, fixed, refunded
    speed,        // quick, promptly
    warmth,       // kind, patient, polite
    beyond,       // above and beyond, hands down, made my day
    problem,      // delayed, lost, broken
    anger,        // worst, rude, useless
    negation,     // not, never
    time,         // hours, minutes
    wait,         // waiting, on hold
    irony,        // 🙄, slow clap, thanks for nothing
    thing,        // app, food, album
    courtesy,     // will do, dm sent
    reply,        // reply, response, info
    asking,       // please, can you
    promotion,    // giveaway, hiring, join us
    contrast,     // but, however
    over,         // finally, now, sorted
    still,        // still, yet, again
    he_or_she,    // she, him
    you,          // you, your
    we_or_i,      // I, my, we
    strong,       // so, very, really
    smile,        // 😊, :)
    frown,        // 😡, :(
    quoting,      // RT, via
    conditional,  // if, would, hope
    congratulation,
    given_name,  // counts only where it is written with a capital letter
};
constexpr std::size_t cue_count = 33;
/// A set of cues is 64 bits; this is the one of `cue`.
constexpr std::uint64_t bit(Cue cue) {
    return std::uint64_t{1} << static_cast<unsigned>(cue);
}

/// One line of a list.
struct WordList {
    std::string_view file;     // "en", "roles": no folder, no ending
    std::string_view section;  // what stands before the colon, there or on a line above
    std::optional<Cue> cue;    // the section is that cue; absent in `common` and in lists of no language
    std::string_view words;    // with blanks between; each_word() takes them apart
};

/// All lists, by file and line. The first call reads them and throws std::logic_error naming file and line if
/// one has a section that the program does not know, or lacks one that it asks for; a Detector asks at once,
/// so that a broken list shows at the start. Any thread.
std::vector<WordList> const& word_lists();

/// Adds the lines of a list's text to `lists`. Throws std::logic_error as word_lists() does.
void read_word_list(std::string_view file, std::string_view text, std::vector<WordList>& lists);

/// Calls `visit` with each word of such a line: a `*` at its end stands for any ending, `_` joins a phrase.
template <class Visit>
void each_word(std::string_view words, Visit visit) {
    while (!words.empty()) {
        auto const end = std::min(words.find(' '), words.size());
        if (end > 0) visit(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

/// The words of a section, as they stand in the file; they live as long as the program.
std::vector<std::string_view> words_of(std::string_view file, std::string_view section);

/// A section's words to look a token up in, by hash: for lists too long to go through. Any thread.
class WordSet {
public:
    WordSet(std::string_view file, std::string_view section);
    /// Whether the token is one of the words, letter by letter.
    bool has(Token const& token) const;
    /// The same, but "freeee" is "free".
    bool has_elongated(Token const& token) const { return words_.find(token.hash) != nullptr; }

private:
    HashTable<std::string_view> words_;
};

}  // namespace bot::detect
