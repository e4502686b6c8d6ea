#include "bot/nominate/season_mails.h"

#include "bot/base/zone.h"
#include "bot/nominate/open_ends.h"
#include "bot/notify/mailer.h"

namespace bot::nominate {
namespace {

using namespace std::chrono_literals;

constexpr auto before_the_close = 24h * 7;
constexpr auto after_the_close = 24h;
/// Who comes back to a season that closed or was announced long ago has read of it on the console.
constexpr auto news_for = 24h * 7;

bool lately(Time then, Time now) {
    return then <= now && now < then + news_for;
}

}  // namespace

SeasonMails::SeasonMails(storage::Store& store, Keys const& keys, Clock const& clock,
                         pages::Words const& words, SeasonMailSettings settings)
    : store_(store), keys_(keys), clock_(clock), words_(words), settings_(std::move(settings)) {}

void SeasonMails::run_once() {
    auto const now = clock_.now();
    for (auto const& season : storage::seasons::all(store_)) {
        auto const last_day = season.closes_at - 1ms;
        if (season.state == storage::Season::State::open && lately(season.closes_at - before_the_close, now))
            tell(season, "week_left", [&] { return say("mail.season_week_left.text", {{"day", day(last_day, season)}}); });
        if ((season.state == storage::Season::State::closed || season.state == storage::Season::State::counted) &&
            lately(season.closes_at + after_the_close, now))
            tell(season, "left_to_do", [&] { return left_to_do(season); });
        if (season.state == storage::Season::State::announced && lately(season.announced_at, now))
            tell(season, "announced", [&] { return say("mail.season_announced.text"); });
    }
}

void SeasonMails::tell(storage::Season const& season, std::string const& what,
                       std::function<std::string()> const& words) const {
    if (storage::seasons::told(store_, season.id, what)) return;
    auto const text = words();
    store_.write([&](storage::Write& write) {
        if (!storage::seasons::tell(write, season.id, what, clock_.now())) return;
        pages::Arguments const arguments{{"season", season.name},
                                         {"programme", settings_.programme},
                                         {"text", text},
                                         {"link", settings_.public_url + "/console/season/" + season.id}};
        for (auto const& address : settings_.to)
            notify::queue_mail(write, keys_, storage::Mail::Purpose::alert, address,
                               say("mail.season_" + what + ".subject", arguments),
                               say("mail.season.body", arguments), clock_.now());
    });
}

std::string SeasonMails::left_to_do(storage::Season const& season) const {
    auto const ends = open_ends(store_, season.id);
    auto text = say("mail.season_left_to_do.text", {{"counted", day(season.counts_at, season)},
                                                    {"announced", day(season.announced_at, season)}});
    auto const add = [&](char const* key, long long number) {
        if (number > 0) text += "\n- " + say(std::string("season.end_") + key, {{"n", number}});
    };
    add("unconfirmed", ends.unconfirmed);
    add("unanswered", ends.unanswered);
    add("without_size", ends.without_size);
    add("unread", ends.unread);
    add("invitations", ends.invitations);
    if (ends.none()) text += "\n- " + say("season.end_none");
    return text;
}

std::string SeasonMails::day(Time time, storage::Season const& season) const {
    return words_.day(settings_.language, shown_in(time, season.zone));
}

std::string SeasonMails::say(std::string const& key, pages::Arguments const& arguments) const {
    return words_.say(settings_.language, key, arguments);
}

}  // namespace bot::nominate
