#include "bot/nominate/confirmation_mail.h"

#include <algorithm>

#include "bot/nominate/company_name.h"
#include "bot/nominate/look_alike.h"
#include "bot/nominate/mail_providers.h"
#include "storage/companies.h"

namespace bot::nominate {
namespace {

using namespace std::chrono_literals;

/// A mail of so many is still one that people scroll through.
constexpr int links_in_a_mail = 100;

std::string mailbox_of(Keys const& keys, MailAddress const& address) {
    return keys.hash("mailbox", {paced_mailbox(address)});
}

/// What paces a mailbox; behind it and a blank, what paces one neighbourhood's mails to it.
std::string line_of(std::string const& mailbox) {
    return "mailbox " + mailbox;
}

bool has_room(Keys const& keys, storage::Mail const& mail) {
    auto const text = mail.sealed_text ? keys.open(*mail.sealed_text) : std::nullopt;
    if (!text) return false;
    int links = 0;
    for (auto at = text->find("/confirm/"); at != text->npos; at = text->find("/confirm/", at + 1)) ++links;
    return links < links_in_a_mail;
}

/// Takes the next place in that line.
Time placed(storage::Write& write, std::string const& what, storage::paces::Rule const& rule, Time now) {
    auto const at = storage::paces::next(write, what, rule, now);
    storage::paces::take(write, what, at);
    return at;
}

}  // namespace

Departure plan_departure(storage::Write& write, Keys const& keys, MailPace const& pace, MailAddress const& to,
                         std::string_view client, Time now) {
    namespace paces = storage::paces;
    Departure departure;
    departure.mailbox = mailbox_of(keys, to);
    auto const line = line_of(departure.mailbox);
    auto const own_line = line + " " + keys.hash("pace.from", {wide_prefix(client)});
    paces::Rule const all{pace.to_mailbox_a_day, 24h}, own{std::max(1, pace.to_mailbox_a_day / 3), 24h};
    auto const at = std::max(paces::next(write, line, all, now), paces::next(write, own_line, own, now));
    if (at > now)
        for (auto const& waiting : storage::mails::held_back(write, departure.mailbox, now))
            if (waiting.due_at <= at && has_room(keys, waiting)) {
                departure.at = waiting.due_at;
                departure.joins = waiting;
                return departure;
            }
    paces::take(write, line, at);
    paces::take(write, own_line, at);
    departure.at = std::max(at, placed(write, "all", {pace.a_minute, 1min}, now));
    if (!is_public_provider(to.domain)) {
        auto const domain = "domain " + keys.hash("pace.domain", {mail_owner(to.domain)});
        departure.at = std::max(departure.at, placed(write, domain, {pace.to_domain_an_hour, 1h}, now));
    }
    return departure;
}

bool join(storage::Write& write, Keys const& keys, storage::Mail const& mail, std::string const& words,
          Time now) {
    auto const text = mail.sealed_text ? keys.open(*mail.sealed_text) : std::nullopt;
    return text && storage::mails::rewrite(write, mail.id, keys.seal(*text + "\n" + words), now);
}

void release_mailbox(storage::Write& write, Keys const& keys, storage::Nomination const& confirmed,
                     Time now) {
    auto const mail = confirmed.sealed_mail ? keys.open(*confirmed.sealed_mail) : std::nullopt;
    auto const address = mail ? read_address(*mail) : std::nullopt;
    if (!address) return;
    auto const mailbox = mailbox_of(keys, *address);
    storage::mails::hasten(write, mailbox, now);
    storage::paces::forget(write, line_of(mailbox));
}

std::string name_for_mail(storage::Read const& read, storage::CompanyId const& company) {
    auto const found = storage::companies::find(read, company);
    bool const good =
        found && found->state == storage::Company::State::active && !leads_somewhere(found->name);
    return good ? found->name : "";
}

std::optional<std::string> owner_of_server(std::vector<transport::MailHost> hosts) {
    auto const& providers = MailProviders::built_in();
    std::optional<std::pair<int, std::string>> best;
    for (auto const& [preference, host] : hosts) {
        if (host.find('.') == host.npos) continue;  // "." says that there is no mail (RFC 7505).
        std::pair const other(preference, owner_of(providers, host));
        if (!best || other < *best) best = other;
    }
    if (!best || providers.hosts_many(best->second)) return std::nullopt;
    return best->second;
}

}  // namespace bot::nominate
