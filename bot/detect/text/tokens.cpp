#include "bot/detect/text/tokens.h"

#include <array>

#include "bot/detect/text/code_points.h"
#include "bot/detect/text/hash.h"

namespace bot::detect {

namespace {

// What an ASCII character may be to a reader; a bit each.
enum : std::uint8_t { letter = 1, digit = 2, blank = 4, emoticon_begins = 8, beyond_ascii = 16 };

constexpr std::array<std::uint8_t, 256> meanings = [] {
    std::array<std::uint8_t, 256> of{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) of[c] = letter;
    for (std::size_t c = '0'; c <= '9'; ++c) of[c] = digit;
    for (std::size_t c = 0x80; c < 0x100; ++c) of[c] = beyond_ascii;
    for (unsigned char const c : {' ', '\t', '\r', '_'}) of[c] = blank;
    for (unsigned char const c : {':', ';', '=', 'x', '<', '^', '-'}) of[c] |= emoticon_begins;
    return of;
}();

bool may_be(char c, unsigned what) {
    return (meanings[static_cast<unsigned char>(c)] & what) != 0;
}
bool is_letter_or_digit(char c) {
    return may_be(c, letter | digit);
}
bool is_digit(char c) {
    return may_be(c, digit);
}
bool is_ascii(char c) {
    return !may_be(c, beyond_ascii);
}

// "<3", not "<33": the next character must not carry on the word.
constexpr std::array<std::string_view, 22> emoticons{":-)", ":)", ":-(", ":(", ";-)", ";)", ":-d", ":d",
                                                     "=)",  "=d", "xd",  "<3", ":'(", ":/", ":-/", ":p",
                                                     ":-p", "^^", "^_^", ":|", "-_-", ":*"};

class Tokenizer {
public:
    Tokenizer(Normalised const& post, std::string_view words, std::vector<Token>& out)
        : post_(post), words_(words), text_(post.text), out_(out) {
        out.clear();
    }

    void run() {
        while (at_ < text_.size()) {
            char const c = text_[at_];
            if (is_letter_or_digit(c)) {
                if (!url() && !emoticon()) is_digit(c) ? number() : word();
            } else if (may_be(c, blank)) {
                ++at_;
            } else if (!is_ascii(c)) {
                foreign();
            } else if (c == '@' || c == '#') {
                if (!tagged(c)) punctuation();
            } else if (c == '\n') {
                sentence_start_ = true;
                ++at_;
            } else if (!emoticon()) {
                punctuation();
            }
        }
    }

private:
    bool follows(std::string_view piece) const { return text_.compare(at_, piece.size(), piece) == 0; }

    // Where a run of letters that begins at `at` ends. An apostrophe between letters belongs to the word.
    std::size_t word_end(std::size_t at, bool in_tag) const {
        while (at < text_.size()) {
            char const c = text_[at];
            if (is_letter_or_digit(c) || (in_tag && c == '_')) {
                ++at;
            } else if (!is_ascii(c)) {
                std::size_t next = at;
                auto const kind = code_point(next_code_point(text_, next)).char_class;
                if (kind != CharClass::letter && !(in_tag && kind == CharClass::unspaced)) return at;
                at = next;
            } else if (c == '\'' && !in_tag && at + 1 < text_.size() &&
                       (is_letter_or_digit(text_[at + 1]) || !is_ascii(text_[at + 1]))) {
                ++at;
            } else {
                return at;
            }
        }
        return at;
    }

    void put(Token::Kind kind, std::size_t sign, std::size_t from, std::size_t to) {
        auto& token = out_.emplace_back();
        token.kind = kind;
        token.text = text_.substr(from, to - from);
        token.start = post_.start(sign);
        token.end = post_.end(to - 1);
        bool const speaks = kind != Token::Kind::punctuation && kind != Token::Kind::emoji;
        token.sentence_start = sentence_start_ && speaks;
        if (speaks) sentence_start_ = false;
        if (kind == Token::Kind::word) look_at_capitals(token);
        at_ = to;
    }

    bool take_capital(std::size_t& at) const {
        if (!is_ascii(words_[at])) return code_point(next_code_point(words_, at)).upper;
        char const c = words_[at++];
        return c >= 'A' && c <= 'Z';
    }

    void look_at_capitals(Token& token) const {
        std::size_t at = post_.byte_of(token.start);
        auto const end = post_.byte_of(token.end);
        token.capital = take_capital(at);
        if (!token.capital) return;
        int letters = 1;
        while (at < end) {
            if (!take_capital(at)) return;
            ++letters;
        }
        token.all_caps = letters >= 3;
    }

    void word() { put(Token::Kind::word, at_, at_, word_end(at_, false)); }

    void number() {
        std::size_t to = at_;
        while (to < text_.size() &&
               (is_digit(text_[to]) || ((text_[to] == '.' || text_[to] == ',' || text_[to] == ':') &&
                                        to + 1 < text_.size() && is_digit(text_[to + 1])))) {
            ++to;
        }
        put(Token::Kind::number, at_, at_, to);
    }

    bool url() {
        if (text_[at_] != 'h' && text_[at_] != 'w') return false;
        if (!follows("http://") && !follows("https://") && !follows("www.")) return false;
        std::size_t to = at_;
        while (to < text_.size() && text_[to] > ' ' && is_ascii(text_[to])) {
            ++to;
        }
        put(Token::Kind::url, at_, at_, to);
        return true;
    }

    bool emoticon() {
        if (!may_be(text_[at_], emoticon_begins)) return false;
        for (auto const sign : emoticons) {
            if (!follows(sign)) continue;
            auto const to = at_ + sign.size();
            if (to < text_.size() && is_letter_or_digit(text_[to])) continue;
            if (is_letter_or_digit(sign.front()) && at_ > 0 && is_letter_or_digit(text_[at_ - 1])) continue;
            put(Token::Kind::emoji, at_, at_, to);
            return true;
        }
        return false;
    }

    // A handle may be a domain name ("@ana.example") or carry its server ("@ana@chat.example").
    std::size_t handle_end(std::size_t at) const {
        auto to = word_end(at, true);
        while (to + 1 < text_.size() && (text_[to] == '.' || text_[to] == '-' || text_[to] == '@')) {
            bool const carries_on = is_letter_or_digit(text_[to + 1]) &&
                                    words_[post_.byte_of(post_.start(to + 1))] == text_[to + 1];
            if (!carries_on) break;
            to = word_end(to + 1, true);
        }
        return to;
    }

    bool tagged(char sign) {
        if (at_ > 0 && is_letter_or_digit(text_[at_ - 1])) return false;
        auto const to = sign == '@' ? handle_end(at_ + 1) : word_end(at_ + 1, true);
        if (to == at_ + 1) return false;
        put(sign == '@' ? Token::Kind::mention : Token::Kind::hashtag, at_, at_ + 1, to);
        return true;
    }

    // A run of one sign is one token: "!!!" counts as "!".
    void punctuation() {
        std::size_t to = at_ + 1;
        while (to < text_.size() && text_[to] == text_[at_]) ++to;
        put(Token::Kind::punctuation, at_, at_, to);
        char const sign = text_[at_ - 1];
        if (sign == '.' || sign == '!' || sign == '?') sentence_start_ = true;
    }

    void foreign() {
        std::size_t next = at_;
        switch (code_point(next_code_point(text_, next)).char_class) {
            case CharClass::letter:
                return word();
            case CharClass::unspaced:
                return put(Token::Kind::word, at_, at_, next);
            case CharClass::emoji:
                return put(Token::Kind::emoji, at_, at_, next);
            case CharClass::punctuation:
                return put(Token::Kind::punctuation, at_, at_, next);
            case CharClass::space:
            case CharClass::ignored:
                at_ = next;
        }
    }

    Normalised const& post_;
    std::string_view words_;
    std::string_view text_;
    std::vector<Token>& out_;
    std::size_t at_ = 0;
    bool sentence_start_ = true;
};

}  // namespace

void hash_token(Token& token) {
    std::uint64_t hash = hash_start;
    int one_ago = -1, two_ago = -1;
    for (char const sign : token.text) {
        auto const c = static_cast<unsigned char>(sign);
        if (c == one_ago && c == two_ago && !is_digit(sign)) {
            token.elongated = true;
        } else {
            hash = hash_on(hash, c);
        }
        two_ago = one_ago;
        one_ago = c;
    }
    token.hash = mixed_hash(hash);
}

void split_tokens(Normalised const& post, std::string_view words, std::vector<Token>& out) {
    Tokenizer(post, words, out).run();
}

Tokenized::Tokenized(std::string_view words) {
    normalise(words, post);
    split_tokens(post, words, tokens);
    for (auto& token : tokens) hash_token(token);
}

}  // namespace bot::detect
