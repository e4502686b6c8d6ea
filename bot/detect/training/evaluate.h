#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/training/measure.h"
#include "bot/detect/training/train.h"

namespace bot::detect {

/// A post with all that its reader wrote down.
struct LabelledPost {
    Example post;
    std::string company;         // praised: its handle, or its name as written; "" if the post tells none
    std::vector<Credit> credit;  // any of these is right; empty if nothing was written down
};

/// How many were right of those that could be.
struct Share {
    int right = 0, of = 0;
    double value() const { return of == 0 ? 0 : static_cast<double>(right) / of; }
};

/// A point of the curve: to find this share of the praise, everything from `threshold` on is taken.
struct CurvePoint {
    double recall = 0, precision = 0, threshold = 0;
};

/// Praise that was missed, or what was taken for it.
struct Mistake {
    std::size_t post = 0;  // index into the readings
    Verdict verdict;
};

struct Evaluation {
    std::vector<Judged> judged;
    std::array<std::array<int, label_count>, label_count> confusion{};  // [truth][said]
    std::vector<CurvePoint> curve;
    /// Of the praise that was found and names a company: the right one, by key, name, alias or handle.
    Share company;
    /// Of the praise that was found and names none: none was made up.
    Share no_company;
    Share credit;
    /// Of what is `complaint` or `mixed`, sarcasm among it: called praise, which hurts most. `right` counts
    /// those.
    Share displeased_as_praise;
    std::vector<Mistake> worst;  // the one that was surest first
};

using Judgement = std::function<Verdict(Text const&)>;

/// `companies` are those the judgement knows.
Evaluation evaluate(std::vector<LabelledPost> const& readings, Judgement const& judgement,
                    std::vector<Company> const& companies, std::size_t most_mistakes = 20);

/// What a person types into a network's search box: "great customer service", "awesome support". Praise if
/// one of these phrases stands in the post, other if not; the measure to beat. Any thread.
Verdict keyword_search(Text const& text);

}  // namespace bot::detect
