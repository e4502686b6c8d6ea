#include "bot/app/prepare.h"

#include <fmt/format.h>

#include <fstream>

#include "bot/app/settings.h"
#include "bot/base/log.h"
#include "bot/base/user_error.h"
#include "bot/desk/reply_words.h"
#include "bot/listen/companies.h"
#include "bot/listen/watchlist/watching.h"
#include "bot/networks/archive/archive.h"
#include "bot/nominate/form.h"
#include "bot/web/auth/sign_in.h"
#include "embedded_config.h"
#include "storage/installation.h"
#include "storage/operators.h"
#include "storage/sign_in.h"

namespace bot {
namespace {

/// When this installation was started first; written down then.
Time first_day(Installation& installation) {
    auto const now = installation.clock->now();
    auto const text = installation.store.write([&](storage::Write& write) {
        auto const known = storage::installation::find(write, "first_started_at");
        if (known) return *known;
        auto const fresh = std::to_string(now.time_since_epoch().count());
        storage::installation::set(write, "first_started_at", fresh, now);
        return fresh;
    });
    return Time(std::chrono::milliseconds(std::stoll(text)));
}

void prepare_season(Installation& installation, nominate::SeasonSettings const& settings) {
    auto const now = installation.clock->now();
    if (auto const changed = nominate::bring_over(installation.store, settings.id, now)) {
        log::warn(
            "the open season is counted by a new formula from now on, which its rules name; places that "
            "few people part are shared, and a company of unknown size is measured as a large one",
            {{"season", log::vouched(settings.id)},
             {"formula", log::vouched(award::formula_id)},
             {"before", log::vouched(changed->formula)}});
        if (changed->sizes_changed)
            log::warn(
                "of a small, medium and large company 1, 3 and 10 points are expected from now on, not 1, "
                "10 and 100",
                {{"season", log::vouched(settings.id)}});
    }
    auto const ensured = installation.store.write(
        [&](storage::Write& write) { return nominate::ensure_season(write, settings, now); });
    if (ensured.settings_ignored)
        log::warn("the season's rules are published, so they stand; changed settings are not looked at",
                  {{"season", log::vouched(settings.id)}});
}

/// Rows that cannot be read are logged and left out.
void prepare_companies(Installation& installation) {
    auto const file = companies_file(installation.config.detect.companies);
    auto const seeded =
        listen::seed_companies(installation.store, file.name, file.text, installation.clock->now());
    for (auto const& mistake : seeded.mistakes)
        log::warn("a row of the companies file was left out", {{"why", log::vouched(mistake)}});
}

void unpack_demo(DataFolder const& folder) {
    auto const to = networks::demo_archive(folder.path);
    std::filesystem::create_directories(to);
    for (auto const& file : embedded_config::files()) {
        if (!file.path.starts_with("demo/") || file.path.ends_with(".csv")) continue;
        auto const path = to / std::filesystem::path(file.path).filename();
        // The archive notices when a file changes, so it is left alone once it is there.
        if (!std::filesystem::exists(path)) std::ofstream(path, std::ios::binary) << file.bytes;
    }
}

std::string no_operator(std::string const& name) {
    return fmt::format("there is no operator {0}; add one: supportawards operator add {0}", name);
}

storage::Operator operator_named(Installation& installation, std::string const& name) {
    auto const person = storage::operators::named(installation.store, name);
    if (!person) throw UserError(UserError::Kind::not_found, no_operator(name));
    return *person;
}

/// What the command line did to that operator.
void note(storage::Write& write, char const* command, storage::OperatorId const& subject, Time now) {
    storage::AuditEntry entry;
    entry.at = now;
    entry.route = command;
    entry.subject = subject.text();
    storage::audit::add(write, entry);
}

}  // namespace

void prepare(Installation& installation, Preparation const& what) {
    settle_public_url(installation, what.new_public_url);
    for (auto const& season : season_settings(installation.config, first_day(installation)))
        prepare_season(installation, season);
    prepare_companies(installation);
    desk::seed_templates(installation.store);
    listen::seed_queries(installation.store, installation.clock->now());
    if (what.demo) unpack_demo(installation.folder);
}

void settle_public_url(Installation& installation, bool change) {
    auto const& wanted = installation.config.public_url;
    auto const recorded = storage::installation::find(installation.store, "public_url");
    if (recorded == wanted) return;
    if (recorded && !change)
        throw UserError(UserError::Kind::conflict,
                        fmt::format("public_url is {} and was {} until now: links in replies and mails that "
                                    "were sent lead there. "
                                    "Set it back, or accept that they break: supportawards serve --i-know",
                                    wanted, *recorded));
    auto const now = installation.clock->now();
    installation.store.write(
        [&](storage::Write& write) { storage::installation::set(write, "public_url", wanted, now); });
    if (recorded)
        log::warn("public_url was changed",
                  {{"from", log::vouched(*recorded)}, {"to", log::vouched(wanted)}});
}

std::string sign_in_link(Installation& installation, std::string const& name) {
    auto const person = storage::operators::named(installation.store, name);
    if (!person || person->disabled_at)
        throw UserError(UserError::Kind::not_found,
                        person
                            ? fmt::format("{0} is disabled; first: supportawards operator enable {0}", name)
                            : no_operator(name));
    auto const now = installation.clock->now();
    return installation.config.public_url + installation.store.write([&](storage::Write& write) {
        note(write, "operator link", person->id, now);
        return web::one_time_link(write, installation.keys, person->id, now);
    });
}

void add_operator(Installation& installation, std::string const& name, bool lead) {
    if (name.empty() || name.size() > 60 || nominate::tidy_line(name) != name)
        throw UserError(
            UserError::Kind::invalid,
            "a name has 1 to 60 bytes on one line, without control or unseen characters and without "
            "blanks at its ends");
    storage::Operator person;
    person.id = storage::OperatorId::random();
    person.name = name;
    person.role = lead ? storage::Operator::Role::lead : storage::Operator::Role::plain;
    person.created_at = installation.clock->now();
    bool const added = installation.store.write([&](storage::Write& write) {
        if (!storage::operators::add(write, person)) return false;
        note(write, "operator add", person.id, person.created_at);
        return true;
    });
    if (!added)
        throw UserError(
            UserError::Kind::conflict,
            fmt::format(
                "there is an operator {0} already; for a new sign-in link: supportawards operator link {0}",
                name));
}

void disable_operator(Installation& installation, std::string const& name) {
    auto const now = installation.clock->now();
    auto const person = operator_named(installation, name);
    installation.store.write([&](storage::Write& write) {
        if (!person.disabled_at) storage::operators::disable(write, person.id, now);
        storage::sessions::remove_all_of(write, person.id);
        storage::sign_in_links::spend_all_of(write, person.id, now);
        note(write, "operator disable", person.id, now);
    });
}

void enable_operator(Installation& installation, std::string const& name) {
    auto const person = operator_named(installation, name);
    installation.store.write([&](storage::Write& write) {
        storage::operators::enable(write, person.id);
        note(write, "operator enable", person.id, installation.clock->now());
    });
}

}  // namespace bot
