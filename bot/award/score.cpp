#include "bot/award/score.h"

#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <charconv>
#include <cmath>

namespace bot::award {
namespace {

double shape(long long k_micro) {
    return 1.0 + static_cast<double>(k_micro) / static_cast<double>(point);
}
double rate(Band band) {
    return 1.0 + expected(band);
}

// Through the decimal digits, because a product with 10,000 would round a second time.
long long ten_thousandths(double value) {
    std::array<char, 64> digits{};
    auto const written = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::fixed, 4);
    long long result = 0;
    for (auto const* digit = digits.begin(); digit != written.ptr; ++digit)
        if (*digit != '.') result = result * 10 + (*digit - '0');
    return result;
}

std::uint64_t root(std::uint64_t square) {
    auto guess = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(square)));
    while (guess * guess > square) --guess;
    while ((guess + 1) * (guess + 1) <= square) ++guess;
    return guess;
}

}  // namespace

int expected(Band band) {
    switch (band) {
        case Band::small:
            return 1;
        case Band::medium:
            return 10;
        case Band::large:
            break;
    }
    return 100;
}

Score score(long long k_micro, Band band) {
    auto const quantile = [&](double p) {
        return ten_thousandths(boost::math::gamma_p_inv(shape(k_micro), p) / rate(band));
    };
    return {quantile(0.05), quantile(0.5), quantile(0.95)};
}

std::string decimal(long long value) {
    auto const rest = std::to_string(value % 10'000);
    return std::to_string(value / 10'000) + "." + std::string(4 - rest.size(), '0') + rest;
}

long long contribution(long long weight, long long split, long long group) {
    if (weight <= 0 || split <= 0 || group <= 0) return 0;
    auto const w = static_cast<std::uint64_t>(weight);
    auto const s = static_cast<std::uint64_t>(split);
    return static_cast<long long>(root(w * w / (s * s * static_cast<std::uint64_t>(group))));
}

long long people_to_pass(long long k_micro, Band band, long long low) {
    auto const target = static_cast<double>(low) / 10'000.0 * rate(band);
    // The quantile lies above the target exactly where less than 5 % lies below the target: quicker than the
    // quantile.
    auto const passes = [&](long long people) {
        return boost::math::gamma_p(shape(k_micro + people * point), target) < 0.05;
    };
    long long enough = 1;
    while (!passes(enough)) enough *= 2;
    long long few = enough / 2;
    while (enough - few > 1) {
        auto const middle = few + (enough - few) / 2;
        (passes(middle) ? enough : few) = middle;
    }
    // Above by less than the last decimal is not above.
    while (score(k_micro + enough * point, band).low <= low) ++enough;
    return enough;
}

double surely_ended_well(Ended const& ended) {
    return boost::math::ibeta_inv(1.0 + static_cast<double>(ended.yes), 1.0 + static_cast<double>(ended.no),
                                  0.05);
}

bool passes_gate(Ended const& ended) {
    return ended.yes + ended.no >= 5 && surely_ended_well(ended) >= 0.6;
}

}  // namespace bot::award
