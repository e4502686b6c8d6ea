#include "bot/nominate/nominations.h"

#include <algorithm>

#include "bot/base/kill_point.h"
#include "bot/base/user_error.h"
#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "bot/notify/mailer.h"
#include "storage/companies.h"
#include "storage/nominations.h"

namespace bot::nominate {
namespace {

using storage::Nomination;

constexpr std::chrono::milliseconds burst_lasts = std::chrono::hours(1);
/// How long a form may have been on its way from the look at the stories to the write.
constexpr std::chrono::milliseconds meanwhile = std::chrono::seconds(1);

/// The company of that name, or a new one that waits for an operator.
storage::CompanyId company_named(storage::Write& write, std::string const& name, Time now) {
    if (auto const known = storage::companies::find_by_name(write, name)) return known->id;
    storage::Company company;
    company.id = storage::CompanyId::random();
    company.name = name;
    company.state = storage::Company::State::pending;
    company.created_at = now;
    return storage::companies::add(write, company).id;
}

}  // namespace

Nominations::Nominations(storage::Store& store, Keys const& keys, Clock const& clock,
                         pages::Words const& words, Invitations const& invitations, Settings settings)
    : store_(store),
      keys_(keys),
      clock_(clock),
      words_(words),
      invitations_(invitations),
      settings_(std::move(settings)) {}

std::optional<Season> Nominations::season() const {
    auto const open = storage::seasons::open(store_);
    return open ? std::optional(Season(*open)) : std::nullopt;
}

bool Nominations::season_open(std::string const& id) const {
    auto const found = storage::seasons::find(store_, id);
    return found && found->state == storage::Season::State::open;
}

std::string Nominations::link_hash(std::string_view link) const {
    return keys_.hash("nomination.link", {link.substr(0, 64)});
}

std::vector<Mistake> Nominations::submit(Form const& form, Sender const& sender) {
    auto const open = season();
    if (!open) throw UserError(UserError::Kind::conflict, words_.say(sender.language, "form.closed"));
    auto const parsed = parse(form, *open, settings_.limits);
    if (!parsed.submission) return parsed.mistakes;
    auto const started = started_at(keys_, form.started);
    auto const rushed = !started || clock_.now() - *started < settings_.minimum_time;
    if (rushed || !form.website.empty()) return {{"", "form.error.look_again"}};
    auto const arrival = read_arrival(*parsed.submission, sender, open->id);
    or_unavailable(words_, sender.language, [&] {
        store_.write([&](storage::Write& write) { accept(write, *parsed.submission, sender, arrival); });
    });
    kill_point("nomination accepted");
    return {};
}

Nominations::Arrival Nominations::read_arrival(Submission const& typed, Sender const& sender,
                                               std::string const& season) const {
    auto const now = clock_.now();
    Arrival arrival;
    arrival.link = storage::random_base32(16);
    arrival.signals = sender_signals(keys_, sender.client, typed.mail);
    arrival.sketch = sketch_of(typed.nomination.story.value());
    auto& nomination = arrival.nomination = typed.nomination;
    nomination.season = season;
    nomination.person_hash = keys_.hash("person", {folded(typed.mail)});
    nomination.sealed_mail = keys_.seal(typed.mail.text());
    nomination.story_sha256 = sha256_hex(nomination.story.value());
    if (!typed.person.empty()) nomination.sealed_person = keys_.seal(typed.person);
    nomination.language = sender.language;
    nomination.confirm_hash = link_hash(arrival.link);
    nomination.created_at = now;
    nomination.expires_at = now + settings_.confirm_within;
    if (auto const known = storage::companies::find_by_name(store_, typed.company)) {
        nomination.company = known->id;
        arrival.leader = burst_leader(store_, season, known->id, arrival.sketch, now - burst_lasts);
    }
    return arrival;
}

void Nominations::accept(storage::Write& write, Submission const& typed, Sender const& sender,
                         Arrival const& arrival) const {
    auto nomination = arrival.nomination;
    auto const now = nomination.created_at;
    refuse_too_many(write, nomination, arrival.signals);
    nomination.company = company_named(write, typed.company, now);
    auto const departure = plan_departure(write, keys_, settings_.pace, typed.mail, sender.client, now);
    nomination.expires_at = departure.at + settings_.confirm_within;
    if (!typed.invite.empty())
        nomination.token_hash = invitations_.reserve(write, typed.invite, nomination.company);
    if (nomination.token_hash) nomination.evidence = Nomination::Evidence::invited;
    storage::nominations::add(write, nomination);
    for (auto const& signal : arrival.signals) storage::nomination_signals::add(write, nomination.id, signal);
    join_burst(write, nomination, arrival);
    send_link(write, nomination, typed.mail, arrival.link, departure);
}

void Nominations::join_burst(storage::Write& write, Nomination const& nomination,
                             Arrival const& arrival) const {
    if (arrival.sketch.empty()) return;
    auto const looked = arrival.nomination.company == nomination.company;
    auto leader = looked ? arrival.leader : std::nullopt;
    if (!leader)
        leader = burst_leader(write, nomination.season, nomination.company, arrival.sketch,
                              nomination.created_at - (looked ? meanwhile : burst_lasts));
    if (!leader) storage::bursts::begin(write, nomination, to_base64(arrival.sketch.bytes()));
    storage::nomination_signals::add(write, nomination.id,
                                     burst_signal(keys_, leader.value_or(nomination.id)));
}

void Nominations::refuse_too_many(storage::Write& write, Nomination const& nomination,
                                  std::vector<storage::NominationSignal> const& signals) const {
    auto const since = clock_.now() - std::chrono::hours(24);
    for (auto const& signal : signals) {
        auto const most = signal.signal == "prefix"        ? settings_.per_prefix_a_day
                          : signal.signal == "prefix_wide" ? settings_.per_wide_prefix_a_day
                                                           : 0;
        if (most > 0 && storage::nomination_signals::sent_since(write, signal, since, most) >= most)
            throw UserError(UserError::Kind::too_many,
                            words_.say(nomination.language, "form.too_many_address"));
    }
}

void Nominations::send_link(storage::Write& write, Nomination const& nomination, MailAddress const& to,
                            std::string const& link, Departure const& departure) const {
    auto const again = other_of(write, nomination, nomination.company, Nomination::State::counted);
    auto const name = name_for_mail(write, nomination.company);
    pages::Arguments const arguments = {
        {"company", name},
        {"link", settings_.public_url + "/" + nomination.language + "/confirm/" + link},
        {"until", words_.day(nomination.language, nomination.expires_at)}};
    auto const say = [&](std::string const& key) {
        return words_.say(nomination.language, key + (name.empty() ? "_unnamed" : ""), arguments);
    };
    if (departure.joins && join(write, keys_, *departure.joins, say("mail.more"), clock_.now())) return;
    std::string const kind = again ? "mail.again." : "mail.confirm.";
    notify::queue_mail(write, keys_, storage::Mail::Purpose::confirm, to.text(), say(kind + "subject"),
                       say(kind + "body"), departure.at, departure.mailbox);
}

}  // namespace bot::nominate
