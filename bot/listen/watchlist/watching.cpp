#include "bot/listen/watchlist/watching.h"

#include <algorithm>

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

watch::Query read_query(storage::Read const& read, std::string_view words) {
    return watch::with_names(watch::parse(words),
                             [&](std::string_view company) { return names_of(read, company); });
}

Asked asked_of(watch::Query const& query, watch::Dialect const& dialect) {
    Asked asked;
    if (dialect.by_tags) asked.tags = watch::tags(query);
    if (asked.tags.empty()) asked.searches = watch::searches(query, dialect);
    return asked;
}

Watching watched_on(storage::Read const& read, std::string const& network) {
    Watching watching;
    auto const* const dialect = networks::dialect_of(network);
    if (dialect == nullptr) return watching;
    for (auto const& row : storage::watch_queries::of_network(read, network)) {
        try {
            auto query = read_query(read, row.words);
            auto const asked = asked_of(query, *dialect);
            add_new(watching.query.tags, asked.tags);
            add_new(watching.query.searches, asked.searches);
            watching.query.queries.push_back(std::move(query));
        } catch (watch::Unreadable const& error) {
            watching.left_out.push_back({row.id, error.what()});
        }
    }
    return watching;
}

}  // namespace bot::listen
