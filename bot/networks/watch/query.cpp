#include "bot/networks/watch/query.h"

#include <fmt/format.h>

#include <algorithm>

#include "bot/user_error.h"

namespace bot::networks::watch {
namespace {

constexpr std::size_t longest_query = 2000;

/// Reads from left to right; every complaint says where.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Query query() {
        Query read;
        for (skip_blanks(); !at_end(); skip_blanks()) read.clauses.push_back(clause());
        if (read.clauses.empty()) complain("a word or a \"phrase\" is missing");
        return read;
    }

private:
    bool at_end() const { return at_ == text_.size(); }
    char here() const { return at_end() ? '\0' : text_[at_]; }
    void skip_blanks() {
        while (!at_end() && is_blank(here())) ++at_;
    }
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool ends_word(char c) { return is_blank(c) || c == '(' || c == ')' || c == '"'; }

    Clause clause() {
        Clause read;
        if (here() == '-') {
            read.without = true;
            ++at_;
        }
        if (here() == '(')
            read.any = alternatives();
        else
            read.any.push_back(term());
        return read;
    }

    std::vector<Term> alternatives() {
        ++at_;
        std::vector<Term> read;
        for (;;) {
            skip_blanks();
            if (at_end()) complain("a ) is missing");
            if (here() == '-') complain("- may stand before the parentheses, not within");
            read.push_back(term());
            skip_blanks();
            if (here() == ')') {
                ++at_;
                return read;
            }
            if (text_.substr(at_, 2) != "OR" || !ends_word(at_ + 2 < text_.size() ? text_[at_ + 2] : ' '))
                complain("OR or a ) is missing");
            at_ += 2;
        }
    }

    Term term() {
        if (here() == '"') return phrase();
        auto const from = at_;
        while (!at_end() && !ends_word(here())) ++at_;
        auto const word = text_.substr(from, at_ - from);
        if (word.empty()) complain("a word or a \"phrase\" is missing");
        if (word == "OR") complain_at(from, "OR stands between two terms in parentheses: (thanks OR thank)");
        return made_of(word, from);
    }

    Term made_of(std::string_view word, std::size_t from) const {
        if (word.starts_with('#')) return named(Term::Kind::tag, word.substr(1), from);
        if (word.starts_with("lang:")) return named(Term::Kind::language, word.substr(5), from);
        if (word.starts_with("near:")) return named(Term::Kind::near, word.substr(5), from);
        if (word.starts_with("from:")) {
            auto const handle = word.substr(5);
            return named(Term::Kind::from, handle.starts_with('@') ? handle.substr(1) : handle, from);
        }
        if (auto const colon = word.find(':'); colon != word.npos && !word.starts_with("http"))
            complain_at(from,
                        fmt::format("{}: is not known; lang:, from: and near: are", word.substr(0, colon)));
        return {Term::Kind::word, std::string(word)};
    }

    Term named(Term::Kind kind, std::string_view text, std::size_t from) const {
        if (text.empty()) complain_at(from, "something must follow");
        return {kind, std::string(text)};
    }

    Term phrase() {
        auto const from = ++at_;
        auto const end = text_.find('"', from);
        if (end == text_.npos) complain_at(from - 1, "the closing \" is missing");
        at_ = end + 1;
        auto const words = text_.substr(from, end - from);
        if (std::ranges::all_of(words, is_blank)) complain_at(from - 1, "the phrase is empty");
        return {Term::Kind::phrase, std::string(words)};
    }

    [[noreturn]] void complain(std::string_view what) const { complain_at(at_, what); }
    [[noreturn]] void complain_at(std::size_t place, std::string_view what) const {
        auto const before = text_.substr(0, place);
        auto const characters = std::ranges::count_if(before, [](char c) { return (c & 0xc0) != 0x80; });
        throw UserError(UserError::Kind::invalid,
                        fmt::format("watch query, at character {}: {}", characters + 1, what));
    }

    std::string_view const text_;
    std::size_t at_ = 0;
};

std::string text_of(Term const& term) {
    switch (term.kind) {
        case Term::Kind::word:
            return term.text;
        case Term::Kind::phrase:
            return "\"" + term.text + "\"";
        case Term::Kind::tag:
            return "#" + term.text;
        case Term::Kind::language:
            return "lang:" + term.text;
        case Term::Kind::from:
            return "from:" + term.text;
        case Term::Kind::near:
            break;
    }
    return "near:" + term.text;
}

std::string text_of(Clause const& clause) {
    std::string text = clause.without ? "-" : "";
    if (clause.any.size() == 1) return text + text_of(clause.any.front());
    std::string between = "(";
    for (auto const& term : clause.any) {
        text += between + text_of(term);
        between = " OR ";
    }
    return text + ")";
}

Term named(std::string const& name) {
    if (name.starts_with('#')) return {Term::Kind::tag, name.substr(1)};
    if (name.find(' ') != name.npos) return {Term::Kind::phrase, name};
    return {Term::Kind::word, name};
}

}  // namespace

Query parse(std::string_view text) {
    if (text.size() > longest_query)
        throw UserError(UserError::Kind::invalid,
                        fmt::format("watch query: it may have {} bytes", longest_query));
    return Reader(text).query();
}

std::string text_of(Query const& query) {
    std::string text;
    for (auto const& clause : query.clauses) text += (text.empty() ? "" : " ") + text_of(clause);
    return text;
}

Query with_names(Query query, Names const& names) {
    for (auto& clause : query.clauses) {
        std::vector<Term> any;
        for (auto const& term : clause.any) {
            if (term.kind != Term::Kind::near) {
                any.push_back(term);
                continue;
            }
            auto const called = names(term.text);
            if (called.empty())
                throw UserError(UserError::Kind::invalid,
                                fmt::format("watch query: near:{}: no company is called so", term.text));
            for (auto const& name : called) any.push_back(named(name));
        }
        clause.any = std::move(any);
    }
    return query;
}

}  // namespace bot::networks::watch
