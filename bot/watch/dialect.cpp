#include "bot/watch/dialect.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "bot/text/code_points.h"
#include "bot/watch/filter.h"

namespace bot::watch {
namespace {

using Kind = Term::Kind;

/// "" if the network cannot be asked.
std::string asked(Term const& term, Dialect const& dialect) {
    if (term.kind == Kind::phrase && dialect.phrases) return "\"" + term.text + "\"";
    if (term.kind == Kind::word || term.kind == Kind::phrase) return term.text;
    if (term.kind == Kind::tag) return std::string(dialect.tag_mark) + term.text;
    auto const mark = term.kind == Kind::language ? dialect.language_mark
                      : term.kind == Kind::from   ? dialect.from_mark
                                                  : std::string_view();
    return mark.empty() ? "" : std::string(mark) + term.text;
}

/// Of all terms of the clause; empty if one of them cannot be asked.
std::vector<std::string> asked(Clause const& clause, Dialect const& dialect) {
    std::vector<std::string> all;
    for (auto const& term : clause.any) {
        all.push_back(asked(term, dialect));
        if (all.back().empty()) return {};
    }
    return all;
}

void append(std::string& query, std::string_view more) {
    if (!query.empty() && !more.empty()) query += ' ';
    query += more;
}

std::string in_parentheses(std::vector<std::string> const& terms) {
    if (terms.size() == 1) return terms.front();
    return fmt::format("({})", fmt::join(terms, " OR "));
}

/// What is looked for, as against what only narrows it.
bool finds(Clause const& clause) {
    return !clause.without && std::ranges::all_of(clause.any, [](Term const& term) {
        return term.kind != Kind::language && term.kind != Kind::from;
    });
}

}  // namespace

std::vector<std::string> searches(Query const& query, Dialect const& dialect) {
    std::string common;
    std::vector<std::string> split;
    for (auto const& clause : query.clauses) {
        auto const terms = asked(clause, dialect);
        if (terms.empty()) continue;
        if (clause.without) {
            if (dialect.without)
                for (auto const& term : terms) append(common, std::string(dialect.not_mark) + term);
        } else if (terms.size() == 1 || dialect.any) {
            append(common, in_parentheses(terms));
        } else if (split.empty() || terms.size() < split.size()) {
            split = terms;  // Of several such clauses the shortest costs the fewest searches.
        }
    }
    if (split.empty()) split.emplace_back();
    for (auto& search : split) {
        auto const alternative = std::exchange(search, common);
        append(search, alternative);
        if (!search.empty()) append(search, dialect.always);
    }
    return split;
}

std::vector<std::string> tags(Query const& query) {
    std::vector<std::string> found;
    for (auto const& clause : query.clauses) {
        bool const only_tags = !clause.without && std::ranges::all_of(clause.any, [](Term const& term) {
            return term.kind == Kind::tag;
        });
        if (!only_tags || (!found.empty() && clause.any.size() >= found.size())) continue;
        found.clear();
        for (auto const& term : clause.any) found.push_back(term.text);
    }
    return found;
}

std::optional<std::string> language(Query const& query) {
    for (auto const& clause : query.clauses)
        if (!clause.without && clause.any.size() == 1 && clause.any.front().kind == Kind::language)
            return clause.any.front().text;
    return std::nullopt;
}

std::vector<Fault> faults(Query const& query, Dialect const& dialect) {
    using Is = Fault::Kind;
    std::vector<Fault> found;
    if (std::ranges::none_of(query.clauses, finds)) found.push_back({Is::matches_everything});
    for (auto const& clause : query.clauses) {
        if (!finds(clause)) continue;
        for (auto const& term : clause.any)
            if ((term.kind == Kind::word || term.kind == Kind::phrase) && is_common(term.text))
                found.push_back({Is::too_common, term.text});
    }
    for (auto one = query.clauses.begin(); one != query.clauses.end(); ++one) {
        auto opposite = *one;
        opposite.without = !opposite.without;
        if (std::find(std::next(one), query.clauses.end(), opposite) != query.clauses.end())
            found.push_back({Is::contradicts, text_of(Query{{one->without ? opposite : *one}})});
        if (std::find(std::next(one), query.clauses.end(), *one) != query.clauses.end())
            found.push_back({Is::says_twice, text_of(Query{{*one}})});
    }
    for (auto const& search : searches(query, dialect))
        if (dialect.longest > 0 && text::count_code_points(search) > dialect.longest)
            found.push_back({Is::too_long, "", text::count_code_points(search), dialect.longest});
    return found;
}

}  // namespace bot::watch
