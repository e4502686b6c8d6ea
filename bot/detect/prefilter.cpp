#include "bot/detect/prefilter.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "bot/detect/text/word_lists.h"

namespace bot::detect {

namespace {

// A post passes if it thanks; if it has two different halves, one of which speaks of people and what they
// did; or if it acclaims and speaks to somebody.
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
        each_word(list.words, [&](std::string_view entry) { add_literal(all, entry, *list.cue); });
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
