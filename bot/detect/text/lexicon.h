#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bot/detect/text/language.h"
#include "bot/detect/text/tokens.h"

namespace bot::detect {

/// What a word may speak of. A word may have several; the words themselves are in config/lexicon/.
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
constexpr std::uint64_t bit(Cue cue) {
    return std::uint64_t{1} << static_cast<unsigned>(cue);
}

/// What a token speaks of in English by itself. Any thread.
std::uint64_t english_cues(Token const& token);
/// Whether a phrase of the English lists begins with it.
bool opens_english_phrase(Token const& token);

/// Marks each token with what it speaks of in that language, phrases included; on entry `cues` and `opens`
/// say what it is in English, which people mix in everywhere: its cues count for a word that the language's
/// lists do not know. Any thread.
void mark_cues(std::vector<Token>& tokens, Language language);

/// A piece of the word list: the words of one cue in one language. A `*` at the end stands for any ending,
/// `_` joins the words of a phrase.
struct WordList {
    Cue cue;
    std::string_view language;
    std::string_view words;
};
std::vector<WordList> const& word_lists();

}  // namespace bot::detect
