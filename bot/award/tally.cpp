#include "bot/award/tally.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace bot::award {
namespace {

using storage::Standing;
using storage::Voice;
using Groups = std::vector<std::string>;

Groups groups_of(Voice const& voice) {
    auto const list = nlohmann::json::parse(voice.group_ids, nullptr, false);
    Groups groups;
    if (list.is_array())
        for (auto const& id : list)
            if (id.is_string()) groups.push_back(id.get<std::string>());
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    return groups;
}

/// How many nominations of the category carry each group's id.
using Sizes = std::map<std::pair<std::string, std::string>, long long>;

long long largest(Sizes const& sizes, Voice const& voice, Groups const& groups) {
    long long size = 1;
    for (auto const& group : groups) size = std::max(size, sizes.at({voice.category, group}));
    return size;
}

void add(storage::Mean& mean, std::optional<int> const& given) {
    if (!given) return;
    mean.sum += *given;
    ++mean.count;
}

void add(Standing& standing, Voice const& voice, long long micro_points) {
    standing.k += micro_points;
    ++(voice.thanks_team ? standing.team_credit : standing.person_credit);
    add(standing.empathy, voice.empathy);
    add(standing.knowledge, voice.knowledge);
    add(standing.professionalism, voice.professionalism);
    if (voice.ended == "yes") ++standing.ended_well;
    if (voice.ended == "partly") ++standing.ended_partly;
    if (voice.ended == "no") ++standing.ended_badly;
}

void set_score(Standing& standing, Band band) {
    auto const found = score(standing.k, band);
    standing.low = found.low;
    standing.median = found.median;
    standing.high = found.high;
}

}  // namespace

std::vector<Standing> tally(std::string const& season, storage::CompanyId const& company,
                            std::optional<Band> band, std::vector<Voice> const& voices) {
    Sizes sizes;
    std::vector<Groups> groups;
    for (auto const& voice : voices) {
        groups.push_back(groups_of(voice));
        for (auto const& group : groups.back()) ++sizes[{voice.category, group}];
    }
    std::map<std::string, Standing> found;
    std::map<std::string, std::set<std::string_view>> people;
    for (std::size_t i = 0; i < voices.size(); ++i) {
        auto const& voice = voices[i];
        auto const points = contribution(voice.weight, voice.split, largest(sizes, voice, groups[i]));
        add(found[voice.category], voice, points);
        add(found[std::string(all_categories)], voice, points / std::max(voice.categories, 1LL));
        people[voice.category].insert(voice.person_hash);
        people[std::string(all_categories)].insert(voice.person_hash);
    }
    std::vector<Standing> all;
    for (auto& [category, standing] : found) {
        standing.season = season;
        standing.category = category;
        standing.company = company;
        standing.people = static_cast<long long>(people[category].size());
        if (band) set_score(standing, *band);
        all.push_back(std::move(standing));
    }
    return all;
}

}  // namespace bot::award
