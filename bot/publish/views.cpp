#include "bot/publish/views.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "bot/award/score.h"
#include "bot/base/keys.h"

namespace bot::publish {
namespace {

using award::Band;
using pages::View;
using storage::Standing;
using storage::Time;

/// Shared by the leader of the group only where the next one is in it, which the line after tells.
bool shared(Board const& board, std::size_t at) {
    auto const place = board.lines[at].place;
    bool const with_next = at + 1 < board.lines.size() && board.lines[at + 1].place == place;
    auto const first = static_cast<long long>((board.page - 1) * lines_a_page + at) + 1;
    return with_next || first != place;
}

View line_view(Formatter const& format, Board const& board, std::size_t at, double axis) {
    auto const& line = board.lines[at];
    auto const& standing = line.company.standing;
    auto view = plot(format, standing, axis);
    view.set("name", line.company.name)
        .set("slug", line.company.slug)
        .set("about", format.about(line.company))
        .set("people", format.number(standing.people));
    view.set("thanks_team",
             format.percent(standing.team_credit, standing.team_credit + standing.person_credit));
    view.set("place", format.number(line.place));
    view.set("place_words",
             format(shared(board, at) ? "board.place_shared" : "board.place", {{"place", line.place}}));
    if (board.is_all()) {
        auto const recognised = award::recognition(standing, board.season.parts);
        view.set("outstanding", recognised == award::Recognition::outstanding);
        view.set("thanked", recognised == award::Recognition::thanked);
    }
    return view;
}

std::vector<View> chips(Formatter const& format, Board const& board) {
    std::vector<View> views;
    for (auto const& category : board.season.parts.boards())
        views.push_back(View()
                            .set("category", format.category(category))
                            .set("category_path", board_path(category))
                            .set("current", category == board.category));
    return views;
}

void set_neighbours(View& view, Board const& board) {
    view.set("several_pages", board.pages() > 1);
    if (board.page > 1) view.set("page_before", board_path(board.category, board.page - 1));
    if (board.page < board.pages()) view.set("page_after", board_path(board.category, board.page + 1));
}

/// For the value of a query.
std::string in_link(std::string_view text) {
    std::string encoded;
    for (auto const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        if (byte < 0x80 && std::isalnum(byte) != 0)
            encoded += character;
        else
            encoded += fmt::format("%{:02X}", byte);
    }
    return encoded;
}

double axis_of(CompanyRecord const& record) {
    long long highest = 0;
    for (auto const& standing : record.standings) highest = std::max(highest, standing.high);
    return round_axis(highest);
}

View category_view(Formatter const& format, Standing const& standing, double axis) {
    return plot(format, standing, axis)
        .set("category", format.category(standing.category))
        .set("category_path", board_path(standing.category))
        .set("people", format.number(standing.people));
}

/// The gate is told as it stands; nobody has won before the season is announced.
void set_ended(View& view, Formatter const& format, award::Rules const& rules, Standing const& all) {
    auto const asked = all.ended_well + all.ended_partly + all.ended_badly;
    view.set("was_asked", asked > 0);
    view.set("ended", format("company.ended", {{"well", all.ended_well},
                                               {"partly", all.ended_partly},
                                               {"badly", all.ended_badly},
                                               {"asked", asked}}));
    auto const passes = award::passes_gate(all.ended_well, all.ended_badly, rules);
    view.set("gate", format(passes ? "company.gate_passed" : "company.gate_open"));
}

void set_mean(View& view, Formatter const& format, std::string const& name, storage::Mean const& mean) {
    if (mean.count > 0)
        view.set(name, format("company.mean", {{"mean", format.mean(mean)}, {"answers", mean.count}}));
}

void set_figures(View& view, Formatter const& format, award::Rules const& rules, Standing const& all) {
    view.set("thanks_team",
             format("company.thanks_team_figures",
                    {{"share", format.percent(all.team_credit, all.team_credit + all.person_credit)},
                     {"person", all.person_credit}}));
    set_mean(view, format, "empathy", all.empathy);
    set_mean(view, format, "knowledge", all.knowledge);
    set_mean(view, format, "professionalism", all.professionalism);
    set_ended(view, format, rules, all);
}

constexpr std::size_t names_in_front = 3;

struct Entry {
    Time updated;
    View view;
};

std::string machine_time(Time time) {
    return date::format("%FT%TZ", date::floor<std::chrono::seconds>(time));
}

/// XML has no way to write most control characters.
std::string printable(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c < 0x20 && c != '\n' && c != '\t'; });
    return text;
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
    for (std::size_t i = 0; i < std::min(names_in_front, all.lines.size()); ++i) {
        if (i > 0) names += ", ";
        names +=
            format("feed.front_name", {{"name", all.lines[i].company.name}, {"place", all.lines[i].place}});
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
            format("feed.opened_text", {{"day", format.day(last_moment(season))}}));
    if (phase == Phase::closed || phase == Phase::announced)
        add("closed", season.closes_at, format("feed.closed", {{"season", season.name}}),
            format("feed.closed_text", {{"day", format.day(season.announced_at)}}));
    if (!all.lines.empty())
        add("board", std::max(season.opens_at, all.newest_day),
            format("feed.board", {{"season", season.name}}),
            format("feed.board_front", {{"people", all.people},
                                        {"teams", static_cast<long long>(all.teams)},
                                        {"names", in_front(format, all)}}));
}

constexpr long long example_group = 40;

double points(long long micro_points) {
    return static_cast<double>(micro_points) / static_cast<double>(award::point);
}

/// An example that cannot go stale: what k points of a company of that size come to.
View example(Formatter const& format, award::Rules const& rules, long long k, Band band) {
    auto const score = award::score(k * award::point, band, rules);
    storage::Standing standing;
    standing.low = score.low;
    standing.median = score.median;
    standing.high = score.high;
    return plot(format, standing, 10)
        .set("example_k", format.number(k))
        .set("example_band", format.band(band))
        .set("example_expected", format.number(rules.expected(band)));
}

}  // namespace

std::string board_path(std::string_view category, std::size_t page) {
    auto path = category == award::all_categories ? "/" : "/category/" + std::string(category) + "/";
    if (page > 1) path += "page/" + std::to_string(page) + "/";
    return path;
}

View board_page(Formatter const& format, Board const& board, Phase phase,
                std::vector<storage::Story> const& shown) {
    auto const title = board.is_all()
                           ? format("board.title")
                           : format("board.title_category", {{"category", format.category(board.category)}});
    bool const first = board.page == 1;
    View view;
    view.set("title", title)
        .set("path", board_path(board.category, board.page))
        .set("at_board", board.is_all() && first);
    set_season(view, format, board.season, phase);
    view.set("first_page", first);
    if (!first) view.set("page_words", format("board.page", {{"page", static_cast<long long>(board.page)}}));
    view.set("lead", format("board.lead",
                            {{"people", board.people}, {"teams", static_cast<long long>(board.teams)}}));
    view.set("categories", chips(format, board))
        .set("several_categories", board.season.parts.categories.size() > 1);

    auto const axis = board.axis();
    std::vector<View> lines;
    for (std::size_t i = 0; i < board.lines.size(); ++i) lines.push_back(line_view(format, board, i, axis));
    view.set("has_lines", !lines.empty()).set("lines", std::move(lines));
    view.set("axis_words", format("board.axis", {{"axis", format.plain(axis)}}));
    set_neighbours(view, board);
    view.set("takes_nominations", phase == Phase::open);
    view.set("data_path", board_path(board.category))
        .set("board_file", board.season.id + "-" + board.category + ".txt");
    view.set("has_stories", first && !shown.empty());
    view.set("stories", first ? stories(format, shown) : std::vector<View>());
    return view;
}

std::string company_path(std::string_view slug) {
    return "/company/" + std::string(slug) + "/";
}

View company_page(Formatter const& format, CompanyRecord const& record, award::Season const& season,
                  Phase phase) {
    auto const& company = record.company;
    View view;
    view.set("title", company.name).set("path", company_path(company.slug)).set("slug", company.slug);
    set_season(view, format, season, phase);
    view.set("sector", company.sector.value_or(""));
    view.set("band", company.band ? format("company.band_" + std::string(storage::name_of(*company.band)))
                                  : format("company.band_unknown"));
    view.set("name_in_link", in_link(company.name));
    view.set("size_unknown", !company.band).set("has_people", !record.standings.empty());
    view.set("takes_nominations", phase == Phase::open);
    std::vector<View> categories;
    for (auto const& standing : record.standings)
        categories.push_back(category_view(format, standing, axis_of(record)));
    view.set("categories", std::move(categories));
    view.set("axis_words", format("board.axis", {{"axis", format.plain(axis_of(record))}}));
    auto const people = record.standings.empty() ? 0 : record.standings.front().people;
    view.set("lead", format("company.lead", {{"people", people}, {"season", season.name}}));
    if (!record.standings.empty()) set_figures(view, format, season.parts, record.standings.front());
    view.set("has_stories", !record.stories.empty()).set("stories", stories(format, record.stories));
    return view;
}

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

View how_page(Formatter const& format, award::Season const& season) {
    auto const grouped = example_group * award::contribution(award::point, example_group * award::point);
    View view;
    view.set("title", format("how.title")).set("path", "/how/").set("at_how", true);
    view.set("season", season.name).set("formula", season.parts.formula);
    auto const& rules = season.parts;
    view.set("evidence", format("how.evidence_text", {{"invited", format.plain(points(rules.invited_weight))},
                                                      {"cold", format.plain(points(rules.cold_weight))}}));
    view.set("sizes", format("how.sizes_text", {{"small", rules.expected_small},
                                                {"medium", rules.expected_medium},
                                                {"large", rules.expected_large}}));
    view.set("groups", format("how.groups_text",
                              {{"people", example_group}, {"points", format.plain(points(grouped))}}));
    view.set("places", format("how.places_text", {{"people", rules.apart_by}}));
    view.set("recognition",
             format("how.recognition_text",
                    {{"thanked", rules.thanked_people},
                     {"score", format.plain(static_cast<double>(rules.outstanding_score) / 10'000.0)}}));
    view.set("examples", std::vector<View>{example(format, rules, 3, Band::small),
                                           example(format, rules, 10, Band::small),
                                           example(format, rules, 30, Band::medium),
                                           example(format, rules, 300, Band::large)});
    view.set("rules_sha256", season.rules_sha256);
    return view;
}

View why_page(Formatter const& format) {
    return View().set("title", format("why.title")).set("path", "/why-we-wrote/");
}

}  // namespace bot::publish
