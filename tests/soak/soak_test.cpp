#include "tests/soak/soak.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>

namespace {

std::optional<std::uint64_t> given_seed() {
    auto const* const given = std::getenv("SUPPORTAWARDS_SOAK_SEED");
    return given != nullptr ? std::optional(std::stoull(given)) : std::nullopt;
}

void hold(test::soak::Plan const& plan) {
    std::printf("soak: seed %llu\n", static_cast<unsigned long long>(plan.seed));
    std::fflush(stdout);
    auto const report = test::soak::soak(plan);
    std::printf("%s\n", report.table.c_str());
    for (auto const& broken : report.broken) FAIL_CHECK(broken);
}

}  // namespace

TEST_CASE("all that is written is seen once and no reply leaves twice, whatever fails", "[short_soak]") {
    test::soak::Plan plan;
    plan.seed = given_seed().value_or(1);
    plan.posts = 40;
    hold(plan);
}

TEST_CASE("the same for a long time", "[.soak]") {
    test::soak::Plan plan;
    plan.seed = given_seed().value_or(std::random_device{}());
    auto const* const minutes = std::getenv("SUPPORTAWARDS_SOAK_MINUTES");
    plan.lasts = std::chrono::minutes(minutes != nullptr ? std::stoi(minutes) : 30);
    // Less than twenty hours of the program's time: what is older is looked at again, slower than it is
    // written here.
    plan.haste = static_cast<int>(std::clamp<long long>(720 / plan.lasts.count(), 1, 12));
    plan.hangs = true;
    plan.restarts = static_cast<int>(plan.lasts.count() / 3) + 3;
    hold(plan);
}
