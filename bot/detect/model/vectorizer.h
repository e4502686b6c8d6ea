#pragma once

#include <vector>

#include "bot/detect/model/features.h"
#include "bot/detect/model/model.h"
#include "bot/detect/text/document.h"
#include "bot/detect/training/fit.h"

namespace bot::detect {

/// Reads posts as columns of a model's weights, for a fit. Keeps its memory from post to post.
class Vectorizer {
public:
    /// The model is only asked what falls where, unless scores are wanted. It outlives this.
    explicit Vectorizer(Model const& model) : model_(model) {}

    /// By column, each once.
    std::vector<Sparse> values(Text const& text);
    struct Seen {
        std::vector<Sparse> values;
        Scores scores{};  // the model's
    };
    Seen of(Text const& text);

private:
    std::vector<Sparse> sums() const;

    Model const& model_;
    Document document_;
    Features features_;
};

}  // namespace bot::detect
