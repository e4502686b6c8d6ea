#include "bot/networks/client/timestamp_words.h"

#include <unicode/dtfmtsym.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

namespace bot::networks {
namespace {

Piece::Kind kind_of(UChar32 c) {
    if (u_charDigitValue(c) >= 0) return Piece::Kind::number;
    auto const letters = U_GC_L_MASK | U_GC_M_MASK;
    return (U_GET_GC_MASK(c) & letters) != 0 ? Piece::Kind::word : Piece::Kind::sign;
}

}  // namespace

int Piece::value() const {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

icu::UnicodeString folded(icu::UnicodeString const& text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    auto const* const apart = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return {};
    auto const all = apart->normalize(fold->normalize(text, status), status);
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1))
        if (u_charType(all.char32At(i)) != U_NON_SPACING_MARK) plain.append(all.char32At(i));
    return U_SUCCESS(status) ? plain : icu::UnicodeString();
}

Pieces pieces_of(icu::UnicodeString const& text) {
    Pieces pieces;
    bool apart = true;
    int brackets = 0;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        auto const c = text.char32At(i);
        brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (u_isUWhiteSpace(c) || u_iscntrl(c) || brackets > 0 || c == ')') {
            apart = true;
            continue;
        }
        auto const kind = kind_of(c);
        if (apart || kind == Piece::Kind::sign || pieces.back().kind != kind)
            pieces.push_back({kind, "", apart});
        auto& written = pieces.back().text;
        if (kind == Piece::Kind::number)
            written += static_cast<char>('0' + u_charDigitValue(c));
        else
            icu::UnicodeString(c == 0x2212 || c == 0x2013 ? UChar32('-') : c).toUTF8String(written);
        apart = false;
    }
    return pieces;
}

namespace {

/// Names of months (1 to 12) and weekdays (0, Sunday, to 6) in small letters, of many languages at once.
/// A name that means two of them, in two languages, is -1.
struct Names {
    std::map<std::string, int> months, weekdays;
};

void add(std::map<std::string, int>& names, icu::UnicodeString const& name, int number, bool outweighs) {
    auto const pieces = pieces_of(folded(name));
    // "nov." is known without its dot.
    if (pieces.empty() || pieces[0].kind != Piece::Kind::word) return;
    if (pieces.size() > 1 && (pieces.size() > 2 || !pieces[1].is("."))) return;
    auto const [found, is_new] = names.emplace(pieces[0].text, number);
    if (outweighs)
        found->second = number;
    else if (!is_new && found->second != number)
        found->second = -1;
}

void add_language(Names& names, char const* language, bool outweighs) {
    using Symbols = icu::DateFormatSymbols;
    UErrorCode status = U_ZERO_ERROR;
    Symbols const symbols(icu::Locale(language), "gregorian", status);
    if (U_FAILURE(status)) return;
    for (auto const context : {Symbols::FORMAT, Symbols::STANDALONE})
        for (auto const width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
            std::int32_t count = 0;
            auto const* const months = symbols.getMonths(count, context, width);
            for (int i = 0; i < std::min(count, 12); ++i) add(names.months, months[i], i + 1, outweighs);
            auto const* const days = symbols.getWeekdays(count, context, width);
            for (int i = 1; i < std::min(count, 8); ++i) add(names.weekdays, days[i], i - 1, outweighs);
        }
}

Names const& all_names() {
    static Names const all = [] {
        Names read;
        for (auto const* const language :
             {"de", "de_AT", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "is", "et",
              "lv", "lt",    "pl", "cs", "sk", "hu", "ro", "sl", "hr", "sr", "bs", "bg", "mk", "ru",
              "uk", "be",    "el", "tr", "az", "ca", "gl", "eu", "id", "ms", "he", "ar", "hi"})
            add_language(read, language, false);
        // English means itself, whatever a word is elsewhere.
        add_language(read, "en", true);
        return read;
    }();
    return all;
}

}  // namespace

int month_of(std::string const& word) {
    auto const& months = all_names().months;
    if (auto const found = months.find(word); found != months.end()) return std::max(found->second, 0);
    int month = 0;
    if (word.size() < 3) return month;
    for (auto at = months.lower_bound(word); at != months.end() && at->first.starts_with(word); ++at) {
        if (month != 0 && at->second != month) return 0;
        month = std::max(at->second, 0);
    }
    return month;
}

std::optional<unsigned> weekday_of(std::string const& word) {
    auto const& days = all_names().weekdays;
    auto const found = days.find(word);
    if (found == days.end() || found->second < 0) return std::nullopt;
    return static_cast<unsigned>(found->second);
}

bool may_be_weekday(std::string const& word) {
    return all_names().weekdays.contains(word);
}

std::optional<int> minutes_east(std::string const& word) {
    static std::map<std::string_view, int> const zones{
        {"z", 0},      {"gmt", 0},     {"utc", 0},     {"ut", 0},     {"wet", 0},    {"est", -300},
        {"edt", -240}, {"cst", -360},  {"cdt", -300},  {"mst", -420}, {"mdt", -360}, {"pst", -480},
        {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600}, {"ast", -240}, {"adt", -180},
        {"nst", -210}, {"ndt", -150},  {"brt", -180},  {"bst", 60},   {"west", 60},  {"cet", 60},
        {"cest", 120}, {"met", 60},    {"mest", 120},  {"mez", 60},   {"mesz", 120}, {"eet", 120},
        {"eest", 180}, {"sast", 120},  {"msk", 180},   {"trt", 180},  {"sgt", 480},  {"hkt", 480},
        {"awst", 480}, {"jst", 540},   {"kst", 540},   {"acst", 570}, {"acdt", 630}, {"aest", 600},
        {"aedt", 660}, {"nzst", 720},  {"nzdt", 780}};
    auto const found = zones.find(word);
    return found == zones.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::chrono::sys_days> real_day(int year, int month, int day) {
    std::chrono::year_month_day const date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    return date.ok() && year >= 1970 ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

}  // namespace bot::networks
