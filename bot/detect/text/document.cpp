#include "bot/detect/text/document.h"

#include <cstring>

#include "bot/detect/text/lexicon.h"

namespace bot::detect {

namespace {

template <class Integer>
std::uint64_t at(char const* bytes) {
    Integer value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

/// All letters of a word of up to 16 bytes, to compare by; longer words are not kept.
struct Key {
    std::uint64_t head = 0, tail = 0;
    std::size_t length = 0;  // 0: none, or too many

    // Two pieces that overlap hold all of the word, given its length.
    explicit Key(std::string_view text = {}) {
        auto const size = text.size();
        auto const* bytes = text.data();
        if (size > 16) return;
        length = size;
        if (size >= 8) {
            head = at<std::uint64_t>(bytes);
            tail = at<std::uint64_t>(bytes + size - 8);
        } else if (size >= 4) {
            head = at<std::uint32_t>(bytes);
            tail = at<std::uint32_t>(bytes + size - 4);
        } else if (size > 0) {
            head = at<std::uint8_t>(bytes);
            tail = at<std::uint8_t>(bytes + size / 2) << 8 | at<std::uint8_t>(bytes + size - 1);
        }
    }
    bool operator==(Key const&) const = default;
    std::size_t hash() const {
        return ((head ^ (tail * 0x9e3779b97f4a7c15ULL) ^ length) * 0xff51afd7ed558ccdULL) >> 32;
    }
};

/// What needs nothing but a word's letters. A cache line.
struct alignas(64) Entry {
    Key key;
    std::uint64_t id = 0, hash = 0, cues = 0;
    std::uint8_t language_votes = 0;
    bool elongated = false, starts_phrase = false;
    bool more_recent = false;  // of the two words that share a hash it was met last
};

}  // namespace

class TokenCache {
public:
    /// Fills in what the text of the tokens tells: hash, elongated, common words, English cues, and the
    /// number of the entry. The table is larger than the nearest cache: all its entries that will be needed
    /// are asked for at once.
    void look_up(std::vector<Token>& tokens) {
        keys_.clear();
        for (auto const& token : tokens) {
            bool const kept = token.kind == Token::Kind::word || token.kind == Token::Kind::hashtag;
            auto const& key = keys_.emplace_back(kept ? token.text : std::string_view());
            auto const* const pair = pair_of(key);
            __builtin_prefetch(pair);
            __builtin_prefetch(pair + 1);
        }
        for (std::size_t i = 0; i < tokens.size(); ++i) look_up(tokens[i], keys_[i]);
    }

private:
    // Two entries for each hash, so that a rare word does not drive out a common one.
    Entry* pair_of(Key const& key) { return &entries_[key.hash() % (remembered_words / 2) * 2]; }

    void fill(Entry& entry, Key const& key, Token& token) {
        hash_token(token);
        tag_english(token);
        entry.key = key;
        entry.id = ++filled_ * remembered_words + static_cast<std::uint64_t>(&entry - entries_.data());
        entry.hash = token.hash;
        entry.elongated = token.elongated;
        entry.language_votes = languages_with_common_word(token.hash);
        entry.cues = token.cues;
        entry.starts_phrase = token.starts_phrase;
    }

    Entry& entry_of(Key const& key, Token& token) {
        auto* const pair = pair_of(key);
        std::size_t which = 0;
        if (pair[0].key != key) {
            which = pair[1].key == key || pair[0].more_recent ? 1 : 0;
            if (pair[which].key != key) fill(pair[which], key, token);
        }
        pair[which].more_recent = true;
        pair[1 - which].more_recent = false;
        return pair[which];
    }

    void look_up(Token& token, Key const& key) {
        if (key.length == 0) {
            hash_token(token);
            tag_english(token);
            if (token.kind == Token::Kind::word)
                token.language_votes = languages_with_common_word(token.hash);
            return;
        }
        auto const& entry = entry_of(key, token);
        token.hash = entry.hash;
        token.elongated = entry.elongated;
        token.cues = entry.cues;
        token.language_votes = token.kind == Token::Kind::word ? entry.language_votes : std::uint8_t{0};
        token.starts_phrase = entry.starts_phrase;
        token.cache_id = entry.id;
    }

    std::vector<Key> keys_;  // of the tokens that are looked up
    std::vector<Entry> entries_ = std::vector<Entry>(remembered_words);
    std::uint64_t filled_ = 0;  // times an entry was; makes its numbers new ones
};

Document::Document() : token_cache_(std::make_unique<TokenCache>()) {}

Document::~Document() = default;

void Document::read(Text const& text) {
    words_ = text.words;
    normalise(words_, post_);
    split_tokens(post_, words_, tokens_);
    token_cache_->look_up(tokens_);
    language_ = language_of(tokens_, text.language);
    tag_cues(tokens_, language_);
}

std::string Document::slice(std::size_t start, std::size_t end) const {
    std::size_t at = post_.byte_of(start);
    auto const stop = post_.byte_of(end);
    if (post_.plain()) return std::string(words_.substr(at, stop - at));
    std::string piece;
    while (at < stop) append_utf8(piece, next_code_point(words_, at));
    return piece;
}

}  // namespace bot::detect
