#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/training/metrics.h"
#include "bot/detect/training/train.h"

// Measuring a whole detector on labelled posts: label, company and credit, and its worst mistakes.
namespace bot::detect {

/// A post with all that the person who labelled it wrote down.
struct LabelledPost {
    Example post;
    std::string company;         // praised: its handle, or its name as written; "" if the post tells none
    std::vector<Credit> credit;  // any of these is right; empty if nothing was written down
};

/// How many were right of those that could be.
struct Share {
    int right = 0, of = 0;
    /// From 0 to 1; 0 if there were none.
    double value() const { return of == 0 ? 0 : static_cast<double>(right) / of; }
};

/// A point of the curve: to find this share of the praise, everything from `threshold` on is taken.
struct CurvePoint {
    double recall = 0, precision = 0, threshold = 0;
};

/// Praise that was missed, or what was taken for it.
struct Mistake {
    std::size_t post = 0;  // index into the posts
    Verdict verdict;
};

/// The figures that `supportawards evaluate` prints; bot/detect/README.md explains them.
struct Evaluation {
    std::vector<Outcome> outcomes;  // of the posts, in their order; without scores
    std::array<std::array<int, label_count>, label_count>
        confusion{};  // [truth][predicted], as the enum counts
    std::vector<CurvePoint> curve;
    /// Of the praise that was found and names a company: the right one, by key, name, alias or handle.
    Share company;
    /// Of the praise that was found and names none: none was made up.
    Share no_company;
    /// Of the praise that was found and has a credit written down: one of those.
    Share credit;
    /// Of what is `complaint` or `mixed`, sarcasm among it: called praise, which hurts most. `right` counts
    /// those.
    Share displeased_as_praise;
    std::vector<Mistake> worst;  // the one that was surest first
};

/// A detector, or what is measured beside it.
using ClassifyPost = std::function<Verdict(Text const&)>;

/// Classifies each post and compares. `companies` are those that `classify` knows, so that a name, alias or
/// handle of the right one counts as the right answer. Of the mistakes the `most_mistakes` worst are kept.
Evaluation evaluate(std::vector<LabelledPost> const& posts, ClassifyPost const& classify,
                    std::vector<Company> const& companies, std::size_t most_mistakes = 20);

/// What a person types into a network's search box: "great customer service", "awesome support". Praise if
/// one of these phrases stands in the post, other if not; the measure to beat. Any thread.
Verdict keyword_search(Text const& text);

}  // namespace bot::detect
