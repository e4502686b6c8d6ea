#include "bot/app/sign_in_links.h"

#include <fmt/format.h>

#include "bot/base/user_error.h"
#include "bot/web/auth/sign_in.h"
#include "storage/operators.h"

namespace bot {

std::string sign_in_link(Installation& installation, std::string const& name) {
    auto const person = storage::operators::named(installation.store, name);
    if (!person || person->disabled_at)
        throw UserError(
            UserError::Kind::not_found,
            fmt::format("there is no operator {0}; add one: supportawards operator add {0}", name));
    auto const now = installation.clock->now();
    return installation.config.public_url + installation.store.write([&](storage::Write& write) {
        return web::one_time_link(write, installation.keys, person->id, now);
    });
}

void add_operator(Installation& installation, std::string const& name, bool lead) {
    bool const printable = !name.empty() && name.size() <= 60 && name.front() != ' ' && name.back() != ' ' &&
                           name.find_first_of("\t\r\n\x7f") == name.npos;
    if (!printable)
        throw UserError(UserError::Kind::invalid, "a name has 1 to 60 bytes and no blank at its ends");
    storage::Operator person;
    person.id = storage::OperatorId::random();
    person.name = name;
    person.role = lead ? storage::Operator::Role::lead : storage::Operator::Role::plain;
    person.created_at = installation.clock->now();
    bool const added = installation.store.write(
        [&](storage::Write& write) { return storage::operators::add(write, person); });
    if (!added)
        throw UserError(
            UserError::Kind::conflict,
            fmt::format(
                "there is an operator {0} already; for a new sign-in link: supportawards operator link {0}",
                name));
}

}  // namespace bot
