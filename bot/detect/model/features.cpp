#include "bot/detect/model/features.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/lexicon.h"

namespace bot::detect {

namespace {

constexpr std::size_t reach = 6;           // tokens within which two cues belong together
constexpr std::size_t negation_reach = 3;  // tokens a negation is taken to cover
constexpr std::size_t max_cue_tokens = 400;

// Part of a feature's hash, so that no number may change. 10 and 20 were used once.
enum class Pattern : std::uint64_t {
    one = 1,
    many,
    pair,
    follows,
    negated,
    first,
    last,
    tokens,
    mentions,
    leads_with_mention = 11,
    question,
    exclamation,
    hashtags,
    link,
    all_caps,
    elongated,
    number_and_time,
    quote
};
constexpr std::size_t pattern_count = 20;

constexpr std::uint32_t hash_of_pattern(Pattern pattern, std::uint64_t first, std::uint64_t second) {
    return static_cast<std::uint32_t>(
        joined_hash(joined_hash(static_cast<std::uint64_t>(pattern), first + 1), second + 1));
}

// There are so few cues that what two of them say together is computed beforehand.
struct Hashes {
    std::array<std::array<std::uint32_t, 64>, pattern_count> single{};
    std::array<std::array<std::uint32_t, cue_count>, cue_count> pair{}, follows{};

    constexpr Hashes() {
        for (std::size_t pattern = 1; pattern < pattern_count; ++pattern) {
            for (std::size_t i = 0; i < 64; ++i)
                single[pattern][i] = hash_of_pattern(static_cast<Pattern>(pattern), i, 0);
        }
        for (std::size_t one = 0; one < cue_count; ++one) {
            for (std::size_t other = 0; other < cue_count; ++other) {
                pair[one][other] = hash_of_pattern(Pattern::pair, one, other);
                follows[one][other] = hash_of_pattern(Pattern::follows, one, other);
            }
        }
    }

    std::uint32_t of(Pattern pattern, unsigned what) const {
        return single[static_cast<std::size_t>(pattern)][what];
    }
};
constexpr Hashes hashes;

// Goes through the set bits.
template <class Visit>
void each_cue(std::uint64_t cues, Visit visit) {
    for (; cues != 0; cues &= cues - 1) visit(static_cast<unsigned>(std::countr_zero(cues)));
}

class CueExtractor {
public:
    CueExtractor(Document const& document, std::vector<Feature>& out)
        : tokens_(document.tokens()), count_(std::min(tokens_.size(), max_cue_tokens)), out_(out) {}

    void run() {
        gather();
        if (count_ == 0) return;
        each_cue(all_, [&](unsigned cue) { put(Pattern::one, cue, first_at_[cue], first_at_[cue]); });
        each_cue(twice_, [&](unsigned cue) { put(Pattern::many, cue, first_at_[cue], first_at_[cue]); });
        pairs();
        sequences();
        ends();
        manner();
    }

private:
    void put(Pattern pattern, unsigned what, std::size_t from, std::size_t to) {
        put(hashes.of(pattern, what), from, to);
    }
    void put(std::uint32_t hash, std::size_t from, std::size_t to) {
        out_.push_back({hash, static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(to)});
    }

    void gather() {
        for (std::size_t i = 0; i < count_; ++i) {
            auto const cues = tokens_[i].cues;
            twice_ |= all_ & cues;
            each_cue(cues & ~all_, [&](unsigned cue) { first_at_[cue] = static_cast<std::uint16_t>(i); });
            all_ |= cues;
        }
    }

    void pairs() {
        each_cue(all_, [&](unsigned one) {
            each_cue(all_ & ~((std::uint64_t{2} << one) - 1),
                     [&](unsigned other) { put(hashes.pair[one][other], first_at_[one], first_at_[one]); });
        });
    }

    void sequences() {
        for (std::size_t i = 0; i < count_; ++i) {
            if (tokens_[i].cues == 0) continue;
            bool const denies = (tokens_[i].cues & bit(Cue::negation)) != 0;
            for (std::size_t j = i + 1; j < std::min(count_, i + 1 + reach); ++j) {
                if (ends_sentence(tokens_[j])) break;
                if (tokens_[j].cues == 0 || tokens_[j].cues == tokens_[i].cues) continue;
                follow(i, j, denies && j - i <= negation_reach);
                break;
            }
        }
    }

    void follow(std::size_t i, std::size_t j, bool denied) {
        each_cue(tokens_[i].cues, [&](unsigned one) {
            each_cue(tokens_[j].cues, [&](unsigned other) { put(hashes.follows[one][other], i, j); });
        });
        if (denied) each_cue(tokens_[j].cues, [&](unsigned other) { put(Pattern::negated, other, i, j); });
    }

    void ends() {
        auto const speaks = [](Token const& token) { return token.cues != 0; };
        auto const end = tokens_.begin() + static_cast<std::ptrdiff_t>(count_);
        auto const first = std::find_if(tokens_.begin(), end, speaks);
        if (first == end) return;
        auto last = end - 1;
        while (!speaks(*last)) --last;
        auto const from = static_cast<std::size_t>(first - tokens_.begin());
        auto const to = static_cast<std::size_t>(last - tokens_.begin());
        each_cue(first->cues, [&](unsigned cue) { put(Pattern::first, cue, from, from); });
        each_cue(last->cues, [&](unsigned cue) { put(Pattern::last, cue, to, to); });
    }

    void manner() {
        std::array<unsigned, token_kind_count> kinds{};
        bool question = false, exclamation = false, all_caps = false, elongated = false, quote = false;
        for (std::size_t i = 0; i < count_; ++i) {
            auto const& token = tokens_[i];
            ++kinds[static_cast<std::size_t>(token.kind)];
            all_caps |= token.all_caps;
            elongated |= token.elongated;
            if (token.kind != Token::Kind::punctuation) continue;
            question |= token.text[0] == '?';
            exclamation |= token.text[0] == '!';
            quote |= token.text[0] == '"';
        }
        auto const many = [&](Token::Kind kind) { return kinds[static_cast<std::size_t>(kind)]; };
        put(Pattern::tokens, static_cast<unsigned>(std::bit_width(many(Token::Kind::word))), 0, 0);
        put(Pattern::mentions, std::min(many(Token::Kind::mention), 3U), 0, 0);
        put(Pattern::hashtags, std::min(many(Token::Kind::hashtag), 3U), 0, 0);
        auto const put_if = [&](bool is_so, Pattern pattern) {
            if (is_so) put(pattern, 0, 0, 0);
        };
        put_if(tokens_.front().kind == Token::Kind::mention, Pattern::leads_with_mention);
        put_if(question, Pattern::question);
        put_if(exclamation, Pattern::exclamation);
        put_if(many(Token::Kind::url) > 0, Pattern::link);
        put_if(all_caps, Pattern::all_caps);
        put_if(elongated, Pattern::elongated);
        put_if(quote, Pattern::quote);
        put_if(many(Token::Kind::number) > 0 && (all_ & bit(Cue::time)) != 0, Pattern::number_and_time);
    }

    std::vector<Token> const& tokens_;
    std::size_t count_;
    std::vector<Feature>& out_;
    std::uint64_t all_ = 0, twice_ = 0;
    std::array<std::uint16_t, 64> first_at_{};
};

constexpr auto any_support = word_hash("@support"), any_handle = word_hash("@"), any_link = word_hash("http"),
               any_number = word_hash("0");

bool is_support_handle(std::string_view handle) {
    for (std::string_view const part : {"care", "help", "support", "assist", "ask", "service"}) {
        if (handle.find(part) != std::string_view::npos) return true;
    }
    return false;
}

// Whom a handle belongs to says nothing about the next post: handles, links and numbers count as their kind.
std::uint64_t identity(Token const& token) {
    switch (token.kind) {
        case Token::Kind::mention:
            return is_support_handle(token.text) ? any_support : any_handle;
        case Token::Kind::url:
            return any_link;
        case Token::Kind::number:
            return any_number;
        default:
            return token.hash;
    }
}

void extract_word_ngrams(std::vector<Token> const& tokens, std::vector<Feature>& out) {
    struct Seen {
        std::uint64_t hash = 0;
        std::size_t at = 0;
    } one_ago, two_ago;
    auto const count = std::min(tokens.size(), max_tokens);
    out.reserve(3 * count);
    for (std::size_t at = 0; at < count; ++at) {
        auto const put = [&](std::uint64_t hash, std::size_t first) {
            out.push_back({static_cast<std::uint32_t>(hash), static_cast<std::uint16_t>(first),
                           static_cast<std::uint16_t>(at)});
        };
        auto const own = identity(tokens[at]);
        put(own, at);
        if (tokens[at].kind == Token::Kind::punctuation) continue;
        if (one_ago.hash != 0) put(joined_hash(one_ago.hash, own), one_ago.at);
        if (two_ago.hash != 0) put(joined_hash(joined_hash(two_ago.hash, one_ago.hash), own), two_ago.at);
        two_ago = std::exchange(one_ago, {own, at});
    }
}

constexpr std::size_t max_word_bytes = 64, longest_ngram = 5;

}  // namespace

float scale_of(std::size_t count) {
    return 1 / std::sqrt(static_cast<float>(std::max<std::size_t>(1, count)));
}

void add_char_ngrams(std::string_view word, std::size_t at, std::vector<Feature>& out) {
    word = word.substr(0, max_word_bytes);
    std::array<char, max_word_bytes + 2> bytes;
    bytes[0] = bytes[word.size() + 1] = ' ';
    std::copy(word.begin(), word.end(), bytes.begin() + 1);
    std::array<std::uint8_t, max_word_bytes + 3> begin;  // of each letter, and one past the last
    std::size_t letters = 0;
    auto const size = word.size() + 2;
    for (std::size_t i = 0; i < size; ++i) {
        begin[letters] = static_cast<std::uint8_t>(i);
        letters += (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80 ? 1 : 0;
    }
    begin[letters] = static_cast<std::uint8_t>(size);
    bool const plain = letters == size;  // a letter a byte
    auto const carry_on = [&](std::uint64_t hash, std::size_t letter) {
        if (plain) return hash_on(hash, static_cast<unsigned char>(bytes[letter]));
        for (auto i = begin[letter]; i < begin[letter + 1]; ++i)
            hash = hash_on(hash, static_cast<unsigned char>(bytes[i]));
        return hash;
    };
    auto const token = static_cast<std::uint16_t>(at);
    for (std::size_t from = 0; from + 1 < letters; ++from) {
        auto hash = carry_on(hash_start, from);
        auto const most = std::min(letters - from, longest_ngram);
        for (std::size_t length = 2; length <= most; ++length) {
            hash = carry_on(hash, from + length - 1);
            out.push_back({static_cast<std::uint32_t>(mixed_hash(hash + length)), token, token});
        }
    }
}

void extract_context_features(Document const& document, Features& out) {
    for (auto& group : out.groups) group.clear();
    extract_word_ngrams(document.tokens(), out.of(Group::word_ngrams));
    CueExtractor(document, out.of(Group::cues)).run();
}

void extract_features(Document const& document, Features& out) {
    extract_context_features(document, out);
    auto const& tokens = document.tokens();
    each_word_token(tokens,
                    [&](std::size_t i) { add_char_ngrams(tokens[i].text, i, out.of(Group::char_ngrams)); });
}

}  // namespace bot::detect
