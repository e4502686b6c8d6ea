#include "bot/listen/opt_out/stop.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
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
                  signing_off = of("signing_off"), courtesy = of("courtesy"), turning = of("turning");
};

StopWords const& stop_words() {
    static StopWords const all;
    return all;
}

constexpr std::size_t short_message = 10, one_line = 9, no_long_story = 30, shortly_before = 3;

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
    bool ends_part = false;  // a mark follows: "no thanks, …"
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

/// What stands between two blanks, unless it is a mention or a link.
void cut(std::u32string_view piece, std::vector<Word>& words) {
    auto const inner = piece.substr(std::min(piece.find_first_not_of(U"([{.,:;!?-"), piece.size()));
    if (inner.starts_with(U'@') || inner.starts_with(U"www.") || inner.find(U"://") != inner.npos) return;
    std::u32string letters;
    auto const end_word = [&] {
        if (!letters.empty()) words.push_back({without_runs(letters)});
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

bool in(Phrases const& all, std::string_view word) {
    return std::ranges::find(all, word) != all.end();
}

/// How many words from `at` on are that phrase; 0 if they are not.
std::size_t stands_at(std::span<Word const> words, std::string_view phrase) {
    std::size_t count = 0;
    while (!phrase.empty()) {
        auto const word = phrase.substr(0, phrase.find('_'));
        if (count == words.size() || words[count].text != word) return 0;
        phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
        ++count;
    }
    return count;
}

/// The longest of them.
std::size_t longest_at(std::span<Word const> words, Phrases const& all) {
    std::size_t longest = 0;
    for (auto const phrase : all) longest = std::max(longest, stands_at(words, phrase));
    return longest;
}

/// Nothing but what asks to stop, and courtesy.
bool nothing_else(std::span<Word const> words) {
    bool asked = false;
    while (!words.empty()) {
        auto const phrase =
            std::max({longest_at(words, stop_words().bare), longest_at(words, stop_words().declined),
                      longest_at(words, stop_words().signing_off)});
        if (phrase == 0 && !in(stop_words().courtesy, words.front().text)) return false;
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
        if (std::ranges::none_of(before, [](Word const& word) {
                return !word.ends_part && in(stop_words().turning, word.text);
            }))
            return true;
    }
    return false;
}

}  // namespace

bool says_stop(std::string_view text) {
    auto const words = words_of(text);
    return nothing_else(words) || begins_with_no(words) ||
           (words.size() <= one_line && says(words, stop_words().signing_off)) ||
           (words.size() <= no_long_story && says(words, stop_words().plain));
}

}  // namespace bot::listen
