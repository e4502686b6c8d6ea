#include "bot/text/near_duplicate.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "bot/text/hash.h"

namespace bot::text {
namespace {

constexpr std::size_t hashes = 128;

}  // namespace

WordPairs::WordPairs(std::vector<std::string> const& words) {
    for (std::size_t i = 1; i < words.size(); ++i)
        pairs_.push_back(joined_hash(hash_of(words[i - 1]), hash_of(words[i])));
    std::ranges::sort(pairs_);
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
}

bool WordPairs::share(WordPairs const& other, int tenths) const {
    std::size_t shared = 0;
    for (auto const pair : pairs_) shared += std::ranges::binary_search(other.pairs_, pair) ? 1 : 0;
    auto const all = pairs_.size() + other.pairs_.size() - shared;
    return shared * 10 >= all * static_cast<std::size_t>(tenths);
}

std::array<long long, 4> WordPairs::bands() const {
    constexpr int hashes_a_band = 3;
    std::array<long long, 4> bands{};
    std::uint64_t seed = 0;
    for (auto& band : bands) {
        std::uint64_t joined = 0;
        for (int i = 0; i < hashes_a_band; ++i) {
            ++seed;
            auto least = std::numeric_limits<std::uint64_t>::max();
            for (auto const pair : pairs_) least = std::min(least, joined_hash(pair, seed));
            joined = joined_hash(joined, least);
        }
        band = static_cast<long long>(joined);
    }
    return bands;
}

Sketch::Sketch(WordPairs const& pairs) {
    if (pairs.empty()) return;
    for (std::uint64_t seed = 1; seed <= hashes; ++seed) {
        auto least = std::numeric_limits<std::uint64_t>::max();
        for (auto const pair : pairs.pairs_) least = std::min(least, joined_hash(pair, seed));
        least_.push_back(static_cast<std::uint16_t>(least));
    }
}

Sketch Sketch::of_bytes(std::string_view bytes) {
    Sketch sketch;
    if (bytes.size() != 2 * hashes) return sketch;
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        sketch.least_.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[i]) |
                                                           static_cast<unsigned char>(bytes[i + 1]) << 8U));
    return sketch;
}

std::string Sketch::bytes() const {
    std::string bytes;
    for (auto const hash : least_) {
        bytes += static_cast<char>(hash & 0xFFU);
        bytes += static_cast<char>(hash >> 8U);
    }
    return bytes;
}

bool Sketch::share(Sketch const& other, int tenths) const {
    if (empty() || other.empty()) return false;
    std::size_t agree = 0;
    for (std::size_t i = 0; i < hashes; ++i) agree += least_[i] == other.least_[i] ? 1 : 0;
    return agree * 10 >= hashes * static_cast<std::size_t>(tenths);
}

std::vector<std::string> folded_words(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    auto const folded = fold->normalize(
        icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status);
    std::unique_ptr<icu::BreakIterator> const breaks(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    std::vector<std::string> words;
    if (U_FAILURE(status)) return words;
    breaks->setText(folded);
    for (auto from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks->next())
        if (breaks->getRuleStatus() >= UBRK_WORD_NUMBER)
            folded.tempSubStringBetween(from, to).toUTF8String(words.emplace_back());
    return words;
}

}  // namespace bot::text
