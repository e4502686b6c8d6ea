#include "bot/detect/tokens.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

#include "bot/detect/hash.h"

namespace bot::detect {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "<3", not "<33": the next character must not carry on the word.
constexpr std::array<std::string_view, 22> emoticons{":-)", ":)", ":-(", ":(", ";-)", ";)", ":-d", ":d",
                                                     "=)",  "=d", "xd",  "<3", ":'(", ":/", ":-/", ":p",
                                                     ":-p", "^^", "^_^", ":|", "-_-", ":*"};

constexpr std::string_view emoticon_signs = ":;=x<^-";  // what they begin with

bool written_without_spaces(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return true;
        default:
            return false;
    }
}

enum class Sort : std::uint8_t { letter, single, emoji, space, mark, nothing };

Sort sort_of(UChar32 c) {
    if (c >= 0x1F3FB && c <= 0x1F3FF) return Sort::nothing;  // Skin tones.
    if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) || (c >= 0x1F1E6 && c <= 0x1F1FF))
        return Sort::emoji;
    if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) {
        return written_without_spaces(c) ? Sort::single : Sort::letter;
    }
    return u_isUWhiteSpace(c) ? Sort::space : Sort::mark;
}

class Cutter {
public:
    Cutter(Normalised const& post, std::string_view words, std::vector<Token>& out)
        : post_(post), words_(words), text_(post.text), out_(out) {
        out.clear();
    }

    void run() {
        while (at_ < text_.size()) {
            char const c = text_[at_];
            if (static_cast<unsigned char>(c) >= 0x80) {
                foreign();
            } else if (is_letter_or_digit(c)) {
                if (!url() && !emoticon()) is_digit(c) ? number() : word(at_, at_, Token::Kind::word);
            } else if (c == '@' || c == '#') {
                if (!tagged(c)) mark();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '_') {
                ++at_;
            } else if (c == '\n') {
                sentence_start_ = true;
                ++at_;
            } else if (!emoticon()) {
                mark();
            }
        }
    }

private:
    bool follows(std::string_view piece) const { return text_.compare(at_, piece.size(), piece) == 0; }

    // Where a run of letters that begins at `at` ends. An apostrophe between letters belongs to the word.
    std::size_t word_end(std::size_t at, bool in_tag) const {
        while (at < text_.size()) {
            char const c = text_[at];
            if (static_cast<unsigned char>(c) >= 0x80) {
                std::size_t next = at;
                auto const sort = sort_of(static_cast<UChar32>(next_code_point(text_, next)));
                if (sort != Sort::letter && !(in_tag && sort == Sort::single)) return at;
                at = next;
            } else if (is_letter_or_digit(c) || (in_tag && c == '_')) {
                ++at;
            } else if (c == '\'' && !in_tag && at + 1 < text_.size() &&
                       (is_letter_or_digit(text_[at + 1]) ||
                        static_cast<unsigned char>(text_[at + 1]) >= 0x80)) {
                ++at;
            } else {
                return at;
            }
        }
        return at;
    }

    void put(Token::Kind kind, std::size_t sign, std::size_t from, std::size_t to) {
        Token token;
        token.kind = kind;
        token.text = text_.substr(from, to - from);
        token.start = post_.start[sign];
        token.end = post_.end[to - 1];
        bool const speaks = kind != Token::Kind::mark && kind != Token::Kind::emoji;
        token.sentence_start = sentence_start_ && speaks;
        if (speaks) sentence_start_ = false;
        spell(token);
        look_at_capitals(token);
        out_.push_back(token);
        at_ = to;
    }

    static void spell(Token& token) {
        std::uint64_t hash = hash_start;
        for (std::size_t i = 0; i < token.text.size(); ++i) {
            bool const third =
                i >= 2 && token.text[i] == token.text[i - 1] && token.text[i] == token.text[i - 2];
            if (third && !is_digit(token.text[i])) {
                token.stretched = true;
            } else {
                hash = hash_on(hash, static_cast<unsigned char>(token.text[i]));
            }
        }
        token.hash = mixed_hash(hash);
    }

    void look_at_capitals(Token& token) const {
        if (token.kind != Token::Kind::word) return;
        std::size_t at = post_.byte_of[token.start];
        auto const end = post_.byte_of[token.end];
        int letters = 0;
        int capitals = 0;
        while (at < end) {
            auto const c = static_cast<UChar32>(next_code_point(words_, at));
            bool const upper = c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isupper(c) || u_istitle(c);
            if (letters++ == 0) token.capital = upper;
            capitals += upper ? 1 : 0;
        }
        token.shouted = letters >= 3 && capitals == letters;
    }

    void word(std::size_t sign, std::size_t from, Token::Kind kind) {
        put(kind, sign, from, word_end(from, kind != Token::Kind::word));
    }

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
        while (to < text_.size() && static_cast<unsigned char>(text_[to]) > ' ' &&
               static_cast<unsigned char>(text_[to]) < 0x80) {
            ++to;
        }
        put(Token::Kind::url, at_, at_, to);
        return true;
    }

    bool emoticon() {
        if (emoticon_signs.find(text_[at_]) == std::string_view::npos) return false;
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
                                    words_[post_.byte_of[post_.start[to + 1]]] == text_[to + 1];
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
    void mark() {
        std::size_t to = at_ + 1;
        while (to < text_.size() && text_[to] == text_[at_]) ++to;
        put(Token::Kind::mark, at_, at_, to);
        char const sign = text_[at_ - 1];
        if (sign == '.' || sign == '!' || sign == '?') sentence_start_ = true;
    }

    void foreign() {
        std::size_t next = at_;
        auto const sort = sort_of(static_cast<UChar32>(next_code_point(text_, next)));
        switch (sort) {
            case Sort::letter:
                return word(at_, at_, Token::Kind::word);
            case Sort::single:
                return put(Token::Kind::word, at_, at_, next);
            case Sort::emoji:
                return put(Token::Kind::emoji, at_, at_, next);
            case Sort::mark:
                return put(Token::Kind::mark, at_, at_, next);
            case Sort::space:
            case Sort::nothing:
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

void cut(Normalised const& post, std::string_view words, std::vector<Token>& out) {
    Cutter(post, words, out).run();
}

}  // namespace bot::detect
