#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/tokens.h"

// The word lists of config/lexicon/ as they were built into the program; its README describes the format.
// Each file's name and section is a key here, so a list can be changed without a change of the code, and a
// section that is asked for cannot be forgotten.
namespace bot::detect {

/// What a word may speak of: the sections of the lists that are a language's. A word may have several. A
/// model was fitted to these in this order: a new one goes to the end, and then models are trained again.
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
/// A set of cues is 64 bits, one by the enumerator's number; this is the one of `cue`.
constexpr std::uint64_t bit(Cue cue) {
    return std::uint64_t{1} << static_cast<unsigned>(cue);
}

/// One line of a list. What it points to is part of the program and lives as long.
struct WordList {
    std::string_view file;     // "en", "roles": no folder, no ending
    std::string_view section;  // what stands before the colon, there or on a line above
    std::optional<Cue> cue;    // the section is that cue; absent in `common` and in lists of no language
    /// As they stand there: a `*` at the end stands for any ending, `_` joins a phrase.
    std::vector<std::string_view> words;
};

/// All lists, by file and line. The first call reads them and throws std::logic_error naming file and line if
/// one has a section that the program does not know, or lacks one that it asks for; a Detector asks at once,
/// so that a broken list shows at the start. Any thread.
std::vector<WordList> const& word_lists();

/// Adds the lines of a list's text to `lists`, which point into it. `file` is its name without folder and
/// ending. Throws std::logic_error naming file and line if a section is not known, or the first line has
/// none.
void read_word_list(std::string_view file, std::string_view text, std::vector<WordList>& lists);

/// The words of a section, as they stand in the file; they live as long as the program. Throws
/// std::logic_error if there are none: the program never works with an empty list.
std::vector<std::string_view> words_of(std::string_view file, std::string_view section);

/// A section's words to look a token up in, by hash: for lists too long to go through. A `*` or `_` means
/// nothing here. Any thread.
class WordSet {
public:
    /// Throws as words_of() does.
    WordSet(std::string_view file, std::string_view section);
    /// Whether the token is one of the words, letter by letter: "juneee" is none.
    bool has(Token const& token) const;
    /// The same, but "freeee" is "free".
    bool has_elongated(Token const& token) const { return words_.find(token.hash) != nullptr; }

private:
    HashTable<std::string_view> words_;
};

}  // namespace bot::detect
