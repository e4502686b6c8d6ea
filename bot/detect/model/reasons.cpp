#include "bot/detect/model/reasons.h"

#include <algorithm>
#include <cmath>

namespace bot::detect {

namespace {

constexpr std::size_t most_reasons = 6;
constexpr double least_share = 0.15;  // of the loudest word's weight

bool can_be_shown(Token const& token) {
    return token.kind != Token::Kind::mention && token.kind != Token::Kind::mark &&
           token.kind != Token::Kind::url;
}

// At most this many code points lie between two tokens that are shown as one.
constexpr std::uint32_t touching = 1;

struct Range {
    std::uint32_t start, end;
    double weight;
};

// In the order of the post, as they were; of equally loud ones the first.
void keep_loudest(std::vector<Range>& ranges) {
    if (ranges.size() <= most_reasons) return;
    std::sort(ranges.begin(), ranges.end(), [](Range const& a, Range const& b) {
        auto const loud = std::fabs(a.weight), rival = std::fabs(b.weight);
        return loud != rival ? loud > rival : a.start < b.start;
    });
    ranges.resize(most_reasons);
    std::sort(ranges.begin(), ranges.end(), [](Range const& a, Range const& b) { return a.start < b.start; });
}

}  // namespace

std::vector<Reason> reasons(Document const& document, std::vector<double> const& contributions) {
    auto const& tokens = document.tokens();
    double loudest = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (can_be_shown(tokens[i])) loudest = std::max(loudest, std::fabs(contributions[i]));
    }
    auto const least = std::max(1e-6, least_share * loudest);
    thread_local std::vector<Range> ranges;
    ranges.clear();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (std::fabs(contributions[i]) < least || !can_be_shown(tokens[i])) continue;
        if (!ranges.empty() && tokens[i].start <= ranges.back().end + touching &&
            (ranges.back().weight > 0) == (contributions[i] > 0)) {
            ranges.back().end = tokens[i].end;
            ranges.back().weight += contributions[i];
        } else {
            ranges.push_back({tokens[i].start, tokens[i].end, contributions[i]});
        }
    }
    keep_loudest(ranges);
    std::vector<Reason> found;
    found.reserve(ranges.size());
    for (auto const& [start, end, weight] : ranges)
        found.push_back({start, end, document.slice(start, end), weight});
    return found;
}

}  // namespace bot::detect
