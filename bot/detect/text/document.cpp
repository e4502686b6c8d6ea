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

}  // namespace

// Two pieces that overlap hold all of the word, given its length.
TokenCache::Letters::Letters(std::string_view text) {
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

std::size_t TokenCache::Letters::hash() const {
    return ((head ^ (tail * 0x9e3779b97f4a7c15ULL) ^ length) * 0xff51afd7ed558ccdULL) >> 32;
}

void TokenCache::learn(Word& word, Letters const& letters, Token& token) {
    spell(token);
    word.letters = letters;
    word.number = ++met_ * places + static_cast<std::uint64_t>(&word - words_.data());
    word.hash = token.hash;
    word.stretched = token.stretched;
    word.votes = languages_of_small_word(token.hash);
    word.cues = english_cues(token);
    word.opens = opens_english_phrase(token);
}

// Two places for each hash, so that a rare word does not drive out a common one.
TokenCache::Word* TokenCache::pair_of(Letters const& letters) {
    return &words_[letters.hash() % (places / 2) * 2];
}

TokenCache::Word& TokenCache::known(Letters const& letters, Token& token) {
    auto* const pair = pair_of(letters);
    std::size_t which = 0;
    if (pair[0].letters != letters) {
        which = pair[1].letters == letters || pair[0].newer ? 1 : 0;
        if (pair[which].letters != letters) learn(pair[which], letters, token);
    }
    pair[which].newer = true;
    pair[1 - which].newer = false;
    return pair[which];
}

// The table is larger than the nearest cache: all its places that will be needed are asked for at once.
void TokenCache::look_up(std::vector<Token>& tokens) {
    letters_.clear();
    for (auto const& token : tokens) {
        bool const kept = token.kind == Token::Kind::word || token.kind == Token::Kind::hashtag;
        auto const& letters = letters_.emplace_back(kept ? token.text : std::string_view());
        auto const* const pair = pair_of(letters);
        __builtin_prefetch(pair);
        __builtin_prefetch(pair + 1);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) look_up(tokens[i], letters_[i]);
}

void TokenCache::look_up(Token& token, Letters const& letters) {
    if (letters.length == 0) {
        spell(token);
        token.cues = english_cues(token);
        token.opens = opens_english_phrase(token);
        if (token.kind == Token::Kind::word) token.votes = languages_of_small_word(token.hash);
        return;
    }
    auto const& word = known(letters, token);
    token.hash = word.hash;
    token.stretched = word.stretched;
    token.cues = word.cues;
    token.votes = token.kind == Token::Kind::word ? word.votes : std::uint8_t{0};
    token.opens = word.opens;
    token.word = word.number;
}

void Document::read(Text const& text) {
    words_ = text.words;
    normalise(words_, post_);
    cut_only(post_, words_, tokens_);
    token_cache_.look_up(tokens_);
    language_ = language_of(tokens_, text.language);
    mark_cues(tokens_, language_);
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
