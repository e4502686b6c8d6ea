#include "bot/detect/model/weighing.h"

namespace bot::detect {

// What belongs to the word with a number lies at the place it has in the vocabulary.
Weighing::Spelling& Weighing::place_of(Token const& token) {
    return token.word == 0 ? unkept_ : spellings_[token.word % Vocabulary::places];
}

Weighing::Spelling const& Weighing::spelling(Token const& token, Model const& model) {
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

void Weighing::Spelling::add_to(Weighed& all) const {
    for (std::size_t k = 0; k < label_count; ++k) all.units[k] += units[k];
    all.count += count;
}

Scores Weighing::weigh(Document const& document, Model const& model) {
    auto const& tokens = document.tokens();
    for (auto const& token : tokens) __builtin_prefetch(&place_of(token));
    look_around_words(document, features_);
    Weighed letters;
    each_spelled(tokens, [&](std::size_t i) { spelling(tokens[i], model).add_to(letters); });
    groups_ = {model.weigh(Group::words, features_.of(Group::words)), letters,
               model.weigh(Group::cues, features_.of(Group::cues))};
    return model.scores(groups_);
}

void Weighing::share(Group group, Model const& model) {
    auto const scale = static_cast<double>(features_.scale(group));
    for (auto const& feature : features_.of(group)) {
        auto const pull = scale * model.pull(group, feature);
        pulls_[feature.first] += pull / 2;
        pulls_[feature.last] += pull / 2;
    }
}

std::vector<double> const& Weighing::pulls(Document const& document, Model const& model) {
    auto const& tokens = document.tokens();
    pulls_.assign(tokens.size(), 0);
    share(Group::words, model);
    auto const scale = static_cast<double>(scale_of(groups_[static_cast<std::size_t>(Group::letters)].count));
    each_spelled(tokens, [&](std::size_t i) {
        Weighed letters;
        spelling(tokens[i], model).add_to(letters);
        pulls_[i] += scale * model.pull(letters);
    });
    share(Group::cues, model);
    return pulls_;
}

}  // namespace bot::detect
