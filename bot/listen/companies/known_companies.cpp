#include "bot/listen/companies/known_companies.h"

#include <map>

#include "storage/companies.h"

namespace bot::listen {
namespace {

std::vector<std::string>& names_of(detect::Company& company, storage::CompanyName::Kind kind) {
    using Kind = storage::CompanyName::Kind;
    switch (kind) {
        case Kind::handle:
            return company.handles;
        case Kind::hashtag:
            return company.hashtags;
        case Kind::alias:
            return company.aliases;
        case Kind::never:
            break;
    }
    return company.never;
}

}  // namespace

std::vector<detect::Company> known_companies(storage::Read const& read) {
    std::vector<detect::Company> known;
    std::map<storage::CompanyId, std::size_t> place;
    for (auto const& company : storage::companies::in_state(read, storage::Company::State::active)) {
        place[company.id] = known.size();
        known.push_back({company.id.text(), company.name, {}, {}, {}, {}});
    }
    for (auto const& name : storage::companies::all_names(read))
        if (auto const at = place.find(name.company); at != place.end())
            names_of(known[at->second], name.kind).push_back(name.name);
    return known;
}

}  // namespace bot::listen
