#include "bot/detect/credit.h"

#include <algorithm>

#include "bot/detect/lexicon.h"
#include "bot/detect/names.h"
#include "bot/detect/roles.h"

namespace bot::detect {

namespace {

class Crediting {
public:
    Crediting(Document const& document, std::vector<bool> const& company)
        : document_(document), tokens_(document.tokens()), company_(company) {}

    Credited run() {
        Credited found;
        auto const name = find_name(document_, company_);
        if (name) found.person = document_.slice(tokens_[name->first].start, tokens_[name->last].end);
        if (name || has_one_person()) found.credit = team_beside(name) ? Credit::both : Credit::person;
        return found;
    }

private:
    Token const* at(std::size_t index) const { return index < tokens_.size() ? &tokens_[index] : nullptr; }

    bool has_one_person() const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (is_he_or_she(tokens_[i])) return true;
            auto const* next = at(i + 1);
            if (is_one_person(tokens_[i]) && !(next != nullptr && is_team(*next))) return true;
        }
        return false;
    }

    // A team that is praised beside the person: "Ana and the whole crew", "great crew, especially Ana". The
    // team the person is from ("Ana from your chat team", "your team member Ana") is not.
    bool team_beside(std::optional<NameRange> const& name) const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!is_team(tokens_[i]) || is_where_from(i)) continue;
            if (!name) return praised_near(i);
            if (joined_to_name(i, *name) || praised_near(i)) return true;
        }
        return false;
    }

    bool is_where_from(std::size_t team) const {
        auto const* next = at(team + 1);
        if (next != nullptr && is(*next, {"member", "mate", "leader", "lead", "mitglied"})) return true;
        for (std::size_t back = 1; back <= 5 && back <= team; ++back) {
            auto const& token = tokens_[team - back];
            if (is(token, {"from", "of", "on", "at", "in", "von", "aus", "vom", "de", "del", "du", "do", "da",
                           "van", "uit", "dal", "di", "one"})) {
                return true;
            }
            if (token.kind == Token::Kind::mark) return false;
        }
        return false;
    }

    bool joined_to_name(std::size_t team, NameRange const& name) const {
        if (team <= name.last) return false;
        for (std::size_t i = name.last + 1; i < team && i <= name.last + 6; ++i) {
            if (is(tokens_[i], {"and", "&", "und", "en", "y", "et", "e"})) return team - i <= 4;
        }
        return false;
    }

    bool praised_near(std::size_t team) const {
        constexpr auto warm = bit(Cue::praise) | bit(Cue::gratitude) | bit(Cue::liking) | bit(Cue::warmth);
        auto const from = team >= 4 ? team - 4 : 0;
        for (std::size_t i = team; i-- > from;) {
            if (tokens_[i].kind == Token::Kind::mark) break;
            if ((tokens_[i].cues & warm) != 0) return true;
        }
        auto const to = std::min(tokens_.size(), team + 5);
        for (std::size_t i = team + 1; i < to; ++i) {
            if (tokens_[i].kind == Token::Kind::mark) break;
            if ((tokens_[i].cues & warm) != 0) return true;
        }
        return false;
    }

    Document const& document_;
    std::vector<Token> const& tokens_;
    std::vector<bool> const& company_;
};

}  // namespace

Credited credited(Document const& document, std::vector<bool> const& company) {
    return Crediting(document, company).run();
}

}  // namespace bot::detect
