#include "bot/detect/entities/people.h"

#include <algorithm>

#include "bot/detect/text/lexicon.h"

namespace bot::detect {

PeopleWords const& people_words() {
    static PeopleWords const all;
    return all;
}

namespace {

constexpr int min_score = 4;
constexpr int never = -9;
// Each word is held against every handle, and each name walked to its end: a post that is a list of thousands
// of them is no letter to a company.
constexpr std::size_t most_handles = 32;
constexpr std::size_t most_name_tokens = 16;

class NameFinder {
public:
    NameFinder(Document const& document, std::vector<bool> const& company)
        : document_(document), tokens_(document.tokens()), company_(company) {
        for (auto const& token : tokens_)
            if (token.kind == Token::Kind::mention && handles_.size() < most_handles)
                handles_.emplace_back(token.text);
    }

    std::optional<NameRange> run() const {
        int best = 0;
        std::size_t where = 0;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            auto const sure = could_be_name(i) ? score(i) : 0;
            if (sure <= best) continue;
            best = sure;
            where = i;
        }
        if (best < min_score) return std::nullopt;
        return NameRange{where, end_of(where)};
    }

private:
    // "MIA" is an airport, "Mia" is not.
    bool given(std::size_t at) const {
        auto const& token = tokens_[at];
        return (token.cues & bit(Cue::given_name)) != 0 && !(token.all_caps && token.text.size() <= 3);
    }

    bool could_be_name(std::size_t at) const {
        if (at >= tokens_.size() || company_[at]) return false;
        auto const& token = tokens_[at];
        if (!token.capital && !token.given_name) return false;
        bool const tagged = token.kind == Token::Kind::hashtag && token.given_name;
        if ((token.kind != Token::Kind::word && !tagged) || token.text.size() < 2) return false;
        if (words_.no_name.has(token) && !(words_.month.has(token) && singled_out(at))) return false;
        if (has_digit(token) || touches_number(at) || in_a_handle(token)) return false;
        if (!token.capital) return token.given_name && !words_.ordinary.has(token) && singled_out(at);
        return given(at) || token.cues == 0 || (words_.month.has(token) && singled_out(at));
    }

    // Right behind a thank-you or a word for one of the people who serve; or an initial follows.
    bool singled_out(std::size_t at) const {
        auto const* one = before(at);
        if (one != nullptr) {
            if (words_.one_person.has(*one) || grateful(one) ||
                is(*one, {"commend", "named", "called", "crew"}))
                return true;
            if (is(*one, {"to", "you"}) && grateful(before(at, 2))) return true;
        }
        return tokens_[at].capital && initial_follows(at);
    }

    bool initial_follows(std::size_t at) const {
        auto const* next = after(at);
        return next != nullptr && next->kind == Token::Kind::word && next->capital &&
               next->text.size() == 1 && next->text != "i" && adjoins(at, at + 1);
    }

    // "Thanks to Acme Support" to @acmesupport.
    bool in_a_handle(Token const& name) const {
        return name.text.size() >= 4 && std::ranges::any_of(handles_, [&](std::string_view handle) {
                   return handle.find(name.text) != handle.npos;
               });
    }

    static bool has_digit(Token const& token) {
        return std::ranges::any_of(token.text, [](char c) { return c >= '0' && c <= '9'; });
    }

    bool touches_number(std::size_t at) const {
        auto const* next = after(at);
        return next != nullptr && next->kind == Token::Kind::number && next->start <= tokens_[at].end;
    }

    Token const* before(std::size_t at, std::size_t steps = 1) const {
        return at >= steps ? &tokens_[at - steps] : nullptr;
    }
    Token const* after(std::size_t at, std::size_t steps = 1) const {
        return at + steps < tokens_.size() ? &tokens_[at + steps] : nullptr;
    }

    bool grateful(Token const* token) const {
        return token != nullptr && (token->cues & (bit(Cue::gratitude) | bit(Cue::beyond))) != 0;
    }

    int score(std::size_t at) const {
        int sure = given(at) ? 4 : 0;
        if (tokens_[at].given_name && !tokens_[at].capital) sure += 2;
        if (!given(at) && tokens_[at].all_caps) sure -= 1;
        if (!given(at) && tokens_[at].sentence_start) sure -= 2;
        if (document_.language() == Language::german && !given(at)) sure -= 2;
        if (tokens_[at].capital && initial_follows(at)) sure += 3;
        auto const last = end_of(at);
        if (!given(at) && last > at) sure += 1;
        return sure + score_before(at) + score_after(last);
    }

    // What stands behind "from" or "to" is a place, unless it is what people are called.
    int placed(std::size_t at) const {
        if (!given(at)) return -4;
        return words_.city.has(tokens_[at]) || words_.month.has(tokens_[at]) ? never : -1;
    }

    int score_before(std::size_t at) const {
        auto const* one = before(at);
        auto const* two = before(at, 2);
        if (one == nullptr) return 0;
        if (words_.greeting.has(*one)) return never;
        if (one->kind == Token::Kind::punctuation && (one->text == "*" || one->text == "^")) return 5;
        if (is(*one, {"mr", "mrs", "ms", "miss", "capt", "crew", "commend"})) return 4;
        if (one->text == "." && two != nullptr) {
            if (is(*two, {"mr", "mrs", "ms", "capt", "dr"})) return 4;
            if (two->text == "st") return never;
        }
        if (one->text == "-" && !given(at)) return -4;
        if (words_.one_person.has(*one) ||
            is(*one, {"named", "called", "namens", "especially", "particularly"}))
            return 4;
        if (grateful(one) || (is(*one, {"you", "u"}) && grateful(two))) return 3;
        if (is(*one, {"to", "an", "aan", "a", "à", "al", "ao"})) {
            if (grateful(two) || grateful(before(at, 3))) return 4;
            return two != nullptr && is(*two, {"spoke", "talked", "speak", "speaking"}) ? 4 : placed(at);
        }
        if (is(*one, {"by", "with", "mit", "con", "avec", "met", "com"})) return 2;
        if (is(*one,
               {"from", "in", "at", "on", "the", "of", "via", "von", "aus", "nach", "een", "der", "die"})) {
            return one->text == "from" && served_before(at) && !is_route(at) ? 4 : placed(at);
        }
        if (is(*one, {"st", "saint", "san", "santa", "são", "sao", "port", "fort"})) return -9;
        return 0;
    }

    // "great service today from": the service is what came from there.
    bool served_before(std::size_t at) const {
        for (std::size_t steps = 2; steps <= 5 && steps <= at; ++steps) {
            auto const& token = *before(at, steps);
            if (is(token, {"service", "help", "support", "hospitality", "assistance"})) return true;
            if (token.kind == Token::Kind::punctuation || is(token, {"flight", "trip"})) return false;
        }
        return false;
    }

    // "from Basel to Rome".
    bool is_route(std::size_t at) const {
        auto const* next = after(at);
        return (tokens_[at].all_caps && tokens_[at].text.size() == 3) ||
               (next != nullptr && is(*next, {"to", "-", ">", "airport", "via"}));
    }

    int score_after(std::size_t at) const {
        auto const* next = after(at);
        if (next == nullptr) return 0;
        if (next->kind == Token::Kind::punctuation && next->text == "(" && after(at, 2) != nullptr) {
            return is_titled(at) ? 3 : 0;
        }
        if (next->kind == Token::Kind::mention || next->text == "for") return 1;
        if (is(*next, {"at", "from", "in", "working", "who", "von", "bei", "aus", "van", "bij", "chez",
                       "dell'assistenza", "de", "da", "do", "del", "@", "on"})) {
            return 2;
        }
        return words_.then_acts.has(*next) ? 2 : 0;
    }

    // "Ana (agent)".
    bool is_titled(std::size_t at) const {
        for (std::size_t i = at + 2; i < std::min(tokens_.size(), at + 7); ++i)
            if (words_.one_person.has(tokens_[i])) return true;
        return false;
    }

    bool adjoins(std::size_t left, std::size_t right) const {
        return tokens_[right].start <= tokens_[left].end + 1;
    }

    // "Scott F", "Anthony Lastella", "Ana and Ben", "Ana, Ben".
    std::size_t end_of(std::size_t at) const {
        auto last = at;
        for (;;) {
            auto const next = last + 1;
            if (next >= tokens_.size() || next - at > most_name_tokens || company_[next]) return last;
            auto const& token = tokens_[next];
            bool const plain = token.kind == Token::Kind::word && token.capital && !words_.no_name.has(token);
            bool const surname = adjoins(last, next) && (token.text.size() == 1 || could_be_name(next));
            if (plain && surname) {
                last = next;
            } else if (is(token, {"and", "&", "und", "y", "et", "e", "en", ","}) &&
                       next + 1 < tokens_.size() && given(next + 1) && could_be_name(next + 1)) {
                last = next + 1;
            } else {
                return last;
            }
        }
    }

    Document const& document_;
    std::vector<Token> const& tokens_;
    std::vector<bool> const& company_;
    std::vector<std::string_view> handles_;
    PeopleWords const& words_ = people_words();
};

}  // namespace

std::optional<NameRange> find_name(Document const& document, std::vector<bool> const& company) {
    return NameFinder(document, company).run();
}

}  // namespace bot::detect
