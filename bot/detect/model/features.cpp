#include "bot/detect/model/features.h"

#include <algorithm>
#include <bit>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/lexicon.h"

namespace bot::detect {

namespace {

constexpr std::size_t reach = 6;           // tokens within which two cues belong together
constexpr std::size_t negation_reach = 3;  // tokens a negation is taken to cover
constexpr std::size_t max_cue_tokens = 400;

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
    no_mention,
    leads_with_mention,
    question,
    exclamation,
    hashtags,
    link,
    all_caps,
    elongated,
    number_and_time,
    quote,
    author_company
};
constexpr std::size_t pattern_count = 21;

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

    static bool ends_sentence(Token const& token) {
        return token.kind == Token::Kind::punctuation &&
               (token.text[0] == '.' || token.text[0] == '!' || token.text[0] == '?');
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
        unsigned words = 0, mentions = 0, hashtags = 0, numbers = 0;
        bool question = false, exclamation = false, link = false, all_caps = false, elongated = false,
             quote = false;
        for (std::size_t i = 0; i < count_; ++i) {
            auto const& token = tokens_[i];
            words += token.kind == Token::Kind::word ? 1 : 0;
            mentions += token.kind == Token::Kind::mention ? 1 : 0;
            hashtags += token.kind == Token::Kind::hashtag ? 1 : 0;
            numbers += token.kind == Token::Kind::number ? 1 : 0;
            link |= token.kind == Token::Kind::url;
            all_caps |= token.all_caps;
            elongated |= token.elongated;
            if (token.kind != Token::Kind::punctuation) continue;
            question |= token.text[0] == '?';
            exclamation |= token.text[0] == '!';
            quote |= token.text[0] == '"';
        }
        put(Pattern::tokens, static_cast<unsigned>(std::bit_width(words)), 0, 0);
        put(Pattern::mentions, std::min(mentions, 3U), 0, 0);
        put(Pattern::hashtags, std::min(hashtags, 3U), 0, 0);
        if (tokens_.front().kind == Token::Kind::mention) put(Pattern::leads_with_mention, 0, 0, 0);
        if (question) put(Pattern::question, 0, 0, 0);
        if (exclamation) put(Pattern::exclamation, 0, 0, 0);
        if (link) put(Pattern::link, 0, 0, 0);
        if (all_caps) put(Pattern::all_caps, 0, 0, 0);
        if (elongated) put(Pattern::elongated, 0, 0, 0);
        if (quote) put(Pattern::quote, 0, 0, 0);
        if (numbers > 0 && (all_ & bit(Cue::time)) != 0) put(Pattern::number_and_time, 0, 0, 0);
    }

    std::vector<Token> const& tokens_;
    std::size_t count_;
    std::vector<Feature>& out_;
    std::uint64_t all_ = 0, twice_ = 0;
    std::array<std::uint16_t, 64> first_at_{};
};

constexpr std::uint64_t name(std::string_view what) {
    return mixed_hash(hash_of(what));
}

constexpr auto any_support = name("@support"), any_handle = name("@"), any_link = name("http"),
               any_number = name("0");

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

class NgramExtractor {
public:
    NgramExtractor(std::vector<Token> const& tokens, std::vector<Feature>& out)
        : tokens_(tokens), out_(out) {}

    void run() {
        auto const count = std::min(tokens_.size(), max_tokens);
        out_.reserve(3 * count);
        for (std::size_t i = 0; i < count; ++i) token(i);
    }

private:
    void put(std::uint64_t hash, std::size_t first, std::size_t last) {
        out_.push_back({static_cast<std::uint32_t>(hash), static_cast<std::uint16_t>(first),
                        static_cast<std::uint16_t>(last)});
    }

    void token(std::size_t at) {
        auto const& token = tokens_[at];
        auto const own = identity(token);
        put(own, at, at);
        if (token.kind == Token::Kind::punctuation) return;
        if (one_ago_ != 0) put(joined_hash(one_ago_, own), one_ago_at_, at);
        if (two_ago_ != 0) put(joined_hash(joined_hash(two_ago_, one_ago_), own), two_ago_at_, at);
        two_ago_ = one_ago_;
        two_ago_at_ = one_ago_at_;
        one_ago_ = own;
        one_ago_at_ = at;
    }

    std::vector<Token> const& tokens_;
    std::vector<Feature>& out_;
    std::uint64_t one_ago_ = 0, two_ago_ = 0;
    std::size_t one_ago_at_ = 0, two_ago_at_ = 0;
};

}  // namespace

float scale_of(std::size_t count) {
    return 1 / std::sqrt(static_cast<float>(std::max<std::size_t>(1, count)));
}

void extract_context_features(Document const& document, Features& out) {
    for (auto& group : out.groups) group.clear();
    NgramExtractor(document.tokens(), out.of(Group::word_ngrams)).run();
    CueExtractor(document, out.of(Group::cues)).run();
}

void extract_features(Document const& document, Features& out) {
    extract_context_features(document, out);
    auto const& tokens = document.tokens();
    each_word_token(tokens, [&](std::size_t i) {
        auto const at = static_cast<std::uint16_t>(i);
        each_char_ngram(tokens[i].text, [&](std::uint64_t hash) {
            out.of(Group::char_ngrams).push_back({static_cast<std::uint32_t>(hash), at, at});
        });
    });
}

}  // namespace bot::detect
