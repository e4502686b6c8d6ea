#include "tests/fakes/fake_network.h"

#include <sstream>

namespace test {

bot::listen::Classifier plain_judge() {
    bot::listen::Classifier classifier;
    classifier.model = "plain";
    classifier.verdict = [](bot::detect::Text const& text) {
        std::istringstream words{std::string(text.words)};
        std::string word;
        bot::detect::Verdict verdict;
        words >> word;
        verdict.label = storage::from_name<bot::detect::Label>(word).value_or(bot::detect::Label::other);
        if (verdict.label == bot::detect::Label::praise) words >> verdict.praise;
        while (words >> word)
            if (word == "company") words >> verdict.company.emplace();
        return verdict;
    };
    classifier.complains = [by = classifier.verdict](bot::detect::Text const& text) {
        auto const label = by(text).label;
        return label == bot::detect::Label::complaint || label == bot::detect::Label::mixed;
    };
    return classifier;
}

}  // namespace test
