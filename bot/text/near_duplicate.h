#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bot::text {

/// The pairs of neighbouring words of a text, as a set of hashes: what two texts are compared by to see
/// whether one says nearly what the other says. Who compares decides which words count (folded or not, with
/// numbers or not), how many of them are enough to tell, and how much must be shared. Immutable; any thread.
class WordPairs {
public:
    WordPairs() = default;
    /// Of words in their order. Fewer than two make no pair.
    explicit WordPairs(std::vector<std::string> const& words);

    bool empty() const { return pairs_.empty(); }
    /// Whether at least so many tenths of all pairs of the two texts are in both (the Jaccard index). Two
    /// texts without a pair share all of nothing: true.
    bool share(WordPairs const& other, int tenths) const;

    /// Min-hashes, three to a band: two texts that share a part s of their pairs have a band in common, in
    /// its place, with a probability of 1 - (1 - s³)⁴. Stored in databases, so the same pairs give the same
    /// numbers for ever. See Broder, "On the resemblance and containment of documents" (1997).
    std::array<long long, 4> bands() const;

private:
    friend class Sketch;
    std::vector<std::uint64_t> pairs_;  // sorted, each once
};

/// What is kept of a text's pairs of words to tell later how much another shares with it, in a fixed size:
/// 128 min-hashes of 16 bits each (Broder 1997; Li and König, "b-Bit Minwise Hashing", 2010). Of two texts
/// about as many agree as the part of all pairs that is in both; the standard error is 4 percent at a half.
/// Stored in databases, so the same pairs give the same bytes for ever. Immutable; any thread.
class Sketch {
public:
    Sketch() = default;
    /// Empty if there are no pairs.
    explicit Sketch(WordPairs const& pairs);
    /// Of bytes(); what has another length is empty.
    static Sketch of_bytes(std::string_view bytes);

    bool empty() const { return least_.empty(); }
    /// 256 bytes, the low byte of each hash first; none if it is empty.
    std::string bytes() const;
    /// Whether at least so many tenths agree. Never if one is empty.
    bool share(Sketch const& other, int tenths) const;

private:
    std::vector<std::uint16_t> least_;
};

/// The words of a text in their order as Unicode cuts them (UAX #29), numbers among them, folded (NFKC,
/// case).
std::vector<std::string> folded_words(std::string_view text);

}  // namespace bot::text
