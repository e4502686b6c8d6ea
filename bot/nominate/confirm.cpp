#include <utility>

#include "bot/base/kill_point.h"
#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "bot/nominate/nominations.h"
#include "storage/companies.h"
#include "storage/invite_tokens.h"
#include "storage/nominations.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

using storage::Nomination;
using State = storage::Nomination::State;

/// What nobody confirmed in its week, or before its season was counted, is over.
bool gone(storage::Read const& read, Nomination const& nomination, Time now) {
    if (nomination.state != State::unconfirmed) return nomination.state == State::expired;
    return nomination.expires_at <= now || season_counted(read, nomination);
}

}  // namespace

std::optional<Nomination> Nominations::find(std::string_view link) const {
    auto found = storage::nominations::find_by_link(store_, link_hash(link));
    if (!found || gone(store_, *found, clock_.now())) return std::nullopt;
    return found;
}

std::optional<Nomination> Nominations::confirm(std::string_view link, std::string_view language) {
    auto const hash = link_hash(link);
    auto const server = mail_server_behind(hash);
    auto const result = or_unavailable(words_, language, [&] {
        return store_.write([&](storage::Write& write) -> std::optional<Nomination> {
            auto found = storage::nominations::find_by_link(write, hash);
            if (!found || gone(write, *found, clock_.now())) return std::nullopt;
            if (found->state != State::unconfirmed) return found;
            release_mailbox(write, keys_, *found, clock_.now());
            if (server) storage::nomination_signals::add(write, found->id, *server);
            auto const company = storage::companies::resolved(write, found->company).value();
            found->company = company.id;
            if (company.state == storage::Company::State::refused) {
                set_void(*found, "not_a_company");
            } else if (auto first = other_of(write, *found, found->company, State::counted)) {
                replace_first(write, *first, *found);
                return first;
            } else if (auto const before = other_of(write, *found, found->company, State::voided)) {
                set_void(*found, before->void_reason.value_or("abuse"));
            } else {
                count(write, *found);
                return storage::nominations::find(write, found->id);
            }
            store_end(write, *found, false, clock_.now());
            return found;
        });
    });
    kill_point("nomination confirmed");
    return result;
}

std::optional<storage::NominationSignal> Nominations::mail_server_behind(std::string const& hash) const {
    if (!settings_.mail_hosts_of) return std::nullopt;
    auto const found = storage::nominations::find_by_link(store_, hash);
    if (!found || found->state != State::unconfirmed || gone(store_, *found, clock_.now())) return std::nullopt;
    auto const mail = found->sealed_mail ? keys_.open(*found->sealed_mail) : std::nullopt;
    auto const address = mail ? read_address(*mail) : std::nullopt;
    if (!address || is_public_provider(address->domain)) return std::nullopt;
    auto const owner = owner_of_server(settings_.mail_hosts_of(address->domain));
    return owner ? std::optional(mail_server_signal(keys_, *owner)) : std::nullopt;
}

void Nominations::count(storage::Write& write, Nomination& nomination) const {
    auto const season = Season(storage::seasons::find(write, nomination.season).value());
    auto const now = clock_.now();
    auto const held = std::exchange(nomination.token_hash, std::nullopt);
    auto const invited = held && storage::invite_tokens::spend(write, *held);
    nomination.evidence = invited ? Nomination::Evidence::invited : Nomination::Evidence::cold;
    nomination.weight = invited ? season.parts.invited_weight : season.parts.cold_weight;
    nomination.state = State::counted;
    nomination.confirmed_at = now;
    nomination.confirmed_day = storage::day_of(now);
    nomination.group_ids =
        group_ids(season.group_salt, nomination, storage::nomination_signals::of(write, nomination.id));
    nomination.salt = random_bytes();
    nomination.private_record = private_record(nomination);
    set_firsts(write, nomination);
    storage::nominations::update(write, nomination);
    if (nomination.may_ask) storage::follow_ups::plan(write, nomination.id, now + settings_.follow_up_after);
    storage::board_changes::mark(write, nomination.season, nomination.category, nomination.company, now);
}

void Nominations::replace_first(storage::Write& write, Nomination& first, Nomination const& second) const {
    auto const now = clock_.now();
    if (second.token_hash && first.evidence == Nomination::Evidence::cold &&
        storage::invite_tokens::spend(write, *second.token_hash)) {
        auto const season = Season(storage::seasons::find(write, first.season).value());
        first.evidence = Nomination::Evidence::invited;
        first.weight = season.parts.invited_weight;
    }
    storage::nominations::remove(write, second.id);
    if (second.token_hash) storage::invite_tokens::release(write, *second.token_hash);
    if (first.category != second.category) {
        storage::board_changes::mark(write, first.season, first.category, first.company, now);
        pass_firsts_on(write, first, now);
        first.category = second.category;
        set_firsts(write, first);
    }
    first.sealed_mail = second.sealed_mail;
    first.story = second.story;
    first.story_sha256 = second.story_sha256;
    first.empathy = second.empathy;
    first.knowledge = second.knowledge;
    first.professionalism = second.professionalism;
    first.excellent = second.excellent;
    first.credit = second.credit;
    first.sealed_person = second.sealed_person;
    first.may_publish = second.may_publish;
    first.may_ask = second.may_ask;
    first.language = second.language;
    first.confirm_hash = second.confirm_hash;
    first.salt = random_bytes();
    first.private_record = private_record(first);
    storage::nominations::update(write, first);
    auto const asked = storage::follow_ups::find(write, first.id);
    if (first.may_ask)
        storage::follow_ups::plan(write, first.id, now + settings_.follow_up_after);
    else if (asked && !asked->asked_at)
        storage::follow_ups::remove(write, first.id);
    storage::board_changes::mark(write, first.season, first.category, first.company, now);
    storage::story_removals::mark(write, first.season, first.company);
}

}  // namespace bot::nominate
