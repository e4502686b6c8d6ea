#include "tests/bot/nominate/builders.h"

#include <stdexcept>

#include "bot/nominate/season_steps.h"
#include "storage/engine/sql.h"
#include "storage/mails.h"

namespace test {

using namespace std::chrono_literals;

storage::CompanyId add_company(storage::Store& store, std::string const& name,
                               storage::Company::State state) {
    storage::Company company;
    company.id = storage::CompanyId::random();
    company.name = name;
    company.state = state;
    return store.write([&](storage::Write& write) { return storage::companies::add(write, company).id; });
}

bot::nominate::SeasonSettings season_settings() {
    auto const opens = ManualClock::start - 24h;
    return {.id = "2026",
            .name = "Autumn 2026",
            .opens_at = opens,
            .closes_at = opens + 24h * 90,
            .announced_at = opens + 24h * 120,
            .rules = {},
            .publishes_at = opens,
            .counts_at = opens + 24h * 111};
}

std::string MimeMessage::link(std::string const& path) const {
    auto const at = body.rfind(path);
    if (at == body.npos) throw std::runtime_error("the mail has no link with " + path);
    auto const from = at + path.size();
    return body.substr(from, body.find('\n', from) - from);
}

Programme::Programme(std::string const& engine, bot::nominate::Settings settings)
    : world(engine),
      invitations(world.store, world.keys, world.clock),
      nominations(world.store, world.keys, world.clock, words, invitations, settings),
      follow_ups(world.store, world.keys, world.clock, words, settings.public_url) {
    world.store.write([&](storage::Write& write) {
        bot::nominate::ensure_season(write, season_settings(), world.clock.now());
    });
}

bot::nominate::Form Programme::form(std::string const& company, std::string const& mail) const {
    bot::nominate::Form form;
    form.company = company;
    form.category = "empathy";
    form.excellent = "yes";
    form.credit = "team";
    form.story = "They called me back on a Sunday.";
    form.mail = mail;
    form.started = bot::nominate::started_stamp(world.keys, world.clock.now() - 1min);
    return form;
}

std::string Programme::send(bot::nominate::Form const& form, std::string const& client) {
    auto const mistakes = nominations.submit(form, {client, "en"});
    if (!mistakes.empty()) throw std::runtime_error("the form was not accepted: " + mistakes.front().message);
    world.clock.advance(1ms);  // The order of what is queued is the order of time.
    return letters().back().link("/confirm/");
}

storage::Nomination Programme::thank(bot::nominate::Form const& form, std::string const& client) {
    return nominations.confirm(send(form, client), "en").value();
}

std::vector<MimeMessage> Programme::letters() const {
    std::vector<MimeMessage> letters;
    for (auto const& mail : storage::mails::due(world.store, world.clock.now() + 24h * 30, 1'000)) {
        auto const text = world.keys.open(mail.sealed_text.value()).value();
        auto const line = text.find('\n');
        letters.push_back(
            {world.keys.open(mail.sealed_to.value()).value(), text.substr(0, line), text.substr(line + 1)});
    }
    return letters;
}

std::string Programme::mint(storage::CompanyId const& company) {
    return world.store.write([&](storage::Write& write) { return invitations.mint(write, company).value(); });
}

std::optional<storage::CompanyId> Programme::invited(std::string const& token) const {
    auto const found = invitations.lookup(token);
    return found && !found->over ? std::optional(found->company) : std::nullopt;
}

void Programme::until(bot::Time time) {
    world.clock.set(time);
    bot::nominate::take_due_steps(world.store, time);
}

storage::Nomination Programme::row(storage::NominationId const& id) const {
    return storage::nominations::find(world.store, id).value();
}

long long Programme::count(std::string const& table) const {
    long long rows = 0;
    storage::Read(world.store).session() << "select count(*) from " + table, storage::into(rows);
    return rows;
}

}  // namespace test
