#include "bot/award/tally.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

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

void set_score(Standing& standing, Band band, Rules const& rules) {
    auto const found = score(standing.k, band, rules);
    standing.low = found.low;
    standing.median = found.median;
    standing.high = found.high;
}

std::uint64_t root(std::uint64_t square) {
    auto guess = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(square)));
    while (guess * guess > square) --guess;
    while ((guess + 1) * (guess + 1) <= square) ++guess;
    return guess;
}

}  // namespace

long long contribution(long long weight, long long split, long long group) {
    if (weight <= 0 || split <= 0 || group <= 0) return 0;
    auto const w = static_cast<std::uint64_t>(weight);
    auto const s = static_cast<std::uint64_t>(split);
    return static_cast<long long>(root(w * w / (s * s * static_cast<std::uint64_t>(group))));
}

std::vector<Standing> tally(std::string const& season, storage::CompanyId const& company,
                            std::optional<Band> band, std::vector<Voice> const& voices, Rules const& rules) {
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
        if (band) set_score(standing, *band, rules);
        all.push_back(std::move(standing));
    }
    return all;
}

}  // namespace bot::award
