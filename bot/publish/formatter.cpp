#include "bot/publish/formatter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "bot/base/zone.h"

namespace bot::publish {

using storage::Time;

std::string Formatter::category(std::string_view id) const {
    static constexpr std::array<std::string_view, 6> named = {
        "all", "empathy", "knowledge", "professionalism", "team", "support"};
    if (std::find(named.begin(), named.end(), id) != named.end())
        return (*this)("category." + std::string(id));
    std::string name(id);
    std::replace(name.begin(), name.end(), '-', ' ');
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

std::string Formatter::band(storage::Company::Band band) const {
    return (*this)("board.band_" + std::string(storage::name_of(band)));
}

std::string Formatter::figure(double value) const {
    return words_.number(language_, value, value < 1 ? 2 : 1);
}

std::string Formatter::plain(double value) const {
    return words_.number(language_, value, value == std::floor(value) ? 0 : 1);
}

std::string Formatter::percent(long long part, long long whole) const {
    return (*this)("board.percent", {{"share", whole == 0 ? 0LL : (200 * part + whole) / (2 * whole)}});
}

std::string Formatter::mean(storage::Mean const& mean) const {
    return words_.number(language_, static_cast<double>(mean.sum) / static_cast<double>(mean.count), 1);
}

std::string Formatter::about(storage::Ranked const& company) const {
    std::string about = company.sector.value_or("");
    auto const add = [&about](std::string const& part) { about += (about.empty() ? "" : " · ") + part; };
    add(company.band ? band(*company.band) : (*this)("board.band_unknown"));
    auto const& standing = company.standing;
    auto const asked = standing.ended_well + standing.ended_partly + standing.ended_badly;
    if (asked > 0) add((*this)("board.ended_well", {{"well", standing.ended_well}, {"asked", asked}}));
    return about;
}

std::string Formatter::interval(storage::Standing const& standing) const {
    auto const shown = [&](long long ten_thousandths) {
        return figure(static_cast<double>(ten_thousandths) / 10'000.0);
    };
    return (*this)(
        "board.interval",
        {{"median", shown(standing.median)}, {"low", shown(standing.low)}, {"high", shown(standing.high)}});
}

pages::View plot(Formatter const& format, storage::Standing const& standing, double axis) {
    auto const x = [&](long long ten_thousandths) {
        auto const share = static_cast<double>(ten_thousandths) / 10'000.0 / axis;
        return fmt::format("{:.1f}", 4.0 + 222.0 * std::clamp(share, 0.0, 1.0));
    };
    return pages::View()
        .set("x_low", x(standing.low))
        .set("x_median", x(standing.median))
        .set("x_high", x(standing.high))
        .set("plot_words", format.interval(standing));
}

std::vector<pages::View> stories(Formatter const& format, std::vector<storage::Story> const& stories) {
    std::vector<pages::View> views;
    for (auto const& story : stories)
        views.push_back(pages::View()
                            .set("words", story.words)
                            .set("words_language", story.language)
                            .set("about_slug", story.company_slug)
                            .set("about_name", story.company_name)
                            .set("category", format.category(story.category))
                            .set("day", format.day(storage::start_of_day(story.day).value_or(Time{})))
                            .set("machine_day", story.day));
    return views;
}

Phase phase_of(storage::Season const& season) {
    using State = storage::Season::State;
    if (season.state < State::open) return Phase::before;
    if (season.state == State::open) return Phase::open;
    return season.state < State::announced ? Phase::closed : Phase::announced;
}

Time last_moment(storage::Season const& season) {
    return shown_in(season.closes_at - std::chrono::milliseconds(1), season.zone);
}

void set_season(pages::View& view, Formatter const& format, storage::Season const& season, Phase phase) {
    auto const last_day = last_moment(season);
    auto const [key, day] = phase == Phase::before ? std::pair("board.opens_on", shown_in(season.opens_at, season.zone))
                            : phase == Phase::open ? std::pair("board.open_until", last_day)
                                                   : std::pair("board.closed_on", last_day);
    view.set("season", season.name).set("phase", format(key));
    view.set("phase_day", format.day(day)).set("phase_machine", storage::day_of(day));
    if (phase == Phase::closed) view.set("announced", format.day(shown_in(season.announced_at, season.zone)));
}

}  // namespace bot::publish
