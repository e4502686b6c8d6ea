#include <algorithm>

#include "bot/detect/entities/people.h"
#include "bot/detect/text/lexicon.h"

namespace bot::detect {

namespace {

class CreditFinder {
public:
    CreditFinder(Document const& document, std::vector<bool> const& company)
        : document_(document), tokens_(document.tokens()), company_(company) {}

    Credited run() {
        Credited found;
        auto const name = find_name(document_, company_);
        if (name) found.person = document_.slice(tokens_[name->first].start, tokens_[name->last].end);
        if (name || has_one_person())
            found.credit = team_beside(name) || singled_out_of_many() || (name && is_thanked_besides(*name))
                               ? Credit::both
                               : Credit::person;
        return found;
    }

private:
    Token const* at(std::size_t index) const { return index < tokens_.size() ? &tokens_[index] : nullptr; }
    Token const* before(std::size_t index, std::size_t steps = 1) const {
        return index >= steps ? &tokens_[index - steps] : nullptr;
    }

    bool has_one_person() const {
        bool const kin =
            std::ranges::any_of(tokens_, [&](Token const& token) { return words_.family.has(token); });
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (!kin && words_.he_or_she.has(tokens_[i]) && !was_helped(i)) return true;
            if (is(tokens_[i], {"someone", "somebody"}) && at(i + 1) != nullptr &&
                is(*at(i + 1), {"who", "that"}))
                return true;
            if (is_one_of_team(i) || (words_.one_person.has(tokens_[i]) && !stands_for_others(i)))
                return true;
        }
        return false;
    }

    // "Thank you for helping him".
    bool was_helped(std::size_t i) const {
        auto const* one = before(i);
        return one != nullptr && ((one->cues & bit(Cue::help)) != 0 || is(*one, {"for", "getting"}));
    }

    // "Crew member Ana", "a member of your staff", "one of your agents".
    bool is_one_of_team(std::size_t i) const {
        if (tokens_[i].text == "member") {
            auto const* one = before(i);
            auto const* next = at(i + 1);
            return (one != nullptr && words_.team.has(*one)) || (next != nullptr && next->text == "of");
        }
        if (tokens_[i].text != "one") return false;
        auto const* of = at(i + 1);
        auto const* your = at(i + 2);
        if (of == nullptr || your == nullptr || of->text != "of" ||
            !is(*your, {"your", "ur", "the", "their"}))
            return false;
        for (std::size_t j = i + 3; j < std::min(tokens_.size(), i + 7); ++j) {
            if (tokens_[j].kind == Token::Kind::punctuation) return false;
            if (words_.team.has(tokens_[j])) return true;
        }
        return false;
    }

    // "Agent team", "pilot and crew", "crew/captain", "every employee", "let the manager know", "the lady
    // next to me", "the guy in front of me"; not "the guy in the red shirt".
    bool stands_for_others(std::size_t i) const {
        auto const* next = at(i + 1);
        if (next != nullptr && (words_.team.has(*next) || is(*next, {"know", "next", "beside", "behind",
                                                                     "support", "service", "desk",
                                                                     "services"})))
            return true;
        if (is(tokens_[i], {"guy", "lady", "man", "woman", "dude"}) && is_in_a_place(i)) return true;
        for (std::size_t back = 1; back <= 2; ++back) {
            auto const* one = before(i, back);
            if (one != nullptr && is(*one, {"every", "each", "any", "all", "elderly", "old", "oh", "my"}))
                return true;
        }
        if (is(tokens_[i], {"man", "dude", "guy", "tech", "lady", "woman"}) && !is_pointed_at(i)) return true;
        return joined_to_team(i);
    }

    // "In front of me", "in seat 4A", "in the next row": a customer, too.
    bool is_in_a_place(std::size_t i) const {
        if (at(i + 1) == nullptr || at(i + 1)->text != "in") return false;
        for (std::size_t j = i + 2; j < std::min(tokens_.size(), i + 5); ++j) {
            if (tokens_[j].kind == Token::Kind::punctuation) return false;
            if (is(tokens_[j], {"front", "line", "queue", "seat", "seats", "row", "aisle", "economy", "first",
                                "business", "room", "bed"}))
                return true;
        }
        return false;
    }

    // "The guy", "this nice lady"; not "man, your service is great".
    bool is_pointed_at(std::size_t i) const {
        for (std::size_t back = 1; back <= 4 && back <= i; ++back) {
            auto const& token = *before(i, back);
            if (is(token, {"the", "a", "this", "that", "your", "ur", "one", "our", "some", "another", "my",
                           "great", "nice", "give", "an"}))
                return true;
            if (token.kind == Token::Kind::punctuation) return false;
        }
        return false;
    }

    bool joined_to_team(std::size_t i) const {
        auto const joins = [](Token const& token) {
            return is(token, {"and", "&", "/", "und", "y", "et", "e", "en", "n", "+"});
        };
        bool joined = false;
        for (std::size_t j = i + 1; j < std::min(tokens_.size(), i + 6); ++j) {
            joined |= joins(tokens_[j]);
            if (joined && words_.team.has(tokens_[j])) return true;
        }
        for (std::size_t back = 1; back <= 2; ++back) {
            auto const* team = before(i, back + 1);
            if (team != nullptr && joins(*before(i, back)) && words_.team.has(*team)) return true;
        }
        return false;
    }

    // "Great crew, especially Ana": warm words come before the one who is named beside the rest.
    bool singled_out_of_many() const {
        bool warm_before = false;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (warm_before && is(tokens_[i], {"especially", "particularly", "particular", "special",
                                               "specially", "specifically", "insbesondere", "besonders",
                                               "especialmente", "surtout", "vooral", "soprattutto"})) {
                return true;
            }
            warm_before |=
                (tokens_[i].cues & (bit(Cue::praise) | bit(Cue::gratitude) | bit(Cue::liking))) != 0;
        }
        return false;
    }

    // "Thanks Ana", "thank you, Ana", "thanks to Ana".
    bool is_thanked(std::size_t first) const {
        for (std::size_t back = 1; back <= 3; ++back) {
            auto const* one = before(first, back);
            if (one == nullptr) return false;
            if ((one->cues & bit(Cue::gratitude)) != 0) return true;
            if (one->kind != Token::Kind::punctuation && !is(*one, {"you", "u", "to"})) return false;
        }
        return false;
    }

    // "@acme has the best service. Thank you, Ana!": the service was praised before, and for itself.
    bool is_thanked_besides(NameRange const& name) const {
        if (!is_thanked(name.first)) return false;
        bool serves = false, warm = false, over = false;
        for (std::size_t i = 0; i < name.first; ++i) {
            auto const& token = tokens_[i];
            serves |= (token.cues & bit(Cue::service)) != 0 || words_.team.has(token);
            warm |= (token.cues & (bit(Cue::praise) | bit(Cue::liking))) != 0;
            over |= serves && warm && ends_sentence(token);
        }
        return over || (serves && warm && name.last + 2 >= tokens_.size());
    }

    // A team that is praised beside the person: "Ana and the whole crew", "great crew, especially Ana". The
    // team the person is from ("Ana from your chat team", "your team member Ana") is not.
    bool team_beside(std::optional<NameRange> const& name) const {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (name && belongs_to(i, *name)) return true;
            if (!words_.team.has(tokens_[i]) || is_where_from(i) || (name && is_title_of(i, *name))) continue;
            if ((name && joined_to_name(i, *name)) || praised_near(i)) return true;
        }
        return false;
    }

    // "Ana and her team", "Ana & customer service".
    bool belongs_to(std::size_t i, NameRange const& name) const {
        if (i <= name.last || !(words_.team.has(tokens_[i]) || is(tokens_[i], {"service", "support"})))
            return false;
        auto const* one = before(i);
        auto const* two = before(i, 2);
        if (words_.team.has(tokens_[i]))
            return is(*one, {"her", "his", "their"}) || (two != nullptr && is(*two, {"her", "his", "their"}));
        return i <= name.last + 3 && is(tokens_[name.last + 1], {"and", "&"});
    }

    // "Agents Ana and Ben", "two agents, Ana and Ben", "crew called Ana": the same people.
    bool is_title_of(std::size_t team, NameRange const& name) const {
        if (team >= name.first || name.first - team > 3) return false;
        for (auto i = team + 1; i < name.first; ++i) {
            if (!is(tokens_[i], {",", ":", "-", "(", "called", "named", "member"})) return false;
        }
        return true;
    }

    bool is_where_from(std::size_t team) const {
        auto const* next = at(team + 1);
        if (next != nullptr && is(*next, {"member", "mate", "leader", "lead", "mitglied", "like"}))
            return true;
        if (is(tokens_[team], {"everyone", "members", "people", "guys"}) && team > 0 &&
            is(tokens_[team - 1], {"to", "for", "more", "crew", "team", "with"})) {
            return true;
        }
        for (std::size_t back = 1; back <= 5 && back <= team; ++back) {
            auto const& token = tokens_[team - back];
            if (is(token, {"from", "of", "on", "at", "in", "von", "aus", "vom", "de", "del", "du", "do", "da",
                           "van", "uit", "dal", "di", "one"}) &&
                !(back < team && is(tokens_[team - back - 1], {"rest"}))) {
                return true;
            }
            if (token.kind == Token::Kind::punctuation) return false;
        }
        return false;
    }

    bool joined_to_name(std::size_t team, NameRange const& name) const {
        if (team <= name.last) {
            return team + 2 == name.first && is(tokens_[team + 1], {"and", "&", "und", "y", "et", "e", "en"});
        }
        for (std::size_t i = name.last + 1; i < team && i <= name.last + 6; ++i) {
            if (is(tokens_[i], {"and", "&", "und", "en", "y", "et", "e"})) return team - i <= 4;
        }
        return false;
    }

    bool praised_near(std::size_t team) const {
        constexpr auto warm = bit(Cue::praise) | bit(Cue::gratitude) | bit(Cue::liking) | bit(Cue::warmth);
        auto const breaks = [&](std::size_t i) { return tokens_[i].kind == Token::Kind::punctuation; };
        auto const from = team >= 4 ? team - 4 : 0;
        for (std::size_t i = team; i-- > from && !breaks(i);)
            if ((tokens_[i].cues & warm) != 0) return true;
        auto const to = std::min(tokens_.size(), team + 5);
        for (std::size_t i = team + 1; i < to && !breaks(i); ++i)
            if ((tokens_[i].cues & warm) != 0) return true;
        return false;
    }

    Document const& document_;
    std::vector<Token> const& tokens_;
    std::vector<bool> const& company_;
    PeopleWords const& words_ = people_words();
};

}  // namespace

Credited credit_of(Document const& document, std::vector<bool> const& company) {
    return CreditFinder(document, company).run();
}

}  // namespace bot::detect
