#include "bot/detect/model/scorer.h"

#include <algorithm>
#include <cmath>

namespace bot::detect {

// The sum of a cached word lies where the word lies in the cache.
Scorer::NgramSum& Scorer::slot_of(Token const& token) {
    return token.cache_id == 0 ? uncached_ : ngram_sums_[token.cache_id % remembered_words];
}

Scorer::NgramSum const& Scorer::ngram_sum(Token const& token, Model const& model) {
    auto& found = slot_of(token);
    if (token.cache_id != 0 && found.cache_id == token.cache_id) return found;
    found = {token.cache_id, {}, 0};
    auto& runs = features_.of(Group::char_ngrams);
    runs.clear();
    add_char_ngrams(token.text, 0, runs);
    auto const weighed = model.sum_weights(Group::char_ngrams, runs);
    for (std::size_t k = 0; k < label_count; ++k)
        found.units[k] = static_cast<std::int16_t>(weighed.units[k]);
    found.count = static_cast<std::uint16_t>(weighed.count);
    return found;
}

void Scorer::NgramSum::add_to(WeightSum& all) const {
    for (std::size_t k = 0; k < label_count; ++k) all.units[k] += units[k];
    all.count += count;
}

Scores Scorer::score(Document const& document, Model const& model) {
    auto const& tokens = document.tokens();
    for (auto const& token : tokens) __builtin_prefetch(&slot_of(token));
    extract_context_features(document, features_);
    WeightSum letters;
    each_word_token(tokens, [&](std::size_t i) { ngram_sum(tokens[i], model).add_to(letters); });
    groups_ = {model.sum_weights(Group::word_ngrams, features_.of(Group::word_ngrams)), letters,
               model.sum_weights(Group::cues, features_.of(Group::cues))};
    return model.scores(groups_);
}

void Scorer::spread(Group group, Model const& model) {
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
    spread(Group::word_ngrams, model);
    auto const scale =
        static_cast<double>(scale_of(groups_[static_cast<std::size_t>(Group::char_ngrams)].count));
    each_word_token(tokens, [&](std::size_t i) {
        WeightSum letters;
        ngram_sum(tokens[i], model).add_to(letters);
        contributions_[i] += scale * model.contribution(letters.units);
    });
    spread(Group::cues, model);
    return contributions_;
}

namespace {

constexpr std::size_t max_reasons = 6;
constexpr double min_share = 0.15;  // of the strongest word's weight

bool can_be_shown(Token const& token) {
    return token.kind != Token::Kind::mention && token.kind != Token::Kind::punctuation &&
           token.kind != Token::Kind::url;
}

// At most this many code points lie between two tokens that are shown as one.
constexpr std::uint32_t touching = 1;

struct Range {
    std::uint32_t start, end;
    double weight;
};

// In the order of the post, as they were; of equally strong ones the first.
void keep_strongest(std::vector<Range>& ranges) {
    if (ranges.size() <= max_reasons) return;
    std::sort(ranges.begin(), ranges.end(), [](Range const& a, Range const& b) {
        auto const strength = std::fabs(a.weight), rival = std::fabs(b.weight);
        return strength != rival ? strength > rival : a.start < b.start;
    });
    ranges.resize(max_reasons);
    std::sort(ranges.begin(), ranges.end(), [](Range const& a, Range const& b) { return a.start < b.start; });
}

}  // namespace

std::vector<Reason> strongest_reasons(Document const& document, std::vector<double> const& contributions) {
    auto const& tokens = document.tokens();
    double strongest = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (can_be_shown(tokens[i])) strongest = std::max(strongest, std::fabs(contributions[i]));
    }
    auto const least = std::max(1e-6, min_share * strongest);
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
    keep_strongest(ranges);
    std::vector<Reason> found;
    found.reserve(ranges.size());
    for (auto const& [start, end, weight] : ranges)
        found.push_back({start, end, document.slice(start, end), weight});
    return found;
}

}  // namespace bot::detect
