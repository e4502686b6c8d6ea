#include "bot/publish/recount.h"

#include <optional>
#include <vector>

#include "bot/award/score.h"

namespace bot::publish {
namespace {

using storage::CompanyId;

constexpr std::size_t tallies_in_a_write = 20;

struct Tally {
    std::string season;
    CompanyId company;
    long long version = 0;
    std::vector<storage::Standing> standings;
    std::set<std::string> categories;
};

std::optional<Tally> tally(storage::Store const& store, award::Season const& season, CompanyId const& id) {
    storage::Read const read(store);
    auto const company = storage::companies::find(read, id);
    if (!company) return std::nullopt;
    Tally tally{season.id, id, storage::standings::version(read, season.id, id), {}, {}};
    for (auto const& before : storage::standings::of_company(read, season.id, id))
        tally.categories.insert(before.category);
    tally.standings = award::tally(season.id, id, company->band,
                                   storage::standings::voices(read, season.id, id), season.parts);
    for (auto const& after : tally.standings) tally.categories.insert(after.category);
    return tally;
}

std::map<std::string, long long> store_all(storage::Store& store, std::vector<Tally> const& tallies) {
    return store.write([&](storage::Write& write) {
        std::map<std::string, long long> stored;
        for (auto const& one : tallies)
            if (storage::standings::replace(write, one.season, one.company, one.version, one.standings))
                ++stored[one.season];
        return stored;
    });
}

}  // namespace

std::map<std::string, Recounted> recount(storage::Store& store,
                                         std::set<std::pair<std::string, CompanyId>> const& companies) {
    std::map<std::string, Recounted> found;
    std::map<std::string, std::optional<award::Season>> seasons;
    std::vector<Tally> tallies;
    auto const flush = [&] {
        for (auto const& [season, tallied] : store_all(store, tallies)) found[season].tallied += tallied;
        tallies.clear();
    };
    for (auto const& [id, company] : companies) {
        auto [season, unknown] = seasons.try_emplace(id);
        if (unknown)
            if (auto const stored = storage::seasons::find(store, id)) season->second.emplace(*stored);
        if (!season->second || season->second->parts.formula != award::formula_id) continue;
        auto one = tally(store, *season->second, company);
        if (!one) continue;
        found[id].categories.merge(one->categories);
        tallies.push_back(std::move(*one));
        if (tallies.size() == tallies_in_a_write) flush();
    }
    if (!tallies.empty()) flush();
    return found;
}

}  // namespace bot::publish
