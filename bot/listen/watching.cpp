#include "bot/listen/watching.h"

#include <algorithm>

#include "bot/log.h"
#include "bot/networks/watch/dialect.h"
#include "bot/networks/watch/filter.h"
#include "bot/user_error.h"
#include "storage/companies.h"

namespace bot::listen {
namespace {

void add_new(std::vector<std::string>& to, std::vector<std::string> const& from) {
    for (auto const& one : from)
        if (!one.empty() && std::ranges::find(to, one) == to.end()) to.push_back(one);
}

std::string marked(storage::CompanyName const& name) {
    using Kind = storage::CompanyName::Kind;
    return (name.kind == Kind::handle ? "@" : name.kind == Kind::hashtag ? "#" : "") + name.name;
}

std::vector<std::string> names_of(storage::Read const& read, std::string_view called) {
    auto company = storage::companies::find_by_slug(read, called);
    if (!company) company = storage::companies::find_by_name(read, called);
    if (!company) return {};
    std::vector<std::string> names{company->name};
    for (auto const& name : storage::companies::names(read, company->id))
        if (name.kind != storage::CompanyName::Kind::never) names.push_back(marked(name));
    return names;
}

}  // namespace

networks::watch::Query read_query(storage::Read const& read, std::string_view words) {
    return networks::watch::with_names(networks::watch::parse(words),
                                       [&](std::string_view company) { return names_of(read, company); });
}

Watching::Watching(storage::Read const& read, std::string const& network) {
    auto const* const dialect = networks::watch::dialect_of(network);
    if (dialect == nullptr) return;
    for (auto const& row : storage::watch_queries::of_network(read, network)) {
        try {
            queries_.push_back(read_query(read, row.words));
            add_new(searches_, networks::watch::searches(queries_.back(), *dialect));
            add_new(tags_, networks::watch::tags(queries_.back()));
        } catch (UserError const& error) {
            log::warn("a watch query is left out",
                      {{"query", log::vouched(row.id.text())}, {"why", log::vouched(error.what())}});
        }
    }
}

bool Watching::wants(networks::FoundPost const& post) const {
    if (queries_.empty() || post.summoned) return true;
    return std::ranges::any_of(queries_,
                               [&](auto const& query) { return networks::watch::holds(query, post); });
}

}  // namespace bot::listen
