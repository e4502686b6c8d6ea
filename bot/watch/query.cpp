#include "bot/watch/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "bot/text/code_points.h"

namespace bot::watch {
namespace {

using Reason = Unreadable::Reason;

constexpr std::size_t longest_query = 2000;

// What stands before a term's text, as Term::Kind counts.
constexpr std::array<std::string_view, 6> marks{"", "\"", "#", "lang:", "from:", "near:"};

std::string_view mark_of(Term::Kind kind) {
    return marks[static_cast<std::size_t>(kind)];
}

// What is wrong, as Reason counts; {} is what it is about.
constexpr std::array<std::string_view, 12> faults_in_words{
    "it may have {} bytes",
    "there are bytes in it that are no text in UTF-8",
    "a word or a \"phrase\" is missing",
    "a ) is missing",
    "OR or a ) is missing",
    "OR stands between two terms in parentheses: (thanks OR thank)",
    "- may stand before the parentheses, not within",
    "something must follow",
    "the closing \" is missing",
    "the phrase is empty",
    "{}: is not known; lang:, from: and near: are",
    "near:{}: no company is called so"};

std::string in_words(Reason reason, std::size_t place, std::string const& about) {
    auto const where = place > 0 ? fmt::format(", at character {}", place) : "";
    auto const what = fmt::runtime(faults_in_words[static_cast<std::size_t>(reason)]);
    return fmt::format("watch query{}: {}", where, fmt::format(what, about));
}

/// Reads from left to right; every complaint says where.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Query query() {
        Query read;
        for (skip_blanks(); !at_end(); skip_blanks()) read.clauses.push_back(clause());
        if (read.clauses.empty()) complain(Reason::term_missing);
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
            if (at_end()) complain(Reason::close_missing);
            if (here() == '-') complain(Reason::minus_within);
            read.push_back(term());
            skip_blanks();
            if (here() == ')') {
                ++at_;
                return read;
            }
            if (text_.substr(at_, 2) != "OR" || !ends_word(at_ + 2 < text_.size() ? text_[at_ + 2] : ' '))
                complain(Reason::or_missing);
            at_ += 2;
        }
    }

    Term term() {
        if (here() == '"') return phrase();
        auto const from = at_;
        while (!at_end() && !ends_word(here())) ++at_;
        auto const word = text_.substr(from, at_ - from);
        if (word.empty()) complain(Reason::term_missing);
        if (word == "OR") complain_at(from, Reason::or_outside);
        return made_of(word, from);
    }

    Term made_of(std::string_view word, std::size_t from) const {
        for (auto const kind : {Term::Kind::tag, Term::Kind::language, Term::Kind::near, Term::Kind::from}) {
            if (!word.starts_with(mark_of(kind))) continue;
            auto text = word.substr(mark_of(kind).size());
            while (kind == Term::Kind::from && text.starts_with('@')) text.remove_prefix(1);
            if (text.empty()) complain_at(from, Reason::name_missing);
            return {kind, std::string(text)};
        }
        if (auto const colon = word.find(':'); colon != word.npos && !word.starts_with("http"))
            complain_at(from, Reason::prefix_unknown, word.substr(0, colon));
        return {Term::Kind::word, std::string(word)};
    }

    Term phrase() {
        auto const from = ++at_;
        auto const end = text_.find('"', from);
        if (end == text_.npos) complain_at(from - 1, Reason::quote_missing);
        at_ = end + 1;
        auto const words = text_.substr(from, end - from);
        if (std::ranges::all_of(words, is_blank)) complain_at(from - 1, Reason::phrase_empty);
        return {Term::Kind::phrase, std::string(words)};
    }

    [[noreturn]] void complain(Reason reason) const { complain_at(at_, reason); }
    [[noreturn]] void complain_at(std::size_t place, Reason reason, std::string_view about = {}) const {
        auto const before = text_.substr(0, place);
        throw Unreadable(reason, text::count_code_points(before) + 1, std::string(about));
    }

    std::string_view const text_;
    std::size_t at_ = 0;
};

std::string text_of(Term const& term) {
    return fmt::format("{}{}{}", mark_of(term.kind), term.text, term.kind == Term::Kind::phrase ? "\"" : "");
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

void refuse_long(std::string_view text) {
    if (text.size() > longest_query) throw Unreadable(Reason::too_long, 0, std::to_string(longest_query));
}

Term named(std::string const& name) {
    if (name.starts_with('#')) return {Term::Kind::tag, name.substr(1)};
    if (name.find(' ') != name.npos) return {Term::Kind::phrase, name};
    return {Term::Kind::word, name};
}

}  // namespace

Unreadable::Unreadable(Reason why, std::size_t character, std::string what_about)
    : UserError(Kind::invalid, in_words(why, character, what_about)),
      reason(why),
      place(character),
      about(std::move(what_about)) {}

Query parse(std::string_view text) {
    refuse_long(text);
    if (!text::CodePoints(text).sound || text.find('\0') != text.npos) throw Unreadable(Reason::not_text, 0);
    auto query = Reader(text).query();
    refuse_long(text_of(query));  // blanks between the terms are added
    return query;
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
            if (called.empty()) throw Unreadable(Reason::company_unknown, 0, term.text);
            for (auto const& name : called) any.push_back(named(name));
        }
        clause.any = std::move(any);
    }
    return query;
}

}  // namespace bot::watch
