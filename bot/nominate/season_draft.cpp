#include "bot/nominate/season_draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "bot/base/strings.h"
#include "bot/base/zone.h"

namespace bot::nominate {
namespace {

using std::chrono::days;
using storage::Time;
using namespace std::chrono_literals;

constexpr days announced_after_count{7};

std::string tidy(std::string_view text) {
    return std::string(trimmed(text));
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = text.find('\n');
        if (auto line = tidy(text.substr(0, end)); !line.empty()) lines.push_back(std::move(line));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

/// "a: b: c" is "a" and "b: c"; without a colon the rest is "".
std::pair<std::string, std::string> cut(std::string_view line) {
    auto const colon = line.find(':');
    return {tidy(line.substr(0, colon)), colon == line.npos ? "" : tidy(line.substr(colon + 1))};
}

award::CategoryWords words_in(std::string_view line) {
    auto const [name, rest] = cut(line);
    auto const [title, text] = cut(rest);
    auto const slash = std::min(name.find('/'), name.size());
    return {name.substr(0, slash), name.substr(std::min(slash + 1, name.size())), title, text};
}

template <class Number>
bool read_number(std::string const& typed, Number& into) {
    auto text = tidy(typed);
    std::ranges::replace(text, ',', '.');
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
    return failed == std::errc() && end == text.data() + text.size();
}

bool read_points(std::string const& typed, long long& weight) {
    double points = 0;
    if (!read_number(typed, points) || !(points >= 0 && points <= 1)) return false;
    weight = std::llround(points * award::point);
    return true;
}

std::string points(long long weight) {
    return fmt::format("{:g}", static_cast<double>(weight) / static_cast<double>(award::point));
}

/// Midnight in the zone, so many days after that day began; empty if it is no day.
std::optional<Time> midnight(std::string const& day, std::string const& zone, days later = days(0)) {
    auto const known = storage::start_of_day(tidy(day));
    return known ? start_of_day(storage::day_of(*known + later), zone) : std::nullopt;
}

std::string_view read_dates(SeasonForm const& form, SeasonSettings& settings) {
    settings.zone = tidy(form.zone);
    if (!is_zone(settings.zone)) return "zone";
    auto const opens = midnight(form.opens, settings.zone);
    auto const closes = midnight(form.closes, settings.zone, days(1));
    if (!opens || !closes) return "day";
    settings.opens_at = *opens;
    settings.closes_at = *closes;
    if (!tidy(form.publishes).empty()) {
        settings.publishes_at = midnight(form.publishes, settings.zone);
        if (!settings.publishes_at) return "day";
    }
    auto const counts = tidy(form.counts).empty()
                            ? midnight(form.closes, settings.zone, days(1) + counted_after)
                            : midnight(form.counts, settings.zone);
    if (!counts) return "day";
    settings.counts_at = *counts;
    auto const announced =
        tidy(form.announced).empty()
            ? midnight(day_of(*counts, settings.zone), settings.zone, announced_after_count)
            : midnight(form.announced, settings.zone);
    if (!announced) return "day";
    settings.announced_at = *announced;
    return "";
}

void read_categories(SeasonForm const& form, Rules& rules) {
    rules.categories.clear();
    for (auto const& line : lines_of(form.categories)) {
        auto words = words_in(line);
        if (words.language.empty()) rules.categories.push_back(words.category);
        if (line.find(':') != line.npos) rules.words.push_back(std::move(words));
    }
}

bool read_numbers(SeasonForm const& form, Rules& rules) {
    int percent = 0;
    bool const all = read_number(form.expected_small, rules.expected_small) &&
                     read_number(form.expected_medium, rules.expected_medium) &&
                     read_number(form.expected_large, rules.expected_large) &&
                     read_points(form.invited, rules.invited_weight) &&
                     read_points(form.cold, rules.cold_weight) &&
                     read_number(form.thanked_people, rules.thanked_people) &&
                     read_number(form.gate_answers, rules.gate_answers) && read_number(form.gate_percent, percent) &&
                     read_number(form.batch, rules.batch) && read_number(form.batch_minutes, rules.batch_minutes);
    if (all && percent >= 1 && percent <= 99) rules.gate_permille = percent * 10;
    return all && percent >= 1 && percent <= 99;
}

std::string line_of(award::CategoryWords const& words) {
    auto const language = words.language.empty() ? "" : "/" + words.language;
    auto const text = words.text.empty() ? "" : ": " + words.text;
    return words.category + language + ": " + words.title + text + "\n";
}

void show_rules(Rules const& rules, SeasonForm& form) {
    for (auto const& category : rules.categories) {
        std::string own, other;
        for (auto const& words : rules.words)
            if (words.category == category) (words.language.empty() ? own : other) += line_of(words);
        form.categories += (own.empty() ? category + "\n" : own) + other;
    }
    form.expected_small = std::to_string(rules.expected_small);
    form.expected_medium = std::to_string(rules.expected_medium);
    form.expected_large = std::to_string(rules.expected_large);
    form.invited = points(rules.invited_weight);
    form.cold = points(rules.cold_weight);
    form.thanked_people = std::to_string(rules.thanked_people);
    form.gate_answers = std::to_string(rules.gate_answers);
    form.gate_percent = std::to_string(rules.gate_permille / 10);
    form.batch = std::to_string(rules.batch);
    form.batch_minutes = std::to_string(rules.batch_minutes);
}

}  // namespace

std::vector<award::CategoryWords> category_words_in(std::vector<std::string> const& lines) {
    std::vector<award::CategoryWords> words;
    for (auto const& line : lines) words.push_back(words_in(line));
    return words;
}

SeasonForm new_form() {
    SeasonForm form;
    form.zone = "UTC";
    show_rules({}, form);
    return form;
}

SeasonForm form_of(Season const& season) {
    SeasonForm form;
    form.id = season.id;
    form.name = season.name;
    form.zone = season.zone;
    if (season.publishes_at) form.publishes = day_of(*season.publishes_at, season.zone);
    form.opens = day_of(season.opens_at, season.zone);
    form.closes = day_of(season.closes_at - 1ms, season.zone);
    form.counts = day_of(season.counts_at, season.zone);
    form.announced = day_of(season.announced_at, season.zone);
    show_rules(season.parts, form);
    return form;
}

ReadSeason read_form(SeasonForm const& form) {
    ReadSeason read;
    auto& settings = read.settings;
    settings.id = tidy(form.id);
    settings.name = tidy(form.name);
    if (auto const wrong = read_dates(form, settings); !wrong.empty()) {
        read.mistake = wrong;
    } else if (read_categories(form, settings.rules); !read_numbers(form, settings.rules)) {
        read.mistake = "number";
    } else if (auto const mistake = mistake_in(settings)) {
        read.mistake = mistake->key;
    }
    return read;
}

}  // namespace bot::nominate
