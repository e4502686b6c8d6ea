#include "bot/detect/model/vectorizer.h"

#include <map>

namespace bot::detect {

std::vector<Sparse> Vectorizer::sums() const {
    std::map<std::uint32_t, float> sums;
    for (std::size_t g = 0; g < group_count; ++g) {
        auto const group = static_cast<Group>(g);
        for (auto const& feature : features_.seen[g])
            sums[model_.column(group, feature)] += features_.scale(group);
    }
    std::vector<Sparse> sparse;
    for (auto const& [column, value] : sums) sparse.push_back({column, value});
    return sparse;
}

std::vector<Sparse> Vectorizer::values(Text const& text) {
    document_.read(text);
    look(document_, features_);
    return sums();
}

Vectorizer::Seen Vectorizer::of(Text const& text) {
    document_.read(text);
    look(document_, features_);
    return {sums(), model_.scores(features_)};
}

}  // namespace bot::detect
