#include "bot/award/score.h"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace bot::award {
namespace {

using storage::Standing;
using storage::Voice;
using Groups = std::vector<std::string>;

Groups groups_of(Voice const& voice) {
    Groups groups;
    if (voice.group_ids == "[]") return groups;
    auto const list = nlohmann::json::parse(voice.group_ids, nullptr, false);
    if (list.is_array())
        for (auto const& id : list)
            if (id.is_string()) groups.push_back(id.get<std::string>());
    std::ranges::sort(groups);
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    return groups;
}

/// What the nominations with each group's id weigh together.
using Masses = std::unordered_map<std::string, long long>;

long long largest(Masses const& masses, Groups const& groups, Rules const& rules) {
    long long most = 0;
    for (auto const& group : groups) {
        auto const mass = masses.at(group);
        most = std::max(most, group.starts_with(wide_group) ? mass / std::max(rules.wide_share, 1) : mass);
    }
    return most;
}

void add(storage::Mean& mean, std::optional<int> const& given) {
    if (!given) return;
    mean.sum += *given;
    ++mean.count;
}

void add(Standing& standing, Voice const& voice, long long micro_points) {
    standing.k += micro_points;
    ++standing.people;
    ++(voice.thanks_team ? standing.team_credit : standing.person_credit);
    add(standing.empathy, voice.empathy);
    add(standing.knowledge, voice.knowledge);
    add(standing.professionalism, voice.professionalism);
    if (voice.ended == "yes") ++standing.ended_well;
    if (voice.ended == "partly") ++standing.ended_partly;
    if (voice.ended == "no") ++standing.ended_badly;
}

void set_score(Standing& standing, std::optional<Band> band, Rules const& rules) {
    auto const found = score(standing.k, band, rules);
    standing.low = found.low;
    standing.median = found.median;
    standing.high = found.high;
    standing.reach = reach(standing.k, band, rules);
}

std::uint64_t root(std::uint64_t square) {
    auto guess = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(square)));
    while (guess * guess > square) --guess;
    while ((guess + 1) * (guess + 1) <= square) ++guess;
    return guess;
}

double shape(long long k_micro) {
    return 1.0 + static_cast<double>(k_micro) / static_cast<double>(point);
}
double rate(Rules const& rules, std::optional<Band> band) {
    return 1.0 + rules.expected(band);
}
double share(int permille) {
    return permille / 1'000.0;
}

// Through the decimal digits, because a product with 10,000 would round a second time.
long long ten_thousandths(double value) {
    std::array<char, 64> digits{};
    auto const written = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, 4);
    long long result = 0;
    for (auto const* digit = digits.begin(); digit != written.ptr; ++digit)
        if (*digit != '.') result = result * 10 + (*digit - '0');
    return result;
}

long long quantile(long long k_micro, double p, std::optional<Band> band, Rules const& rules) {
    return ten_thousandths(boost::math::gamma_p_inv(shape(k_micro), p) / rate(rules, band));
}

}  // namespace

long long contribution(long long weight, long long mass) {
    if (weight <= 0) return 0;
    if (mass <= point) return weight;
    auto const w = static_cast<std::uint64_t>(weight);
    return static_cast<long long>(root(w * w * point / static_cast<std::uint64_t>(mass)));
}

std::vector<Standing> tally(std::string const& season, storage::CompanyId const& company,
                            std::optional<Band> band, std::vector<Voice> const& voices, Rules const& rules) {
    Masses masses;
    std::vector<Groups> groups;
    groups.reserve(voices.size());
    for (auto const& voice : voices) {
        groups.push_back(groups_of(voice));
        for (auto const& group : groups.back()) masses[group] += voice.weight;
    }
    std::map<std::string, Standing> found;
    for (std::size_t i = 0; i < voices.size(); ++i) {
        auto const& voice = voices[i];
        auto const points = contribution(voice.weight, largest(masses, groups[i], rules));
        auto& own = found[voice.category];
        auto& all = found[std::string(all_categories)];
        add(own, voice, points);
        add(all, voice, points);
        own.new_people += voice.first_in_category ? 1 : 0;
        all.new_people += voice.first_in_season ? 1 : 0;
    }
    std::vector<Standing> all;
    for (auto& [category, standing] : found) {
        standing.season = season;
        standing.category = category;
        standing.company = company;
        set_score(standing, band, rules);
        all.push_back(std::move(standing));
    }
    return all;
}

Score score(long long k_micro, std::optional<Band> band, Rules const& rules) {
    auto const at = [&](double p) { return quantile(k_micro, p, band, rules); };
    return {at(share(rules.score_permille)), at(0.5), at(share(rules.upper_permille))};
}

long long reach(long long k_micro, std::optional<Band> band, Rules const& rules) {
    auto const more = std::max(rules.apart_by - 1, 0) * point;
    return quantile(k_micro + more, share(rules.score_permille), band, rules);
}

std::string decimal(long long value) {
    auto const rest = std::to_string(value % 10'000);
    return std::to_string(value / 10'000) + "." + std::string(4 - rest.size(), '0') + rest;
}

double surely_ended_well(long long yes, long long no) {
    return boost::math::ibeta_inv(1.0 + static_cast<double>(yes), 1.0 + static_cast<double>(no), 0.05);
}

bool passes_gate(long long yes, long long no, Rules const& rules) {
    return yes + no >= rules.gate_answers && surely_ended_well(yes, no) >= share(rules.gate_permille);
}

Recognition recognition(Standing const& all, Rules const& rules) {
    bool const too_few_answers = all.ended_well + all.ended_badly < rules.gate_answers;
    bool const well = too_few_answers || passes_gate(all.ended_well, all.ended_badly, rules);
    if (all.low >= rules.outstanding_score && well) return Recognition::outstanding;
    return all.people >= rules.thanked_people ? Recognition::thanked : Recognition::none;
}

}  // namespace bot::award
