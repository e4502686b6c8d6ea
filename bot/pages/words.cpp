#include "bot/pages/words.h"

#include <toml++/toml.h>
#include <unicode/datefmt.h>
#include <unicode/localematcher.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/reldatefmt.h>

#include <cmath>
#include <set>
#include <sstream>
#include <stdexcept>

#include "bot/base/guarded.h"
#include "bot/pages/files.h"

namespace bot::pages {

namespace {

/// The messages of one language by key.
using Catalogue = std::map<std::string, std::string, std::less<>>;

[[noreturn]] void refuse_message(std::string const& file, std::string const& what) {
    throw std::runtime_error("messages/" + file + ": " + what);
}

/// The names of a message's {places}; throws with what is wrong with its syntax.
std::set<std::string> places(std::string const& message) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    icu::MessagePattern const pattern(icu::UnicodeString::fromUTF8(message), &where, status);
    if (U_FAILURE(status))
        throw std::invalid_argument("not an ICU message (" + std::string(u_errorName(status)) +
                                    " at character " + std::to_string(where.offset) + ")");
    std::set<std::string> names;
    for (int i = 0; i < pattern.countParts(); ++i) {
        auto const& part = pattern.getPart(i);
        std::string name;
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME)
            names.insert(pattern.getSubstring(part).toUTF8String(name));
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER)
            throw std::invalid_argument("give its {places} names instead of numbers");
    }
    return names;
}

void add_all(toml::table const& table, std::string const& prefix, std::string const& file, Catalogue& into) {
    for (auto const& [name, node] : table) {
        auto const key = prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
        if (auto const* inner = node.as_table()) {
            add_all(*inner, key, file, into);
            continue;
        }
        auto const message = node.value<std::string>();
        if (!message) refuse_message(file, key + " is not a text");
        try {
            places(*message);
        } catch (std::invalid_argument const& error) {
            refuse_message(file, key + ": " + error.what());
        }
        if (!into.emplace(key, *message).second) refuse_message(file, key + " is there twice");
    }
}

void demand_same(std::string const& language, Catalogue const& english, Catalogue const& other) {
    for (auto const& [key, message] : english) {
        auto const found = other.find(key);
        if (found == other.end()) refuse_message(language + ".*.toml", key + " is missing, en has it");
        if (places(message) != places(found->second))
            refuse_message(language + ".*.toml", key + " does not have the same {places} as in en");
    }
    for (auto const& [key, message] : other)
        if (!english.contains(key)) refuse_message("en.*.toml", key + " is missing, " + language + " has it");
}

/// All catalogues by language, read from `<language>.toml` and `<language>.<area>.toml`. Throws
/// std::runtime_error naming file and key if a file or a message cannot be parsed, a key comes twice, or the
/// languages do not have the same keys with the same {places}.
std::map<std::string, Catalogue> read_catalogues(std::optional<std::filesystem::path> const& folder) {
    std::map<std::string, Catalogue> all;
    for (auto const& file : page_files("messages", folder)) {
        if (!file.name.ends_with(".toml")) continue;
        auto& catalogue = all[file.name.substr(0, file.name.find('.'))];
        try {
            add_all(toml::parse(file.bytes), "", file.name, catalogue);
        } catch (toml::parse_error const& error) {
            std::ostringstream where;
            where << error.source().begin;
            refuse_message(file.name, std::string(error.description()) + " (" + where.str() + ")");
        }
    }
    if (!all.contains("en")) refuse_message("en.toml", "there are no English messages");
    for (auto const& [language, catalogue] : all) demand_same(language, all["en"], catalogue);
    return all;
}

void demand(UErrorCode status, char const* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

/// English is written as in Britain: "30 November 2026".
icu::Locale locale_of(std::string const& language) {
    return icu::Locale(language == "en" ? "en_GB" : language.c_str());
}

icu::Formattable formattable(Argument const& argument) {
    struct Make {
        icu::Formattable operator()(std::string const& text) const {
            return icu::UnicodeString::fromUTF8(text);
        }
        icu::Formattable operator()(long long number) const { return static_cast<std::int64_t>(number); }
        icu::Formattable operator()(double number) const { return number; }
        icu::Formattable operator()(storage::Time time) const {
            return {static_cast<double>(time.time_since_epoch().count()), icu::Formattable::kIsDate};
        }
    };
    return std::visit(Make{}, argument);
}

/// Dates inside messages are in UTC as all others are.
void use_utc(icu::MessageFormat& format) {
    std::int32_t count = 0;
    auto const** formats = format.getFormats(count);
    for (int i = 0; i < count; ++i)
        if (auto const* date = dynamic_cast<icu::DateFormat const*>(formats[i])) {
            std::unique_ptr<icu::DateFormat> in_utc(date->clone());
            in_utc->setTimeZone(*icu::TimeZone::getGMT());
            format.setFormat(i, *in_utc);
        }
}

std::string utf8(icu::UnicodeString const& text) {
    std::string out;
    return text.toUTF8String(out);
}

struct Unit {
    URelativeDateTimeUnit unit;
    std::chrono::seconds length;
};
constexpr Unit units[] = {{UDAT_REL_UNIT_YEAR, std::chrono::hours(24 * 365)},
                          {UDAT_REL_UNIT_MONTH, std::chrono::hours(24 * 30)},
                          {UDAT_REL_UNIT_DAY, std::chrono::hours(24)},
                          {UDAT_REL_UNIT_HOUR, std::chrono::hours(1)},
                          {UDAT_REL_UNIT_MINUTE, std::chrono::minutes(1)}};

}  // namespace

struct Words::Parts {
    /// One language: its messages, and ICU's formatters, made once. Those that are not safe to share have the
    /// mutex.
    struct Language {
        Language(std::string const& name, Catalogue all)
            : locale(locale_of(name)),
              messages(std::move(all)),
              numbers(icu::number::NumberFormatter::withLocale(locale)),
              days(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, locale)) {
            UErrorCode status = U_ZERO_ERROR;
            relative = std::make_unique<icu::RelativeDateTimeFormatter>(locale, status);
            demand(status, "relative dates");
            if (!days) throw std::runtime_error("dates: ICU has no data for " + name);
            days->setTimeZone(*icu::TimeZone::getGMT());
        }
        icu::Locale locale;
        Catalogue messages;
        icu::number::LocalizedNumberFormatter numbers;
        Mutex mutable mutex;
        std::unique_ptr<icu::DateFormat> days GUARDED_BY(mutex);
        std::unique_ptr<icu::RelativeDateTimeFormatter> relative GUARDED_BY(mutex);
    };
    std::vector<std::string> names;
    std::map<std::string, Language, std::less<>> languages;
    std::unique_ptr<icu::LocaleMatcher> matcher;

    Language const& of(std::string_view language) const {
        auto const found = languages.find(language);
        if (found == languages.end()) throw std::out_of_range("no such language: " + std::string(language));
        return found->second;
    }
};

Words::Words(std::optional<std::filesystem::path> const& folder) {
    auto parts = std::make_unique<Parts>();
    parts->names.push_back("en");
    for (auto& [name, catalogue] : read_catalogues(folder)) {
        parts->languages.try_emplace(name, name, std::move(catalogue));
        if (name != "en") parts->names.push_back(name);
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::LocaleMatcher::Builder builder;
    for (auto const& name : parts->names) builder.addSupportedLocale(icu::Locale(name.c_str()));
    parts->matcher = std::make_unique<icu::LocaleMatcher>(builder.build(status));
    demand(status, "languages");
    parts_ = std::move(parts);
}

Words::~Words() = default;

std::vector<std::string> const& Words::languages() const {
    return parts_->names;
}

std::string Words::say(std::string_view language, std::string_view key, Arguments const& arguments) const {
    auto const& in = parts_->of(language);
    auto const found = in.messages.find(key);
    if (found == in.messages.end()) throw std::out_of_range("no such message: " + std::string(key));
    if (found->second.find_first_of("{}'") == std::string::npos) return found->second;
    UErrorCode status = U_ZERO_ERROR;
    icu::MessageFormat format(icu::UnicodeString::fromUTF8(found->second), in.locale, status);
    demand(status, found->first.c_str());
    use_utc(format);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (auto const& [name, value] : arguments) {
        names.push_back(icu::UnicodeString::fromUTF8(name));
        values.push_back(formattable(value));
    }
    icu::UnicodeString out;
    format.format(names.data(), values.data(), static_cast<int>(names.size()), out, status);
    demand(status, found->first.c_str());
    return utf8(out);
}

std::string Words::ago(std::string_view language, storage::Time then, storage::Time now) const {
    auto const& in = parts_->of(language);
    auto const past = then <= now;
    auto const distance = past ? now - then : then - now;
    icu::UnicodeString out;
    UErrorCode status = U_ZERO_ERROR;
    Hold const hold(in.mutex);
    for (auto const& [unit, length] : units) {
        if (distance < length) continue;
        auto const count = static_cast<double>(distance / length);
        in.relative->formatNumeric(past ? -count : count, unit, out, status);
        demand(status, "relative dates");
        return utf8(out);
    }
    in.relative->format(UDAT_DIRECTION_PLAIN, UDAT_ABSOLUTE_NOW, out, status);
    demand(status, "relative dates");
    return utf8(out);
}

std::string Words::day(std::string_view language, storage::Time then) const {
    auto const& in = parts_->of(language);
    icu::UnicodeString out;
    Hold const hold(in.mutex);
    return utf8(in.days->format(static_cast<double>(then.time_since_epoch().count()), out));
}

std::string Words::number(std::string_view language, double value, int decimals) const {
    auto const& in = parts_->of(language);
    UErrorCode status = U_ZERO_ERROR;
    auto const exact = icu::number::Precision::fixedFraction(decimals);
    auto const text = in.numbers.precision(exact).formatDouble(value, status).toString(status);
    demand(status, "numbers");
    return utf8(text);
}

std::string Words::choose(std::string_view accept_language) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::StringPiece const wanted(accept_language.data(),
                                  static_cast<int>(std::min<std::size_t>(accept_language.size(), 200)));
    auto const* best = parts_->matcher->getBestMatchForListString(wanted, status);
    return U_FAILURE(status) || best == nullptr ? "en" : best->toLanguageTag<std::string>(status);
}

}  // namespace bot::pages
