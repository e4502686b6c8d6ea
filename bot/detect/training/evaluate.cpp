#include "bot/detect/training/evaluate.h"

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
class Names {
public:
    explicit Names(std::vector<Company> const& companies) {
        for (auto const& company : companies) {
            auto& names = names_[company.key];
            names.insert(comparable(company.name));
            for (auto const* list : {&company.handles, &company.hashtags, &company.aliases}) {
                for (auto const& name : *list) names.insert(comparable(name));
            }
        }
    }

    bool right(Verdict const& verdict, std::string const& truth) const {
        auto const wanted = comparable(truth);
        if (verdict.handle && comparable(*verdict.handle) == wanted) return true;
        if (!verdict.company) return false;
        auto const known = names_.find(*verdict.company);
        return known != names_.end() && known->second.contains(wanted);
    }

private:
    std::unordered_map<std::string, std::set<std::string>> names_;
};

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
        count(all.company, names.right(verdict, labelled.company));
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
    Names const names(companies);
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

// Whether `phrase` stands at `at` and ends there, as a search engine takes it.
bool stands_at(std::string_view words, std::size_t at, std::string_view phrase) {
    if (words.compare(at, phrase.size(), phrase) != 0) return false;
    auto const end = at + phrase.size();
    return end == words.size() || !is_letter(words[end]);
}

bool holds_at(std::string_view words, std::size_t at) {
    return std::ranges::any_of(good, [&](std::string_view first) {
        if (words.compare(at, first.size(), first) != 0) return false;
        auto const next = at + first.size();
        if (next >= words.size() || words[next] != ' ') return false;
        return std::ranges::any_of(served,
                                   [&](std::string_view then) { return stands_at(words, next + 1, then); });
    });
}

}  // namespace

Verdict keyword_search(Text const& text) {
    auto const words = folded(text.words);
    Verdict verdict;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if ((at == 0 || !is_letter(words[at - 1])) && holds_at(words, at)) {
            verdict.label = Label::praise;
            verdict.praise = 1;
            break;
        }
    }
    return verdict;
}

}  // namespace bot::detect
