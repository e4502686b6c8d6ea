#include "bot/detect/reasons.h"

#include <algorithm>
#include <cmath>

namespace bot::detect {

namespace {

constexpr std::size_t most_reasons = 6;
constexpr double least_share = 0.15;  // of the loudest word's weight

// Each feature's pull is shared by the tokens at its ends.
std::vector<double> weights(Document const& document, Features const& features, Model const& model) {
    std::vector<double> weight(document.tokens().size());
    for (std::size_t g = 0; g < group_count; ++g) {
        auto const group = static_cast<Group>(g);
        auto const scale = static_cast<double>(features.scale(group));
        for (auto const& feature : features.seen[g]) {
            auto const pull = scale * static_cast<double>(model.pull(group, feature));
            weight[feature.first] += pull / 2;
            weight[feature.last] += pull / 2;
        }
    }
    return weight;
}

bool can_be_shown(Token const& token) {
    return token.kind != Token::Kind::mention && token.kind != Token::Kind::mark &&
           token.kind != Token::Kind::url;
}

// At most this many code points lie between two tokens that are shown as one.
constexpr std::uint32_t touching = 1;

}  // namespace

std::vector<Reason> reasons(Document const& document, Features const& features, Model const& model) {
    auto const& tokens = document.tokens();
    auto const weight = weights(document, features, model);
    double loudest = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (can_be_shown(tokens[i])) loudest = std::max(loudest, std::fabs(weight[i]));
    }
    std::vector<Reason> found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!can_be_shown(tokens[i]) || std::fabs(weight[i]) < std::max(1e-6, least_share * loudest))
            continue;
        if (!found.empty() && tokens[i].start <= found.back().end + touching &&
            (found.back().weight > 0) == (weight[i] > 0)) {
            found.back().end = tokens[i].end;
            found.back().weight += weight[i];
        } else {
            found.push_back({tokens[i].start, tokens[i].end, {}, weight[i]});
        }
    }
    auto const louder = [](Reason const& a, Reason const& b) {
        return std::fabs(a.weight) > std::fabs(b.weight);
    };
    std::stable_sort(found.begin(), found.end(), louder);
    if (found.size() > most_reasons) found.resize(most_reasons);
    std::sort(found.begin(), found.end(), [](Reason const& a, Reason const& b) { return a.start < b.start; });
    for (auto& reason : found) reason.text = document.slice(reason.start, reason.end);
    return found;
}

}  // namespace bot::detect
