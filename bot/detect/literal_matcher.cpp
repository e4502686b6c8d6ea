#include "bot/detect/literal_matcher.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace bot::detect {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_letter(char c) {
    auto const small = lower(c);
    return (small >= 'a' && small <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

LiteralMatcher::LiteralMatcher(std::vector<Literal> literals) : literals_(std::move(literals)) {
    auto const opening = [](Literal const& literal) {
        if (literal.bytes.size() < shortest) throw std::logic_error("'" + literal.bytes + "' is too short");
        return bytes_at<std::uint32_t>(literal.bytes, 0) | 0x20202020U;
    };
    std::stable_sort(literals_.begin(), literals_.end(),
                     [&](Literal const& a, Literal const& b) { return opening(a) < opening(b); });
    for (std::uint32_t i = 0; i < literals_.size(); ++i) {
        auto const four = opening(literals_[i]);
        seen_[hash(four)] = 1;
        auto& range = ranges_.at(key(four));
        if (range.end == 0) range.first = i;
        range.end = i + 1;
    }
}

bool LiteralMatcher::is_alone(Literal const& literal, std::string_view text, std::size_t at) {
    auto const end = at + literal.bytes.size();
    bool const before = literal.bytes.front() == ' ' || at == 0 || !is_letter(text[at - 1]);
    bool const behind = literal.bytes.back() == ' ' || end == text.size() || !is_letter(text[end]);
    return before && behind;
}

bool LiteralMatcher::stands_at(Literal const& literal, std::string_view text, std::size_t at) {
    auto const size = literal.bytes.size();
    if (size > text.size() - at) return false;
    for (std::size_t i = 0; i < size; ++i) {
        if (lower(text[at + i]) != literal.bytes[i]) return false;
    }
    return !literal.word || is_alone(literal, text, at);
}

}  // namespace bot::detect
