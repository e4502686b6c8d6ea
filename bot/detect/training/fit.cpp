#include "bot/detect/training/fit.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numeric>

namespace bot::detect {

namespace {

using Vector = std::vector<float>;

constexpr std::size_t memory = 8;
constexpr int most_halvings = 20, most_rounds = 60;

double dot(Vector const& a, Vector const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
}

void add(Vector& to, double factor, Vector const& what) {
    auto const by = static_cast<float>(factor);
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += by * what[i];
}

// The point is the weights, a column's labels together, and last the biases, which are held small only if
// told.
class Loss {
public:
    Loss(std::vector<Row> const& rows, std::size_t columns, double l2, double bias_l2)
        : rows_(rows), columns_(columns), l2_(l2), bias_l2_(bias_l2) {}

    std::size_t size() const { return (columns_ + 1) * label_count; }

    double at(Vector const& point, Vector& slope) const {
        std::fill(slope.begin(), slope.end(), 0.0F);
        double loss = 0;
        for (auto const& row : rows_) loss += one(row, point, slope);
        for (std::size_t i = 0; i < size(); ++i) {
            auto const l2 = i < columns_ * label_count ? l2_ : bias_l2_;
            loss += 0.5 * l2 * static_cast<double>(point[i]) * point[i];
            slope[i] += static_cast<float>(l2) * point[i];
        }
        return loss;
    }

private:
    double one(Row const& row, Vector const& point, Vector& slope) const {
        auto const* bias = &point[columns_ * label_count];
        std::array<float, label_count> sums{};
        std::copy(bias, bias + label_count, sums.begin());
        for (auto const& [column, value] : row.values) {
            auto const* weights = &point[column * label_count];
            for (std::size_t k = 0; k < label_count; ++k) sums[k] += weights[k] * value;
        }
        auto scores = row.base_scores;
        for (std::size_t k = 0; k < label_count; ++k) scores[k] += static_cast<double>(sums[k]);
        auto const chances = softmax(scores);
        auto const truth = static_cast<std::size_t>(row.label);
        std::array<float, label_count> error{};
        for (std::size_t k = 0; k < label_count; ++k)
            error[k] = static_cast<float>(chances[k] - (k == truth ? 1.0 : 0.0));
        for (auto const& [column, value] : row.values) {
            auto* slopes = &slope[column * label_count];
            for (std::size_t k = 0; k < label_count; ++k) slopes[k] += error[k] * value;
        }
        for (std::size_t k = 0; k < label_count; ++k) slope[columns_ * label_count + k] += error[k];
        return -std::log(std::max(chances[truth], 1e-12));
    }

    std::vector<Row> const& rows_;
    std::size_t columns_;
    double l2_, bias_l2_;
};

// What the last steps tell of the curvature.
class History {
public:
    void remember(Vector const& step, Vector const& change) {
        auto const curvature = dot(step, change);
        if (curvature <= 1e-10) return;
        past_.push_back({step, change, 1 / curvature});
        if (past_.size() > memory) past_.pop_front();
    }

    Vector direction(Vector const& slope) const {
        auto way = slope;
        std::vector<double> factors(past_.size());
        for (std::size_t i = past_.size(); i-- > 0;) {
            factors[i] = past_[i].inverse * dot(past_[i].step, way);
            add(way, -factors[i], past_[i].change);
        }
        if (!past_.empty()) {
            auto const& last = past_.back();
            auto const scale = static_cast<float>(1 / (last.inverse * dot(last.change, last.change)));
            for (auto& value : way) value *= scale;
        }
        for (std::size_t i = 0; i < past_.size(); ++i) {
            add(way, factors[i] - past_[i].inverse * dot(past_[i].change, way), past_[i].step);
        }
        for (auto& value : way) value = -value;
        return way;
    }

private:
    struct Step {
        Vector step, change;
        double inverse;
    };
    std::deque<Step> past_;
};

Vector minimize(Loss const& loss) {
    Vector point(loss.size()), slope(loss.size()), tried(loss.size()), tried_slope(loss.size());
    auto value = loss.at(point, slope);
    History history;
    for (int round = 0; round < most_rounds; ++round) {
        auto const way = history.direction(slope);
        auto const descent = dot(way, slope);
        double step = round == 0 ? 1 / std::max(1.0, std::sqrt(dot(slope, slope))) : 1;
        double next = value;
        for (int halving = 0; halving < most_halvings; ++halving, step /= 2) {
            tried = point;
            add(tried, step, way);
            next = loss.at(tried, tried_slope);
            if (next <= value + 1e-4 * step * descent) break;
        }
        if (!(next < value)) break;
        bool const done = value - next < 1e-6 * value;
        Vector moved = tried;
        add(moved, -1, point);
        Vector bent = tried_slope;
        add(bent, -1, slope);
        history.remember(moved, bent);
        std::swap(point, tried);
        std::swap(slope, tried_slope);
        value = next;
        if (done) break;
    }
    return point;
}

}  // namespace

LinearModel fit(std::vector<Row> const& rows, std::size_t columns, double l2, double bias_l2) {
    auto point = minimize(Loss(rows, columns, l2, bias_l2));
    LinearModel model;
    for (std::size_t k = 0; k < label_count; ++k) model.bias[k] = point[columns * label_count + k];
    point.resize(columns * label_count);
    model.weights = std::move(point);
    return model;
}

std::vector<SparseValue> Vectorizer::vectorize(Text const& text) {
    document_.read(text);
    extract_features(document_, features_);
    std::map<std::uint32_t, float> sums;
    for (std::size_t g = 0; g < group_count; ++g) {
        auto const group = static_cast<Group>(g);
        for (auto const& feature : features_.groups[g])
            sums[model_.column(group, feature)] += features_.scale(group);
    }
    std::vector<SparseValue> sparse;
    for (auto const& [column, value] : sums) sparse.push_back({column, value});
    return sparse;
}

}  // namespace bot::detect
