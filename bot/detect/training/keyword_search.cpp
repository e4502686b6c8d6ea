#include "bot/detect/training/keyword_search.h"

#include <algorithm>
#include <array>

#include "bot/detect/text/normalise.h"

namespace bot::detect {

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
