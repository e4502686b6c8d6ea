#include "bot/detect/model/scorer.h"

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

}  // namespace bot::detect
