#pragma once

#include <cstdint>
#include <random>
#include <string_view>

namespace test::soak {

/// What is left to chance, the same for the same seed and name. One thread.
class Chance {
public:
    Chance(std::uint64_t seed, std::string_view name) : numbers_(seed) {
        std::uint64_t hash = 0xcbf29ce484222325;
        for (auto const c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
        numbers_.seed(seed ^ hash);
    }
    /// From 0 to `many` - 1.
    int below(int many) { return static_cast<int>(numbers_() % static_cast<std::uint64_t>(many)); }
    int between(int from, int to) { return from + below(to - from + 1); }
    bool percent(int of_hundred) { return below(100) < of_hundred; }

private:
    std::mt19937_64 numbers_;
};

}  // namespace test::soak
