#include "bot/listen/same_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/tokens.h"
#include "storage/candidates.h"

namespace bot::listen {
namespace {

// In words; a character of writing without spaces counts as a third of one.
constexpr std::size_t not_short = 6, long_enough = 10;
constexpr int compared = 40;
constexpr std::size_t hashes_a_band = 3;
constexpr auto skipped_words_kept = std::chrono::days(30);

/// The words of a post as they are compared.
struct Saying {
    std::string words;  // with a blank after each
    std::size_t thirds = 0;
    std::vector<std::uint64_t> pairs;  // of words that follow each other; sorted, each once

    bool has(std::size_t count) const { return thirds >= 3 * count; }
};

bool without_spaces(std::string_view word) {
    std::size_t at = 0;
    auto const c = detect::next_code_point(word, at);
    return at == word.size() && ((c >= 0x0E00 && c < 0x1100) || (c >= 0x1780 && c < 0x1800) ||
                                 (c >= 0x2E80 && c < 0xA500) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000);
}

Saying saying_of(std::string_view text) {
    Saying saying;
    detect::Normalised folded;
    detect::normalise(text, folded);
    std::vector<detect::Token> tokens;
    detect::tokenize(folded, text, tokens);
    std::uint64_t before = 0;
    for (auto const& token : tokens) {
        if (token.kind != detect::Token::Kind::word) continue;
        auto const hash = detect::hash_of(token.text);
        if (!saying.words.empty()) saying.pairs.push_back(detect::joined_hash(before, hash));
        before = hash;
        saying.words.append(token.text).push_back(' ');
        saying.thirds += without_spaces(token.text) ? 1 : 3;
    }
    std::ranges::sort(saying.pairs);
    saying.pairs.erase(std::unique(saying.pairs.begin(), saying.pairs.end()), saying.pairs.end());
    return saying;
}

/// Min-hashing: two sayings have a band in common with the cube of the share of pairs they share.
std::array<std::optional<long long>, 4> bands_of(std::vector<std::uint64_t> const& pairs) {
    std::array<std::optional<long long>, 4> bands;
    std::uint64_t seed = 0;
    for (auto& band : bands) {
        std::uint64_t joined = 0;
        for (std::size_t i = 0; i < hashes_a_band; ++i) {
            ++seed;
            auto least = std::numeric_limits<std::uint64_t>::max();
            for (auto const pair : pairs) least = std::min(least, detect::joined_hash(pair, seed));
            joined = detect::joined_hash(joined, least);
        }
        band = static_cast<long long>(joined);
    }
    return bands;
}

/// Of all pairs of either so many, in tenths, are in both.
bool share(Saying const& one, Saying const& other, std::size_t tenths) {
    std::size_t shared = 0;
    for (auto const pair : one.pairs) shared += std::ranges::binary_search(other.pairs, pair) ? 1 : 0;
    return shared * 10 >= (one.pairs.size() + other.pairs.size() - shared) * tenths;
}

bool nearly_same(Saying const& one, Saying const& other, bool same_author) {
    auto const enough = same_author ? not_short : long_enough;
    if (!one.has(enough) || !other.has(enough)) return false;
    return share(one, other, same_author ? 5 : 8);
}

bool similar(Saying const& one, Saying const& other) {
    return one.has(long_enough) && other.has(long_enough) && share(one, other, 5);
}

}  // namespace

storage::TextSignature text_signature(Keys const& keys, std::optional<std::string> const& author_key,
                                      std::string_view text) {
    storage::TextSignature marks;
    auto const saying = saying_of(text);
    if (saying.has(not_short))
        marks.key = keys.hash("words", {saying.words});
    else if (author_key && !saying.words.empty())
        marks.key = keys.hash("words of", {*author_key, saying.words});
    if (saying.has(long_enough)) marks.bands = bands_of(saying.pairs);
    return marks;
}

bool nearly_same(std::string_view one, std::string_view other, bool same_author) {
    return nearly_same(saying_of(one), saying_of(other), same_author);
}

bool similar(std::string_view one, std::string_view other) {
    return similar(saying_of(one), saying_of(other));
}

std::optional<storage::CandidateId> like_skipped(storage::Read const& read, storage::Post const& post,
                                                 storage::Time now) {
    auto const maybe =
        storage::candidates::similar_skipped(read, post.signature, now - skipped_words_kept, compared);
    if (maybe.empty()) return std::nullopt;
    auto const saying = saying_of(post.text.value_or(""));
    auto const found = std::ranges::find_if(maybe, [&](storage::SimilarCandidate const& other) {
        return similar(saying, saying_of(other.text));
    });
    return found == maybe.end() ? std::nullopt : std::optional(found->id);
}

bool said_before(storage::Read const& read, storage::Post const& post) {
    if (!post.signature.key) return false;
    auto const similar = storage::posts::possible_duplicates(read, post.signature, post.author_key, compared);
    if (similar.empty()) return false;
    auto const saying = saying_of(post.text.value_or(""));
    return std::ranges::any_of(similar, [&](storage::PossibleDuplicate const& other) {
        bool const same_author = post.author_key && other.author_key == post.author_key;
        return other.same_key || (other.text && nearly_same(saying, saying_of(*other.text), same_author));
    });
}

}  // namespace bot::listen
