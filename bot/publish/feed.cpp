#include "bot/publish/feed.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>

#include "bot/base/keys.h"
#include "bot/publish/company_page.h"

namespace bot::publish {
namespace {

using pages::View;
using storage::Time;

constexpr std::size_t names_in_front = 3;

struct Entry {
    Time updated;
    View view;
};

std::string machine_time(Time time) {
    return date::format("%FT%TZ", date::floor<std::chrono::seconds>(time));
}

/// XML has no way to write most control characters.
std::string printable(std::string_view text) {
    std::string clean;
    for (auto const character : text)
        if (static_cast<unsigned char>(character) >= 0x20 || character == '\n' || character == '\t')
            clean += character;
    return clean;
}

/// `name` is never shown as it stands: the feed's ids must not lead to a row of the database.
std::string id_of(std::string_view public_url, std::string const& name) {
    auto const hash = sha256_hex(fmt::format("{} {}", public_url, name));
    return fmt::format("urn:uuid:{}-{}-{}-{}-{}", hash.substr(0, 8), hash.substr(8, 4), hash.substr(12, 4),
                       hash.substr(16, 4), hash.substr(20, 12));
}

Entry entry(std::string id, Time updated, std::string const& title, std::string const& words,
            std::string path) {
    View view;
    view.set("entry_id", std::move(id)).set("entry_updated", machine_time(updated));
    view.set("entry_title", printable(title))
        .set("entry_words", printable(words))
        .set("entry_path", std::move(path));
    return {updated, std::move(view)};
}

std::string in_front(Formatter const& format, Board const& all) {
    std::string names;
    for (std::size_t i = 0; i < std::min(names_in_front, all.ranked); ++i) {
        if (i > 0) names += ", ";
        names += format("feed.front_name", {{"name", all.lines[i].company.name},
                                            {"places", format.places(*all.lines[i].places)}});
    }
    return names;
}

void add_news(std::vector<Entry>& entries, Formatter const& format, Board const& all, Phase phase,
              std::string_view public_url) {
    auto const& season = all.season;
    auto const add = [&](std::string const& what, Time updated, std::string const& title,
                         std::string const& words) {
        entries.push_back(entry(id_of(public_url, what + " " + season.id), updated, title, words, "/"));
    };
    if (phase != Phase::before)
        add("opened", season.opens_at, format("feed.opened", {{"season", season.name}}),
            format("feed.opened_text", {{"day", format.day(season.closes_at)}}));
    if (phase == Phase::closed || phase == Phase::announced)
        add("closed", season.closes_at, format("feed.closed", {{"season", season.name}}),
            format("feed.closed_text", {{"day", format.day(season.announced_at)}}));
    if (all.ranked > 0)
        add("board", std::max(season.opens_at, all.newest_day),
            format("feed.board", {{"season", season.name}}),
            format("feed.board_front", {{"people", all.people},
                                        {"teams", static_cast<long long>(all.lines.size())},
                                        {"names", in_front(format, all)}}));
}

}  // namespace

View feed(Formatter const& format, Board const& all, Phase phase, std::vector<storage::Story> const& shown,
          std::string_view public_url) {
    std::vector<Entry> entries;
    for (auto const& story : shown) {
        entries.push_back(entry(id_of(public_url, "story " + story.nomination.text()), story.approved_at,
                                format("feed.story", {{"company", story.company_name}}), story.words,
                                company_path(story.company_slug)));
        entries.back().view.set("entry_language", story.language);
    }
    add_news(entries, format, all, phase, public_url);
    std::stable_sort(entries.begin(), entries.end(),
                     [](Entry const& one, Entry const& other) { return one.updated > other.updated; });

    View view;
    view.set("feed_id", id_of(public_url, "feed")).set("public_url", std::string(public_url));
    view.set("updated", machine_time(entries.empty() ? all.season.opens_at : entries.front().updated));
    std::vector<View> views;
    for (auto& one : entries) views.push_back(std::move(one.view));
    return view.set("entries", std::move(views));
}

}  // namespace bot::publish
