#include "bot/detect/prefilter.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bot/detect/text/word_lists.h"

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

bool LiteralMatcher::stands_at(Literal const& literal, std::string_view text, std::size_t at) {
    auto const here = text.substr(at, literal.bytes.size());
    if (!std::ranges::equal(here, literal.bytes, {}, lower)) return false;
    if (!literal.word) return true;
    auto const end = at + here.size();
    bool const before = here.front() == ' ' || at == 0 || !is_letter(text[at - 1]);
    bool const behind = here.back() == ' ' || end == text.size() || !is_letter(text[end]);
    return before && behind;
}

namespace {

// A post passes if it thanks; if it has two different halves, one of which speaks of people and what they
// did; or if it acclaims and speaks to someone.
constexpr std::uint64_t enough = bit(Cue::gratitude);
constexpr std::uint64_t deeds = bit(Cue::people) | bit(Cue::service) | bit(Cue::help) | bit(Cue::speed) |
                                bit(Cue::warmth) | bit(Cue::beyond);
constexpr std::uint64_t acclaim = bit(Cue::praise) | bit(Cue::beyond);
constexpr std::uint64_t halves = deeds | acclaim | bit(Cue::liking) | bit(Cue::smile);

// A literal's id is its cue.
constexpr auto enough_id = static_cast<unsigned>(Cue::gratitude);

// What holds another literal that says the same is found by that one: "thank" finds "thankful".
std::vector<LiteralMatcher::Literal> without_needless(std::vector<LiteralMatcher::Literal> const& all) {
    std::set<std::pair<unsigned, std::string_view>> known, taken;
    for (auto const& literal : all)
        if (!literal.word) known.emplace(literal.id, literal.bytes);
    std::vector<LiteralMatcher::Literal> kept;
    for (auto const& literal : all) {
        std::string_view const bytes = literal.bytes;
        bool needless = false;
        for (std::size_t from = 0; from + LiteralMatcher::shortest <= bytes.size(); ++from) {
            for (auto length = LiteralMatcher::shortest; from + length <= bytes.size(); ++length) {
                auto const part = bytes.substr(from, length);
                needless |=
                    known.contains({enough_id, part}) && !(literal.id == enough_id && length == bytes.size());
                needless |= length < bytes.size() && known.contains({literal.id, part});
            }
        }
        if (!needless && taken.emplace(literal.id, bytes).second) kept.push_back(literal);
    }
    return kept;
}

void add_literal(std::vector<LiteralMatcher::Literal>& literals, std::string_view entry, Cue cue) {
    if (entry.back() == '*') entry.remove_suffix(1);
    std::string bytes(entry);
    std::replace(bytes.begin(), bytes.end(), '_', ' ');
    auto const id = static_cast<unsigned>(cue);
    switch (bytes.size()) {
        case 0:
        case 1:
            return;
        case 2:
            return literals.push_back({" " + bytes + " ", id});
        case 3:
            literals.push_back({" " + bytes, id, true});
            return literals.push_back({bytes + " ", id, true});
        default:
            literals.push_back({bytes, id});
    }
}

std::vector<LiteralMatcher::Literal> literals() {
    std::vector<LiteralMatcher::Literal> all;
    for (auto const& list : word_lists()) {
        if (!list.cue || (bit(*list.cue) & (enough | halves)) == 0) continue;
        for (auto const entry : list.words) add_literal(all, entry, *list.cue);
    }
    return all;
}

}  // namespace

Prefilter::Prefilter() : matcher_(without_needless(literals())) {}

bool Prefilter::passes(std::string_view words) const {
    std::uint64_t seen = 0;
    bool const said = matcher_.search(words, [&](unsigned cue) {
        seen |= std::uint64_t{1} << cue;
        return (seen & enough) != 0 || ((seen & (seen - 1)) != 0 && (seen & deeds) != 0);
    });
    return said || ((seen & acclaim) != 0 && words.find('@') != words.npos);
}

}  // namespace bot::detect
