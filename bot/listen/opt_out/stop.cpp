#include "bot/listen/opt_out/stop.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bot/detect/text/normalise.h"
#include "bot/detect/text/word_lists.h"

namespace bot::listen {
namespace {

using Phrases = std::vector<std::string_view>;

/// The words by which people say stop: config/lexicon/stop.txt tells what each section is.
struct StopWords {
    static Phrases of(std::string_view section) { return detect::words_of("stop", section); }

    Phrases const bare = of("bare"), declined = of("declined"), plain = of("plain"),
                  signing_off = of("signing_off"), courtesy = of("courtesy"), turning = of("turning"),
                  request = of("request"), lead_in = of("lead_in"), but = of("but");
    /// What `{name}` in a phrase stands for.
    std::map<std::string_view, Phrases, std::less<>> const classes = [] {
        std::map<std::string_view, Phrases, std::less<>> all;
        for (auto const name :
             {"write", "note", "get", "strike", "out", "gone", "data", "me", "order", "peace", "else"})
            all[name] = of(name);
        return all;
    }();
};

StopWords const& stop_words() {
    static StopWords const all;
    return all;
}

constexpr std::size_t short_message = 10, one_line = 9, no_long_story = 30, shortly_before = 3,
                      most_left_out = 4;

/// Folded, with typographic signs as plain ones and accents off.
std::u32string folded(std::string_view text) {
    static auto const& apart = [&]() -> icu::Normalizer2 const& {
        UErrorCode status = U_ZERO_ERROR;
        return *icu::Normalizer2::getNFDInstance(status);
    }();
    UErrorCode status = U_ZERO_ERROR;
    auto const split = apart.normalize(icu::UnicodeString::fromUTF8(detect::folded(text)), status);
    std::u32string letters;
    for (int32_t i = 0; i < split.length(); i = split.moveIndex32(i, 1))
        if (auto const c = split.char32At(i); u_charType(c) != U_NON_SPACING_MARK)
            letters += static_cast<char32_t>(c);
    return letters;
}

/// Lines that begin with ">" and what stands between two quotation marks are another's words.
std::u32string own_words(std::u32string const& text) {
    std::u32string own;
    std::optional<std::size_t> opened;  // where, in `own`
    bool line_begins = true, quoted_line = false;
    for (auto const c : text) {
        if (c == U'\n') line_begins = true;
        if (line_begins && !u_isUWhiteSpace(static_cast<UChar32>(c))) {
            quoted_line = c == U'>';
            line_begins = false;
        }
        if (quoted_line && c != U'\n') continue;
        bool const mark = c == U'"' || c == 0xAB || c == 0xBB || c == 0x201E;
        own += mark ? U' ' : c;
        if (mark && opened)
            own.resize(*std::exchange(opened, std::nullopt));
        else if (mark)
            opened = own.size();
    }
    return own;
}

struct Word {
    std::string text;
    std::string without_umlauts;  // "moechte" as "mochte"
    bool ends_part = false;       // a mark follows: "no thanks, …"
};

/// "stoooop" is "stop".
std::string without_runs(std::u32string_view letters) {
    std::string word;
    for (std::size_t i = 0; i < letters.size();) {
        auto const end = std::min(letters.find_first_not_of(letters[i], i), letters.size());
        detect::append_utf8(word, letters[i]);
        if (end - i == 2) detect::append_utf8(word, letters[i]);
        i = end;
    }
    return word;
}

Word word_of(std::u32string_view letters) {
    Word word{without_runs(letters), {}};
    for (auto const c : word.text)
        if (c != 'e' || word.without_umlauts.empty() || !std::strchr("aou", word.without_umlauts.back()))
            word.without_umlauts += c;
    return word;
}

bool is(Word const& word, std::string_view wanted) {
    return word.text == wanted || word.without_umlauts == wanted;
}

/// What stands between two blanks, unless it is a mention or a link.
void cut(std::u32string_view piece, std::vector<Word>& words) {
    auto const inner = piece.substr(std::min(piece.find_first_not_of(U"([{.,:;!?-"), piece.size()));
    if (inner.starts_with(U'@') || inner.starts_with(U"www.") || inner.find(U"://") != inner.npos) return;
    std::u32string letters;
    auto const end_word = [&] {
        if (!letters.empty()) words.push_back(word_of(letters));
        letters.clear();
    };
    for (auto const c : piece) {
        if (c == U'\'') continue;
        if (u_isalnum(static_cast<UChar32>(c))) {
            letters += c;
            continue;
        }
        end_word();
        if (c != U'-' && c != U'#' && !words.empty()) words.back().ends_part = true;
    }
    end_word();
}

std::vector<Word> words_of(std::string_view text) {
    auto const own = own_words(folded(text));
    std::vector<Word> words;
    std::size_t from = 0;
    for (std::size_t at = 0; at <= own.size(); ++at) {
        if (at < own.size() && !u_isUWhiteSpace(static_cast<UChar32>(own[at]))) continue;
        cut(std::u32string_view(own).substr(from, at - from), words);
        from = at + 1;
    }
    return words;
}

bool in(Phrases const& all, Word const& word) {
    return std::ranges::any_of(all, [&](auto const wanted) { return is(word, wanted); });
}

std::size_t longest_at(std::span<Word const> words, Phrases const& all);

/// How many words from the first on are that phrase; empty if they are not. `{class}` and `~` are as
/// config/lexicon/stop.txt says.
std::optional<std::size_t> length_of(std::span<Word const> words, std::string_view phrase) {
    if (phrase.empty()) return 0;
    auto const step = phrase.substr(0, phrase.find('_'));
    auto const rest = phrase.substr(std::min(step.size() + 1, phrase.size()));
    if (step == "~") {
        for (std::size_t left_out = 0; left_out <= most_left_out && left_out <= words.size(); ++left_out) {
            if (left_out > 0 && words[left_out - 1].ends_part) break;
            if (auto const length = length_of(words.subspan(left_out), rest)) return left_out + *length;
        }
        return std::nullopt;
    }
    std::size_t taken = !words.empty() && is(words.front(), step) ? 1 : 0;
    if (step.starts_with('{'))
        taken = longest_at(words, stop_words().classes.at(step.substr(1, step.size() - 2)));
    if (taken == 0) return std::nullopt;
    if (rest == ".")
        return words[taken - 1].ends_part || taken == words.size() ? std::optional(taken) : std::nullopt;
    auto const length = length_of(words.subspan(taken), rest);
    return length ? std::optional(taken + *length) : std::nullopt;
}

/// The length of the longest of them that the words begin with; 0 if there is none.
std::size_t longest_at(std::span<Word const> words, Phrases const& all) {
    std::size_t longest = 0;
    for (auto const phrase : all) longest = std::max(longest, length_of(words, phrase).value_or(0));
    return longest;
}

/// Nothing but what asks to stop, and courtesy.
bool nothing_else(std::span<Word const> words) {
    bool asked = false;
    while (!words.empty()) {
        auto const phrase =
            std::max({longest_at(words, stop_words().bare), longest_at(words, stop_words().declined),
                      longest_at(words, stop_words().signing_off)});
        if (phrase == 0 && !in(stop_words().courtesy, words.front())) return false;
        asked = asked || phrase > 0;
        words = words.subspan(std::max<std::size_t>(phrase, 1));
    }
    return asked;
}

/// "No thanks, I have never heard of it."
bool begins_with_no(std::span<Word const> words) {
    if (words.size() > short_message) return false;
    auto const length = longest_at(words, stop_words().declined);
    return length > 0 && words[length - 1].ends_part;
}

bool says(std::span<Word const> words, Phrases const& all) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (longest_at(words.subspan(at), all) == 0) continue;
        auto const before = words.subspan(at - std::min(at, shortly_before), std::min(at, shortly_before));
        if (std::ranges::none_of(
                before, [](Word const& word) { return !word.ends_part && in(stop_words().turning, word); }))
            return true;
    }
    return false;
}

/// A request where a clause begins: behind a mark, a "but", or one of both and courtesy.
bool requests(std::span<Word const> words) {
    bool clause_begins = true;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (clause_begins && longest_at(words.subspan(at), stop_words().request) > 0) return true;
        auto const& word = words[at];
        clause_begins =
            word.ends_part || in(stop_words().but, word) ||
            (clause_begins && (in(stop_words().courtesy, word) || in(stop_words().lead_in, word)));
    }
    return false;
}

}  // namespace

bool says_stop(std::string_view text) {
    auto const words = words_of(text);
    return nothing_else(words) || begins_with_no(words) ||
           (words.size() <= one_line && says(words, stop_words().signing_off)) ||
           (words.size() <= no_long_story && (says(words, stop_words().plain) || requests(words)));
}

}  // namespace bot::listen
