#include "bot/detect/weighing.h"

#include "bot/detect/letters.h"

namespace bot::detect {

// What belongs to the word with a number lies at the place it has in the vocabulary.
Weighing::Spelling const& Weighing::spelling(Token const& token, Model const& model) {
    auto& found = token.word == 0 ? unkept_ : spellings_[token.word % Vocabulary::places];
    if (token.word != 0 && found.word == token.word) return found;
    std::array<Feature, most_runs_of_letters> runs;
    std::size_t count = 0;
    each_run_of_letters(token.text, [&](std::uint64_t hash) {
        runs[count++] = {static_cast<std::uint32_t>(hash), 0, 0, 0};
    });
    found = {token.word, 0, model.weigh(Group::letters, {runs.data(), count})};
    for (std::size_t i = 0; i < count; ++i) found.pull += static_cast<double>(runs[i].pull);
    return found;
}

Scores Weighing::weigh(Document const& document, Model const& model) {
    auto const& tokens = document.tokens();
    look_around_words(document, features_);
    Weighed letters;
    letter_pulls_.assign(tokens.size(), 0);
    each_spelled(tokens, [&](std::size_t i) {
        auto const& known = spelling(tokens[i], model);
        letters.add(known.weighed);
        letter_pulls_[i] = known.pull;
    });
    groups_ = {model.weigh(Group::words, features_.of(Group::words)), letters,
               model.weigh(Group::cues, features_.of(Group::cues))};
    return model.scores(groups_);
}

void Weighing::share(Group group) {
    auto const scale = static_cast<double>(features_.scale(group));
    for (auto const& feature : features_.of(group)) {
        auto const pull = scale * static_cast<double>(feature.pull);
        pulls_[feature.first] += pull / 2;
        pulls_[feature.last] += pull / 2;
    }
}

std::vector<double> const& Weighing::pulls() {
    pulls_.assign(letter_pulls_.size(), 0);
    share(Group::words);
    auto const scale = static_cast<double>(scale_of(groups_[static_cast<std::size_t>(Group::letters)].count));
    for (std::size_t i = 0; i < pulls_.size(); ++i) pulls_[i] += scale * letter_pulls_[i];
    share(Group::cues);
    return pulls_;
}

}  // namespace bot::detect
