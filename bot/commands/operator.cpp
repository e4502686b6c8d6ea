#include <date/date.h>
#include <fmt/format.h>

#include <map>

#include "bot/app/prepare.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/nominate/form.h"
#include "storage/operators.h"

namespace bot::commands {
namespace {

/// "2026-11-30T14:10:31Z".
std::string to_the_second(storage::Time time) {
    return date::format("%FT%TZ", std::chrono::floor<std::chrono::seconds>(time));
}

std::string sign_in_of(storage::Operator const& person) {
    if (person.disabled_at) return "disabled since " + to_the_second(*person.disabled_at);
    return person.password_hash ? "may sign in" : "has no password yet";
}

}  // namespace

int run(OperatorAdd const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    add_operator(installation, options.name, options.lead);
    fmt::print("{}\nOpen it once, within a day, to choose a password.\n",
               sign_in_link(installation, options.name));
    return 0;
}

int run(OperatorLink const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    fmt::print("{}\nOpen it once, within a day, to choose a new password.\n",
               sign_in_link(installation, options.name));
    return 0;
}

int run(OperatorList const&, config::Sources const& sources) {
    auto installation = opened(sources);
    auto const all = storage::operators::all(installation.store);
    // Names that were taken in before they were looked at may move a terminal's cursor.
    if (all.empty()) fmt::print("There is nobody yet; add one: supportawards operator add NAME --lead\n");
    for (auto const& person : all)
        fmt::print("{}\t{}\t{}\n", nominate::tidy_line(person.name), storage::name_of(person.role),
                   sign_in_of(person));
    return 0;
}

int run(OperatorDisable const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    disable_operator(installation, options.name);
    fmt::print("{} is signed out and cannot sign in. The way back: supportawards operator enable {}\n",
               options.name, options.name);
    return 0;
}

int run(OperatorEnable const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    enable_operator(installation, options.name);
    fmt::print(
        "{} may sign in again, with the password of before or by a link: supportawards operator link {}\n",
        options.name, options.name);
    return 0;
}

int run(OperatorAudit const& options, config::Sources const& sources) {
    auto installation = opened(sources);
    std::optional<storage::OperatorId> only;
    if (options.name) {
        auto const person = storage::operators::named(installation.store, *options.name);
        if (!person) throw UserError(UserError::Kind::not_found, "there is no operator " + *options.name);
        only = person->id;
    }
    std::map<storage::OperatorId, std::string> names;
    for (auto const& person : storage::operators::all(installation.store))
        names[person.id] = nominate::tidy_line(person.name);
    for (auto const& entry : storage::audit::recent(installation.store, only, options.limit))
        fmt::print("{}\t{}\t{}\t{}{}\n", to_the_second(entry.at),
                   entry.person ? names[*entry.person] : "(command line)", entry.route,
                   entry.subject.value_or("-"), entry.refused ? "\trefused" : "");
    return 0;
}

}  // namespace bot::commands
