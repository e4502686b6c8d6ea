#include "bot/watch/filter.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "bot/base/strings.h"
#include "bot/text/language_shown.h"
#include "bot/text/language_tag.h"
#include "embedded_config.h"

namespace bot::watch {
namespace {

/// NFKC with case folded, blanks in a row as one.
icu::UnicodeString folded(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const form = icu::Normalizer2::getNFKCCasefoldInstance(status);
    auto const raw = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    if (U_FAILURE(status)) return raw;
    auto const whole = form->normalize(raw, status);
    icu::UnicodeString out;
    bool blank = false;
    for (int32_t at = 0; at < whole.length(); at = whole.moveIndex32(at, 1)) {
        auto const c = whole.char32At(at);
        if (u_isUWhiteSpace(c)) {
            blank = !out.isEmpty();
            continue;
        }
        if (blank) out.append(u' ');
        blank = false;
        out.append(c);
    }
    return out;
}

bool of_a_word(UChar32 c) {
    return u_isalnum(c) || c == '_' || u_charType(c) == U_NON_SPACING_MARK;
}

/// Scripts that write without blanks (Japanese, Chinese, Thai, …) have no borders to look for, and end a word
/// of another script: "acme" stands in "acmeさん".
bool needs_border(UChar32 c) {
    auto const width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    bool const wide = width == U_EA_WIDE || width == U_EA_FULLWIDTH;
    return of_a_word(c) && !wide && u_getIntPropertyValue(c, UCHAR_LINE_BREAK) != U_LB_COMPLEX_CONTEXT;
}

bool has(icu::UnicodeString const& text, icu::UnicodeString const& words) {
    if (words.isEmpty()) return false;
    for (int32_t at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        auto const end = at + words.length();
        bool const begins = at == 0 || !needs_border(words.char32At(0)) ||
                            !needs_border(text.char32At(text.moveIndex32(at, -1)));
        bool const ends = end == text.length() || !needs_border(text.char32At(end)) ||
                          !needs_border(words.char32At(words.moveIndex32(words.length(), -1)));
        if (begins && ends) return true;
    }
    return false;
}

bool same_handle(std::optional<std::string_view> handle, std::string_view wanted) {
    if (!handle) return false;
    auto const written = handle->starts_with('@') ? handle->substr(1) : *handle;
    return folded(written) == folded(wanted);
}

/// `unsaid` is the answer where the post does not say.
bool holds(Term const& term, Written const& post, icu::UnicodeString const& text, bool unsaid) {
    switch (term.kind) {
        case Term::Kind::word:
        case Term::Kind::phrase:
            return has(text, folded(term.text));
        case Term::Kind::tag:
            return has(text, folded("#" + term.text));
        case Term::Kind::language: {
            // What is not surely in a language is neither refused for lacking it nor for having it.
            auto const language = text::language_of(post.text, std::optional<std::string>(post.language));
            if (!language) return unsaid;
            return unsaid ? text::language_among({term.text}, *post.language, post.text)
                          : text::language_within(term.text, *language);
        }
        case Term::Kind::from:
            return same_handle(post.author_handle, term.text);
        case Term::Kind::near:
            break;
    }
    return false;
}

/// The words of config/lexicon/watch.txt.
std::set<std::string, std::less<>> const& common() {
    static auto const all = [] {
        std::set<std::string, std::less<>> read;
        for (auto const& file : embedded_config::files()) {
            if (file.path != "lexicon/watch.txt") continue;
            std::istringstream lines{std::string(file.bytes)};
            for (std::string line; std::getline(lines, line);) {
                std::istringstream words(line.starts_with('#') ? "" : line);
                for (std::string word; words >> word;)
                    if (!word.ends_with(':')) read.insert(word);
            }
        }
        return read;
    }();
    return all;
}

bool has_few_letters(std::string_view word) {
    // Three bytes and more of a character: Chinese, Japanese, Korean, where two of them are a word.
    if (std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0xe0; })) return false;
    return std::ranges::count_if(word, [](char c) { return (c & 0xc0) != 0x80; }) < 3;
}

}  // namespace

bool holds(Query const& query, Written const& post) {
    auto const text = folded(post.text);
    return std::ranges::all_of(query.clauses, [&](Clause const& clause) {
        bool const any = std::ranges::any_of(
            clause.any, [&](Term const& term) { return holds(term, post, text, !clause.without); });
        return any != clause.without;
    });
}

bool is_common(std::string_view words) {
    std::istringstream all{std::string(words)};
    for (std::string word; all >> word;)
        if (!has_few_letters(word) && !common().contains(lower_ascii(word))) return false;
    return true;
}

}  // namespace bot::watch
