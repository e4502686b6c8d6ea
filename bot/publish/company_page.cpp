#include "bot/publish/company_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "bot/publish/board.h"
#include "bot/publish/board_page.h"

namespace bot::publish {
namespace {

using pages::View;
using storage::Standing;

std::optional<award::Score> score_of(CompanyRecord const& record, Standing const& standing) {
    if (!record.company.band || !standing.low || !standing.median || !standing.high) return std::nullopt;
    return award::Score{*standing.low, *standing.median, *standing.high};
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
    for (auto const& standing : record.standings) highest = std::max(highest, standing.high.value_or(0));
    return round_axis(static_cast<double>(highest) / 10'000.0);
}

View category_view(Formatter const& format, CompanyRecord const& record, Standing const& standing,
                   double axis) {
    auto const score = score_of(record, standing);
    auto view = score ? plot(format, *score, axis) : View();
    return view.set("ranked", score.has_value())
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
    auto const passes = award::passes_gate({all.ended_well, all.ended_partly, all.ended_badly}, rules);
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

}  // namespace

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
    view.set("unranked", !company.band).set("has_people", !record.standings.empty());
    view.set("takes_nominations", phase == Phase::open);
    std::vector<View> categories;
    for (auto const& standing : record.standings)
        categories.push_back(category_view(format, record, standing, axis_of(record)));
    view.set("categories", std::move(categories));
    view.set("axis_words", format("board.axis", {{"axis", format.plain(axis_of(record))}}));
    auto const people = record.standings.empty() ? 0 : record.standings.front().people;
    view.set("lead", format("company.lead", {{"people", people}, {"season", season.name}}));
    if (!record.standings.empty()) set_figures(view, format, season.parts, record.standings.front());
    view.set("has_stories", !record.stories.empty()).set("stories", stories(format, record.stories));
    return view;
}

}  // namespace bot::publish
