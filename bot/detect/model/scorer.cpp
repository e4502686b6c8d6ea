#include "bot/detect/model/scorer.h"

#include <algorithm>
#include <cmath>

namespace bot::detect {

// What belongs to the word with a number lies at the place it has in the vocabulary.
Scorer::Spelling& Scorer::place_of(Token const& token) {
    return token.word == 0 ? unkept_ : spellings_[token.word % TokenCache::places];
}

Scorer::Spelling const& Scorer::spelling(Token const& token, Model const& model) {
    auto& found = place_of(token);
    if (token.word != 0 && found.word == token.word) return found;
    found = {token.word, {}, 0};
    auto& runs = features_.of(Group::letters);
    runs.clear();
    each_run_of_letters(token.text, [&](std::uint64_t hash) {
        runs.push_back({static_cast<std::uint32_t>(hash), 0, 0});
    });
    auto const weighed = model.weigh(Group::letters, runs);
    for (std::size_t k = 0; k < label_count; ++k)
        found.units[k] = static_cast<std::int16_t>(weighed.units[k]);
    found.count = static_cast<std::uint16_t>(weighed.count);
    return found;
}

void Scorer::Spelling::add_to(Weighed& all) const {
    for (std::size_t k = 0; k < label_count; ++k) all.units[k] += units[k];
    all.count += count;
}

Scores Scorer::weigh(Document const& document, Model const& model) {
    auto const& tokens = document.tokens();
    for (auto const& token : tokens) __builtin_prefetch(&place_of(token));
    look_around_words(document, features_);
    Weighed letters;
    each_spelled(tokens, [&](std::size_t i) { spelling(tokens[i], model).add_to(letters); });
    groups_ = {model.weigh(Group::words, features_.of(Group::words)), letters,
               model.weigh(Group::cues, features_.of(Group::cues))};
    return model.scores(groups_);
}

void Scorer::share(Group group, Model const& model) {
    auto const scale = static_cast<double>(features_.scale(group));
    for (auto const& feature : features_.of(group)) {
        auto const contribution = scale * model.contribution(group, feature);
        contributions_[feature.first] += contribution / 2;
        contributions_[feature.last] += contribution / 2;
    }
}

std::vector<double> const& Scorer::contributions(Document const& document, Model const& model) {
    auto const& tokens = document.tokens();
    contributions_.assign(tokens.size(), 0);
    share(Group::words, model);
    auto const scale = static_cast<double>(scale_of(groups_[static_cast<std::size_t>(Group::letters)].count));
    each_spelled(tokens, [&](std::size_t i) {
        Weighed letters;
        spelling(tokens[i], model).add_to(letters);
        contributions_[i] += scale * model.contribution(letters);
    });
    share(Group::cues, model);
    return contributions_;
}

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
