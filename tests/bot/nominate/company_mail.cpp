#include "tests/bot/nominate/company_mail.h"

#include <stdexcept>

namespace test {

using namespace std::chrono_literals;

storage::CompanyId add_company_at(storage::Store& store, std::string const& name, std::string const& domain) {
    storage::Company company;
    company.id = storage::CompanyId::random();
    company.name = name;
    if (!domain.empty()) company.domain = domain;
    return store.write([&](storage::Write& write) { return storage::companies::add(write, company).id; });
}

CompanyMail::CompanyMail(std::string const& engine) : Programme(engine) {
    hearth = add_company_at(world.store, "Hearth", "hearth.example");
}

bot::nominate::ContactForm CompanyMail::asks(std::string const& mail, std::string const& company) const {
    return {company, mail, "", bot::nominate::started_stamp(world.keys, world.clock.now() - 1min)};
}

std::string CompanyMail::contact(std::string const& mail, bool weekly) {
    if (!contacts.ask(asks(mail), "192.0.2.77", "en").empty()) throw std::runtime_error("not accepted");
    auto const link = waiting_for(mail).back().link("/contact/");
    world.clock.advance(1ms);
    if (!contacts.confirm(link, weekly, "en")) throw std::runtime_error("not confirmed");
    return link;
}

std::string CompanyMail::praise(std::string const& mail, std::string const& story, std::string const& person,
                                bool may_pass) {
    auto form = this->form("Hearth", mail);
    form.story = story;
    form.person = person;
    form.may_pass = may_pass;
    form.may_ask = true;
    if (!nominations.submit(form, {"192.0.2.1", "en"}).empty()) throw std::runtime_error("not accepted");
    auto const link = waiting_for(mail).back().link("/confirm/");
    world.clock.advance(1ms);
    nominations.confirm(link, "en");
    return link;
}

std::string CompanyMail::approved(std::string const& mail, std::string const& story) {
    auto const link = praise(mail, story);
    if (!approve(id_of(link))) throw std::runtime_error("not approved");
    return link;
}

bool CompanyMail::approve(storage::NominationId const& id) {
    auto const passed = bot::nominate::passed_words(world.keys, row(id));
    return passed && passing_on.approve(id, passed->sha256);
}

storage::Praise CompanyMail::row_of(std::string const& link) const {
    return storage::praise::find(world.store, id_of(link), storage::Praise::Kind::thanks).value();
}

std::vector<MimeMessage> CompanyMail::waiting_for(std::string const& to) const {
    std::vector<MimeMessage> all;
    for (auto& letter : letters())
        if (letter.to == to) all.push_back(letter);
    return all;
}

std::vector<MimeMessage> CompanyMail::passed(std::string const& to) {
    passing_on.run_once();
    std::vector<MimeMessage> all;
    for (auto& letter : waiting_for(to))
        if (letter.body.find("Should thanks") == letter.body.npos &&
            letter.subject.find("?") == letter.body.npos)
            all.push_back(letter);
    return all;
}

long long CompanyMail::waits() const {
    return storage::praise::waiting_for(world.store, hearth)->praise;
}

}  // namespace test
