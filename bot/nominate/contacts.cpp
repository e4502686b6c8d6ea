#include "bot/nominate/contacts.h"

#include <unicode/uidna.h>

#include "bot/base/strings.h"
#include "bot/base/user_error.h"
#include "bot/nominate/changes.h"
#include "bot/nominate/look_alike.h"
#include "bot/notify/mailer.h"
#include "bot/text/hosts.h"
#include "storage/mails.h"
#include "storage/praise.h"

namespace bot::nominate {
namespace {

using namespace std::chrono_literals;
using storage::CompanyContact;
using ContactState = CompanyContact::State;
namespace rows = storage::company_contacts;

/// A form that comes back sooner was not read by a person.
constexpr auto quickest = 1'500ms;
/// A mail that leaves later than that is refused instead.
constexpr auto soon = 1h;
constexpr int contacts_expired_at_once = 100, contacts_ended_at_once = 100;

/// The host of a company's web address as its row has it; "" if there is none.
std::string host_of(storage::Company const& company) {
    auto const typed = company.domain.value_or("");
    std::string_view host = typed;
    if (auto const scheme = host.find("://"); scheme != host.npos) host.remove_prefix(scheme + 3);
    host = host.substr(0, host.find_first_of("/:?#"));
    return host.find('.') == host.npos
               ? ""
               : text::ascii_host(host, UIDNA_NONTRANSITIONAL_TO_ASCII, ~0U).value_or("");
}

bool takes_contacts(storage::Company const& company) {
    return company.state == storage::Company::State::active;
}

bool over(CompanyContact const& contact, Time now) {
    return contact.state == ContactState::ended ||
           (contact.state == ContactState::asked && contact.expires_at <= now);
}

/// One more of that within a day, or a refusal.
bool one_more(storage::Write& write, std::string const& what, int many, Time now) {
    if (storage::paces::next(write, what, {many, 24h}, now) > now) return false;
    storage::paces::take(write, what, now);
    return true;
}

}  // namespace

std::string not_theirs(MailAddress const& address, storage::Company const& company) {
    auto const host = host_of(company);
    if (host.empty()) return "contact.error.no_domain";
    if (is_public_provider(address.domain)) return "contact.error.provider";
    if (text::held_domain(address.domain) != text::held_domain(host)) return "contact.error.other_domain";
    return "";
}

void end_contact(storage::Write& write, CompanyContact const& contact, CompanyContact::End reason, Time now) {
    if (contact.last_mail && storage::mails::take_back(write, *contact.last_mail))
        storage::praise::release(write, *contact.last_mail);
    if (contact.state == ContactState::asked)
        rows::remove(write, contact.id);
    else
        rows::end(write, contact, reason, now);
}

Contacts::Contacts(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
                   ContactSettings settings)
    : store_(store), keys_(keys), clock_(clock), words_(words), settings_(std::move(settings)) {}

std::string Contacts::link_hash(std::string_view link) const {
    return keys_.hash("contact.link", {link.substr(0, 64)});
}

std::vector<Mistake> Contacts::ask(ContactForm const& form, std::string const& client,
                                   std::string const& language) {
    auto const now = clock_.now();
    auto const started = started_at(keys_, form.started);
    if (!started || now - *started < quickest || !form.website.empty())
        return {Mistake{"", "form.error.look_again"}};
    auto const company = storage::companies::find_by_name(store_, tidy_line(form.company));
    if (!company || !takes_contacts(*company)) return {Mistake{"company", "contact.error.company"}};
    auto const address = read_address(form.mail);
    if (!address)
        return {Mistake{"mail", form.mail.empty() ? "contact.error.mail_missing" : "form.error.mail"}};
    if (auto const wrong = not_theirs(*address, *company); !wrong.empty()) return {Mistake{"mail", wrong}};
    or_unavailable(words_, language, [&] {
        store_.write([&](storage::Write& write) {
            auto const from = "contact from " + keys_.hash("contact.from", {wide_prefix(client)});
            auto const room =
                one_more(write, from, settings_.asked_from_wide_prefix_a_day, now) &&
                one_more(write, "contact " + company->id.text(), settings_.asked_for_company_a_day, now);
            auto const departure = plan_departure(write, keys_, settings_.pace, *address, client, now);
            // Thrown within the write, so that a refused one takes nobody's place in a line.
            if (!room || departure.joins || departure.at > now + soon)
                throw UserError(UserError::Kind::too_many, words_.say(language, "contact.error.too_many"));
            send_link(write, *company, *address, language, departure.at, {});
        });
    });
    return {};
}

std::string Contacts::enter(storage::CompanyId const& id, std::string const& typed,
                            std::string const& language, bool checked, storage::OperatorId const& lead) {
    auto const company = storage::companies::find(store_, id);
    if (!company || !takes_contacts(*company)) return "contact.error.company";
    auto const address = read_address(typed);
    if (!address) return "form.error.mail";
    if (!checked && !not_theirs(*address, *company).empty()) return "contact.error.check";
    store_.write(
        [&](storage::Write& write) { send_link(write, *company, *address, language, clock_.now(), lead); });
    return "";
}

void Contacts::send_link(storage::Write& write, storage::Company const& company, MailAddress const& to,
                         std::string const& language, Time at,
                         std::optional<storage::OperatorId> const& lead) const {
    auto const link = storage::random_base32(16);
    CompanyContact contact;
    contact.company = company.id;
    contact.sealed_address = keys_.seal(to.text());
    contact.address_hash = keys_.hash("contact.address", {folded(to)});
    contact.link_hash = link_hash(link);
    contact.sealed_link = keys_.seal(link);
    contact.language = language;
    contact.entered_by = lead;
    contact.asked_at = clock_.now();
    contact.expires_at = at + settings_.confirm_within;
    rows::add(write, contact);
    pages::Arguments const arguments = {{"company", company.name},
                                        {"programme", settings_.programme},
                                        {"home", settings_.public_url},
                                        {"link", settings_.public_url + "/" + language + "/contact/" + link},
                                        {"until", words_.day(language, contact.expires_at)}};
    notify::queue_mail(write, keys_, storage::Mail::Purpose::confirm, to.text(),
                       words_.say(language, "mail.contact.subject", arguments),
                       words_.say(language, "mail.contact.body", arguments), at);
}

std::optional<Contacts::Found> Contacts::find(std::string_view link) const {
    auto found = rows::find_by_link(store_, link_hash(link));
    if (!found || over(*found, clock_.now())) return std::nullopt;
    auto company = storage::companies::resolved(store_, found->company);
    if (!company || !takes_contacts(*company)) return std::nullopt;
    return Found{std::move(*found), std::move(*company)};
}

bool Contacts::confirm(std::string_view link, bool weekly, std::string_view language) {
    return or_unavailable(words_, language, [&] {
        return store_.write([&](storage::Write& write) {
            auto const now = clock_.now();
            auto found = rows::find_by_link(write, link_hash(link));
            if (!found || over(*found, now)) return false;
            auto const company = storage::companies::resolved(write, found->company);
            if (!company || !takes_contacts(*company)) return false;
            if (found->state == ContactState::asked) {
                if (auto const before = rows::confirmed_of(write, company->id))
                    replace(write, *before, *company);
                found->company = company->id;
                found->state = ContactState::confirmed;
                found->confirmed_at = found->due_at = now;
            }
            found->weekly = weekly;
            rows::update(write, *found);
            return true;
        });
    });
}

void Contacts::replace(storage::Write& write, CompanyContact const& before,
                       storage::Company const& company) const {
    auto const to = before.sealed_address ? keys_.open(*before.sealed_address) : std::nullopt;
    end_contact(write, before, CompanyContact::End::replaced, clock_.now());
    if (!to) return;
    pages::Arguments const arguments = {
        {"company", company.name}, {"programme", settings_.programme}, {"home", settings_.public_url}};
    notify::queue_mail(write, keys_, storage::Mail::Purpose::news, *to,
                       words_.say(before.language, "mail.contact_replaced.subject", arguments),
                       words_.say(before.language, "mail.contact_replaced.body", arguments), clock_.now());
}

bool Contacts::end(std::string_view link, std::string_view language) {
    return or_unavailable(words_, language, [&] {
        return store_.write([&](storage::Write& write) {
            auto const found = rows::find_by_link(write, link_hash(link));
            if (!found || found->state == ContactState::ended) return false;
            end_contact(write, *found, CompanyContact::End::asked, clock_.now());
            return true;
        });
    });
}

void Contacts::end_all(storage::CompanyId const& company) {
    store_.write([&](storage::Write& write) {
        auto const now = clock_.now();
        if (auto const one = rows::confirmed_of(write, company))
            end_contact(write, *one, CompanyContact::End::by_operator, now);
        for (auto const& one : rows::asked_of(write, company, contacts_ended_at_once))
            end_contact(write, one, CompanyContact::End::by_operator, now);
    });
}

std::string Contacts::shown(CompanyContact const& contact) const {
    auto const address = contact.sealed_address ? keys_.open(*contact.sealed_address) : std::nullopt;
    if (!address || address->empty()) return "";
    return address->substr(0, 1) + "…" + address->substr(address->rfind('@'));
}

void Contacts::run_once() {
    store_.write(
        [&](storage::Write& write) { rows::remove_expired(write, clock_.now(), contacts_expired_at_once); });
}

}  // namespace bot::nominate
