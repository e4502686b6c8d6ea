#include "bot/detect/training/evaluate.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>

#include "bot/detect/text/normalise.h"

namespace bot::detect {

namespace {

constexpr int curve_points = 10;

// "T-Mobile", "@tmobile" and "TMobile" are the same answer.
std::string comparable(std::string_view name) {
    auto text = folded(name);
    std::erase_if(
        text, [](unsigned char c) { return c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'); });
    return text;
}

/// All ways to name each company, by key.
using Names = std::unordered_map<std::string, std::set<std::string>>;

Names names_of(std::vector<Company> const& companies) {
    Names all;
    for (auto const& company : companies) {
        auto& names = all[company.key];
        names.insert(comparable(company.name));
        for (auto const* list : {&company.handles, &company.hashtags, &company.aliases})
            for (auto const& name : *list) names.insert(comparable(name));
    }
    return all;
}

bool names_right(Verdict const& verdict, std::string const& truth, Names const& names) {
    auto const wanted = comparable(truth);
    if (verdict.handle && comparable(*verdict.handle) == wanted) return true;
    auto const known = verdict.company ? names.find(*verdict.company) : names.end();
    return known != names.end() && known->second.contains(wanted);
}

void count(Share& share, bool right) {
    share.right += right ? 1 : 0;
    ++share.of;
}

void count_details(Evaluation& all, LabelledPost const& labelled, Verdict const& verdict,
                   Names const& names) {
    auto const truth = labelled.post.label;
    if (truth == Label::complaint || truth == Label::mixed)
        count(all.displeased_as_praise, verdict.label == Label::praise);
    if (truth != Label::praise || verdict.label != Label::praise) return;
    if (labelled.company.empty()) {
        count(all.no_company, !verdict.company && !verdict.handle);
    } else {
        count(all.company, names_right(verdict, labelled.company, names));
    }
    if (!labelled.credit.empty() && verdict.credit)
        count(all.credit, std::ranges::find(labelled.credit, *verdict.credit) != labelled.credit.end());
}

std::vector<CurvePoint> curve_of(std::vector<Outcome> const& outcomes) {
    std::vector<double> chances;
    for (auto const& post : outcomes) {
        if (post.truth == Label::praise) chances.push_back(post.praise);
    }
    std::ranges::sort(chances, std::greater());
    std::vector<CurvePoint> curve;
    for (int i = 1; i <= curve_points && !chances.empty(); ++i) {
        auto const wanted = std::ceil(static_cast<double>(chances.size()) * i / curve_points);
        auto const threshold = chances[static_cast<std::size_t>(wanted) - 1];
        auto const found = rates_from(outcomes, threshold);
        curve.push_back({found.recall, found.precision, threshold});
    }
    return curve;
}

/// How sure it was of what is not so.
double error_of(Outcome const& outcome) {
    return outcome.truth == Label::praise ? 1 - outcome.praise : outcome.praise;
}

bool is_mistake(Outcome const& outcome) {
    return (outcome.truth == Label::praise) != (outcome.predicted == Label::praise);
}

}  // namespace

Evaluation evaluate(std::vector<LabelledPost> const& posts, ClassifyPost const& classify,
                    std::vector<Company> const& companies, std::size_t most_mistakes) {
    auto const names = names_of(companies);
    Evaluation all;
    for (auto const& labelled : posts) {
        auto const& post = labelled.post;
        auto verdict = classify({post.words, post.language, post.author});
        all.outcomes.push_back({post.label, verdict.label, {}, verdict.praise});
        ++all.confusion[static_cast<std::size_t>(post.label)][static_cast<std::size_t>(verdict.label)];
        count_details(all, labelled, verdict, names);
        if (is_mistake(all.outcomes.back()))
            all.worst.push_back({all.outcomes.size() - 1, std::move(verdict)});
    }
    all.curve = curve_of(all.outcomes);
    std::ranges::stable_sort(all.worst, [&](Mistake const& a, Mistake const& b) {
        return error_of(all.outcomes[a.post]) > error_of(all.outcomes[b.post]);
    });
    if (all.worst.size() > most_mistakes) all.worst.resize(most_mistakes);
    return all;
}

namespace {

constexpr std::array<std::string_view, 12> good{"great",     "awesome",   "amazing", "excellent",
                                                "best",      "fantastic", "good",    "wonderful",
                                                "brilliant", "superb",    "perfect", "outstanding"};
constexpr std::array<std::string_view, 6> served{"customer service",    "customer support", "customer care",
                                                 "customer experience", "support",          "service"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Whether the phrase stands in the words, as a search engine takes it: no letter before it or behind it.
bool holds(std::string_view words, std::string const& phrase) {
    for (auto at = words.find(phrase); at != words.npos; at = words.find(phrase, at + 1)) {
        auto const end = at + phrase.size();
        if ((at == 0 || !is_letter(words[at - 1])) && (end == words.size() || !is_letter(words[end])))
            return true;
    }
    return false;
}

}  // namespace

Verdict keyword_search(Text const& text) {
    auto const words = folded(text.words);
    Verdict verdict;
    for (auto const first : good)
        for (auto const then : served)
            if (holds(words, fmt::format("{} {}", first, then))) {
                verdict.label = Label::praise;
                verdict.praise = 1;
            }
    return verdict;
}

}  // namespace bot::detect
