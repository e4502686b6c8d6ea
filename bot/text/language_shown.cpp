#include "bot/text/language_shown.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>

#include "bot/text/language_tag.h"
#include "embedded_config.h"

namespace bot::text {
namespace {

/// Languages with a list of common words, as the lists are called.
constexpr std::array<std::string_view, 7> listed{"en", "de", "nl", "es", "fr", "pt", "it"};
/// Written in more scripts than one, by country or by habit.
constexpr std::array<std::string_view, 17> of_many_scripts{
    "sr", "bs", "uz", "az", "kk", "ky", "mn", "tg", "tk", "tt", "ku", "pa", "sd", "ks", "ms", "ha", "ug"};
constexpr int fewest_words = 3, fewest_letters = 3;

/// For each common word the languages that have it, as places in `listed`.
std::map<std::string, std::set<std::size_t>, std::less<>> const& common_words() {
    static auto const all = [] {
        std::map<std::string, std::set<std::size_t>, std::less<>> read;
        for (auto const& file : embedded_config::files())
            for (std::size_t i = 0; i < listed.size(); ++i) {
                if (file.path != "lexicon/" + std::string(listed[i]) + ".txt") continue;
                std::istringstream lines{std::string(file.bytes)};
                bool common = false;
                for (std::string line; std::getline(lines, line);) {
                    if (!line.starts_with(' ')) common = line.starts_with("common:");
                    std::istringstream words(common ? line : "");
                    for (std::string word; words >> word;)
                        if (word != "common:") read[word].insert(i);
                }
            }
        return read;
    }();
    return all;
}

/// What is no word of the author's language: names of accounts and tags, addresses.
bool is_sign(icu::UnicodeString const& word) {
    return word.startsWith("@") || word.startsWith("#") || word.indexOf("://") >= 0;
}

icu::UnicodeString without_punctuation(icu::UnicodeString const& word) {
    int32_t begin = 0, end = word.length();
    while (begin < end && !u_isalpha(word.char32At(begin))) begin = word.moveIndex32(begin, 1);
    while (end > begin && !u_isalpha(word.char32At(word.moveIndex32(end, -1))))
        end = word.moveIndex32(end, -1);
    return word.tempSubStringBetween(begin, end);
}

/// Scripts that are written together, as the one that tells most.
UScriptCode script_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    auto const script = uscript_getScript(c, &status);
    return script == USCRIPT_KATAKANA ? USCRIPT_HIRAGANA : script;
}

/// A character of these is a syllable or a word.
bool is_dense(UScriptCode script) {
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_HANGUL;
}

class Signs {
public:
    explicit Signs(std::string_view words) {
        auto const text = icu::UnicodeString::fromUTF8({words.data(), static_cast<int32_t>(words.size())});
        std::set<std::string> met;
        for (int32_t at = 0; at < text.length();) {
            auto end = at;
            while (end < text.length() && !u_isUWhiteSpace(text.char32At(end)))
                end = text.moveIndex32(end, 1);
            auto const word = text.tempSubStringBetween(at, end);
            if (!is_sign(word)) take(word, met);
            at = std::min(end + 1, text.length());
        }
        script_ = main_script();
    }

    bool contradict(std::string_view language) const {
        auto const usual = script_of_language(language);
        if (script_ == USCRIPT_UNKNOWN || usual == USCRIPT_UNKNOWN) return false;
        if (script_ != USCRIPT_LATIN) return !may_be_written_in(language, usual);
        // Everything is written in Latin letters by somebody, so that words must speak as well.
        auto const shown = shown_by_words(language);
        return shown && (usual != USCRIPT_LATIN || is_listed(language));
    }

    /// "" if the words tell no single one.
    std::string language(std::string_view told) const {
        if (script_ == USCRIPT_HIRAGANA) return "ja";
        if (script_ == USCRIPT_HANGUL) return "ko";
        return script_ == USCRIPT_LATIN ? shown_by_words(told).value_or("") : "";
    }

    bool may_be_written_in(std::string_view language, UScriptCode usual) const {
        auto const base = base_of(language);
        if (std::ranges::find(of_many_scripts, base) != of_many_scripts.end()) return true;
        if (script_ == USCRIPT_HAN) return base == "zh" || base == "ja" || usual == USCRIPT_HAN;
        return script_ == usual;
    }
    bool may_be_written_in(std::string_view language) const {
        return may_be_written_in(language, script_of_language(language));
    }

    /// The one that most texts in this script are in; "" where no one stands out.
    std::string commonest() const {
        if (script_ == USCRIPT_LATIN) return "";
        auto const locale = std::string("und_") + uscript_getShortName(script_);
        std::array<char, ULOC_FULLNAME_CAPACITY> whole{};
        UErrorCode status = U_ZERO_ERROR;
        uloc_addLikelySubtags(locale.c_str(), whole.data(), static_cast<int32_t>(whole.size()) - 1, &status);
        auto const base = U_FAILURE(status) ? std::string() : base_of(whole.data());
        return plain_language_tag(base);
    }

private:
    static std::string base_of(std::string_view tag) {
        return std::string(tag.substr(0, tag.find_first_of("-_")));
    }

    static bool is_listed(std::string_view language) {
        return std::ranges::find(listed, base_of(language)) != listed.end();
    }

    /// In which a language is usually written, or the one that its tag names; unknown for what is none.
    static UScriptCode script_of_language(std::string_view language) {
        std::array<char, ULOC_FULLNAME_CAPACITY> whole{}, name{};
        UErrorCode status = U_ZERO_ERROR;
        uloc_addLikelySubtags(std::string(language).c_str(), whole.data(),
                              static_cast<int32_t>(whole.size()) - 1, &status);
        uloc_getScript(whole.data(), name.data(), static_cast<int32_t>(name.size()) - 1, &status);
        if (U_FAILURE(status) || name.front() == '\0') return USCRIPT_UNKNOWN;
        std::string_view const script(name.data());
        if (script == "Jpan") return USCRIPT_HIRAGANA;
        if (script == "Kore") return USCRIPT_HANGUL;
        if (script == "Hans" || script == "Hant") return USCRIPT_HAN;
        auto const code = u_getPropertyValueEnum(UCHAR_SCRIPT, name.data());
        return code == UCHAR_INVALID_CODE ? USCRIPT_UNKNOWN : static_cast<UScriptCode>(code);
    }

    void take(icu::UnicodeString const& word, std::set<std::string>& met) {
        for (int32_t at = 0; at < word.length(); at = word.moveIndex32(at, 1)) {
            auto const c = word.char32At(at);
            if (u_isalpha(c)) ++letters_[script_of(c)];
        }
        auto bare = without_punctuation(word);
        bare.toLower(icu::Locale::getRoot()).findAndReplace(u"\u2019", u"'");
        std::string utf8;
        bare.toUTF8String(utf8);
        auto const found = common_words().find(utf8);
        if (found == common_words().end() || !met.insert(utf8).second) return;
        for (auto const place : found->second) ++votes_[place];
    }

    /// That of more than half of the letters; unknown if there are hardly any.
    UScriptCode main_script() const {
        // Japanese is told by its syllables, however many words are in Han.
        auto letters = letters_;
        if (letters.contains(USCRIPT_HIRAGANA)) {
            letters[USCRIPT_HIRAGANA] += letters[USCRIPT_HAN];
            letters.erase(USCRIPT_HAN);
        }
        int all = 0, most = 0;
        auto main = USCRIPT_UNKNOWN;
        for (auto const& [script, count] : letters) {
            if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
            auto const weight = is_dense(script) ? 3 * count : count;
            all += weight;
            if (weight > most) main = script, most = weight;
        }
        return most * 2 > all && most >= fewest_letters ? main : USCRIPT_UNKNOWN;
    }

    /// A language other than the told one of which the text has many common words, and of that hardly any.
    std::optional<std::string> shown_by_words(std::string_view told) const {
        auto const base = base_of(told);
        auto const own = std::ranges::find(listed, base) - listed.begin();
        auto const best = std::ranges::max_element(votes_) - votes_.begin();
        auto const owned =
            static_cast<std::size_t>(own) < listed.size() ? votes_[static_cast<std::size_t>(own)] : 0;
        auto const most = votes_[static_cast<std::size_t>(best)];
        bool const alone = std::ranges::count(votes_, most) == 1;
        if (most < fewest_words || most <= 2 * owned) return std::nullopt;
        return alone ? std::string(listed[static_cast<std::size_t>(best)]) : std::string();
    }

    std::map<UScriptCode, int> letters_;
    std::array<int, listed.size()> votes_{};
    UScriptCode script_ = USCRIPT_UNKNOWN;
};

}  // namespace

std::optional<std::string> language_of(std::string_view words, std::optional<std::string> const& told) {
    auto const plain = plain_language_tag(told.value_or(""));
    if (plain.empty()) return told;
    Signs const signs(words);
    if (!signs.contradict(plain)) return told;
    auto shown = signs.language(plain);
    if (shown.empty()) shown = signs.commonest();
    return shown.empty() ? std::nullopt : std::optional(std::move(shown));
}

bool language_among(std::vector<std::string> const& ranges, std::string_view tag, std::string_view words) {
    auto const plain = ranges.empty() ? std::string() : plain_language_tag(tag);
    if (plain.empty()) return true;
    Signs const signs(words);
    if (!signs.contradict(plain)) return language_among(ranges, plain);
    if (auto const shown = signs.language(plain); !shown.empty()) return language_among(ranges, shown);
    return std::ranges::any_of(ranges, [&](std::string const& range) {
        auto const asked = plain_language_tag(range);
        return asked != plain && !signs.contradict(asked) && signs.may_be_written_in(asked);
    });
}

}  // namespace bot::text
