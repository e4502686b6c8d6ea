#include "bot/nominate/passing_on.h"

#include <stdexcept>

#include "bot/base/kill_point.h"
#include "bot/nominate/contacts.h"
#include "bot/notify/mailer.h"
#include "storage/companies.h"
#include "storage/mails.h"

namespace bot::nominate {
namespace {

using namespace std::chrono_literals;
using storage::CompanyContact;
using storage::Nomination;
using storage::Praise;
namespace rows = storage::company_contacts;

constexpr auto a_week = 24h * 7, look_again = 24h;
constexpr int contacts_at_once = 20, mails_at_once = 20;
/// Of a mail that is still one that people read; what is more comes a week later.
constexpr int praise_in_a_mail = 100;

/// As people read it; its id if the season has one we have no words for.
std::string category_words(pages::Words const& words, std::string const& language, std::string const& id) {
    try {
        return words.say(language, "category." + id);
    } catch (std::out_of_range const&) {
        return id;
    }
}

std::string day_words(pages::Words const& words, std::string const& language, Nomination const& nomination) {
    auto const day = storage::start_of_day(nomination.confirmed_day.value_or(""));
    return day ? words.day(language, *day) : "";
}

/// Each line behind "> ", so that no words look like ours.
std::string quoted(std::string const& words) {
    std::string out = "> ";
    for (char const c : words) {
        out += c;
        if (c == '\n') out += "> ";
    }
    return out;
}

}  // namespace

std::optional<PassedWords> passed_words(Keys const& keys, Nomination const& nomination) {
    using PassOn = Nomination::PassOn;
    if (nomination.state != Nomination::State::counted || nomination.erased_at) return std::nullopt;
    if (nomination.pass_on == PassOn::no) return std::nullopt;
    PassedWords passed;
    if (nomination.sealed_person) passed.person = keys.open(*nomination.sealed_person).value_or("");
    if (nomination.pass_on == PassOn::words) passed.words = nomination.story.value_or("");
    if (passed.person.empty() && passed.words.empty()) return std::nullopt;
    passed.sha256 = sha256_hex(passed.person + "\n" + passed.words);
    return passed;
}

PassingOn::PassingOn(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
                     PassingOnSettings settings)
    : store_(store), keys_(keys), clock_(clock), words_(words), settings_(std::move(settings)) {}

std::string PassingOn::card_hash(std::string_view link) const {
    return keys_.hash("card.link", {link.substr(0, 64)});
}

bool PassingOn::approve(storage::NominationId const& id, std::string const& sha256) {
    return store_.write([&](storage::Write& write) {
        auto const nomination = storage::nominations::find(write, id);
        auto const passed = nomination ? passed_words(keys_, *nomination) : std::nullopt;
        return passed && passed->sha256 == sha256 && storage::praise::approve(write, id, sha256);
    });
}

bool PassingOn::keep(storage::NominationId const& id) {
    return store_.write([&](storage::Write& write) { return storage::praise::keep(write, id); });
}

void PassingOn::run_once() {
    if (auto const emptied = storage::mails::without_words(store_, mails_at_once); !emptied.empty())
        store_.write([&](storage::Write& write) {
            for (auto const& mail : emptied) write_again(write, mail);
        });
    for (auto const& contact : rows::due(store_, clock_.now(), contacts_at_once))
        store_.write([&](storage::Write& write) {
            auto const now = rows::find(write, contact.id);
            bool const due = now && now->state == CompanyContact::State::confirmed && now->weekly &&
                             now->due_at == contact.due_at;
            if (due) pass_some(write, *now);
        });
    kill_point("praise in line");
}

void PassingOn::pass_some(storage::Write& write, CompanyContact contact) const {
    auto const now = clock_.now();
    auto const company = storage::companies::find(write, contact.company);
    if (!company || company->state != storage::Company::State::active)
        return end_contact(write, contact, CompanyContact::End::company, now);
    if (contact.last_mail && storage::mails::has_failed(write, *contact.last_mail)) {
        storage::praise::release(write, *contact.last_mail);
        return end_contact(write, contact, CompanyContact::End::unreachable, now);
    }
    std::vector<Praise> all;
    for (auto& praise :
         storage::praise::of_company(write, contact.company, Praise::State::approved, praise_in_a_mail)) {
        auto const nomination = storage::nominations::find(write, praise.nomination);
        auto const passed = nomination ? passed_words(keys_, *nomination) : std::nullopt;
        bool const thanks = praise.kind == Praise::Kind::thanks;
        if (thanks && (!passed || passed->sha256 != praise.words_sha256)) {
            storage::praise::remove(write, praise.nomination, praise.kind);
            continue;
        }
        all.push_back(praise);
    }
    contact.due_at = now + (all.empty() ? look_again : a_week);
    auto const address = contact.sealed_address ? keys_.open(*contact.sealed_address) : std::nullopt;
    if (all.empty() || !address) return void(rows::update(write, contact));
    for (auto& praise : all) {
        if (praise.kind == Praise::Kind::outcome) continue;
        auto const card = storage::random_base32(16);
        praise.card_hash = card_hash(card);
        praise.sealed_card = keys_.seal(card);
    }
    auto const text = compose(write, contact, all);
    contact.last_mail = notify::queue_mail(write, keys_, storage::Mail::Purpose::news, *address, text.subject,
                                           text.body, now, {}, link_of(contact) + "/end");
    for (auto& praise : all) {
        praise.mail = contact.last_mail;
        praise.passed_at = now;
        storage::praise::pass(write, praise);
    }
    rows::update(write, contact);
}

void PassingOn::write_again(storage::Write& write, storage::MailId const& mail) const {
    auto const all = storage::praise::in_mail(write, mail);
    auto const contact = all.empty() ? std::nullopt : rows::confirmed_of(write, all.front().company);
    if (!contact || contact->last_mail != mail) {
        storage::praise::release(write, mail);
        storage::mails::take_back(write, mail);
        return;
    }
    auto const text = compose(write, *contact, all);
    storage::mails::put_words_in(write, mail, keys_.seal(text.subject + "\n" + text.body));
}

std::string PassingOn::link_of(CompanyContact const& contact) const {
    auto const link = contact.sealed_link ? keys_.open(*contact.sealed_link).value_or("") : "";
    return settings_.public_url + "/" + contact.language + "/contact/" + link;
}

std::string PassingOn::thanks(Nomination const& nomination, PassedWords const& passed, Praise const& praise,
                              std::string const& language) const {
    auto const card = praise.sealed_card ? keys_.open(*praise.sealed_card).value_or("") : "";
    pages::Arguments const arguments = {{"person", passed.person},
                                        {"category", category_words(words_, language, nomination.category)},
                                        {"day", day_words(words_, language, nomination)},
                                        {"card", settings_.public_url + "/" + language + "/card/" + card}};
    auto out =
        words_.say(language, passed.person.empty() ? "mail.praise.team" : "mail.praise.person", arguments);
    if (!passed.words.empty()) out += "\n\n" + quoted(passed.words);
    return out + "\n\n" + words_.say(language, "mail.praise.card", arguments) + "\n";
}

PassingOn::Text PassingOn::compose(storage::Read const& read, CompanyContact const& contact,
                                   std::vector<Praise> const& all) const {
    auto const& language = contact.language;
    std::string people, outcomes;
    long long many = 0;
    for (auto const& praise : all) {
        auto const nomination = storage::nominations::find(read, praise.nomination);
        if (!nomination) continue;
        if (praise.kind == Praise::Kind::outcome) {
            auto const asked = storage::follow_ups::find(read, praise.nomination);
            auto const answer = asked ? asked->answer.value_or("no") : "no";
            outcomes += words_.say(language, "mail.praise.outcome_" + answer,
                                   {{"category", category_words(words_, language, nomination->category)},
                                    {"day", day_words(words_, language, *nomination)}}) +
                        "\n";
        } else if (auto const passed = passed_words(keys_, *nomination)) {
            people += "\n" + thanks(*nomination, *passed, praise, language);
            ++many;
        }
    }
    auto const company = storage::companies::find(read, contact.company);
    pages::Arguments const arguments = {{"n", many},
                                        {"company", company ? company->name : ""},
                                        {"programme", settings_.programme},
                                        {"link", link_of(contact)}};
    auto const say = [&](std::string const& key) {
        return words_.say(language, "mail.praise." + key, arguments);
    };
    Text text{say(many > 0 ? "subject" : "subject_outcomes"), say("hello")};
    if (many > 0) text.body += "\n" + say("intro") + "\n" + people;
    if (!outcomes.empty()) text.body += "\n" + say("outcomes") + "\n\n" + outcomes;
    text.body += "\n" + say("end") + "\n";
    return text;
}

std::optional<PassingOn::Card> PassingOn::card(std::string_view link) const {
    auto const praise = storage::praise::find_by_card(store_, card_hash(link));
    if (!praise || praise->state != Praise::State::passed) return std::nullopt;
    auto const nomination = storage::nominations::find(store_, praise->nomination);
    auto const passed = nomination ? passed_words(keys_, *nomination) : std::nullopt;
    if (!passed || passed->sha256 != praise->words_sha256) return std::nullopt;
    auto const company = storage::companies::resolved(store_, nomination->company);
    return Card{company ? company->name : "",           nomination->category, passed->person, passed->words,
                nomination->confirmed_day.value_or(""), nomination->language};
}

}  // namespace bot::nominate
