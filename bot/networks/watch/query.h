#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bot::networks::watch {

/// One thing a post must have: a word, a "phrase", a #tag, lang:de, from:handle, or near:company (it names
/// the company).
struct Term {
    enum class Kind { word, phrase, tag, language, from, near };
    Kind kind = Kind::word;
    std::string text;  // without quotes, # or the part before the colon; as written
    bool operator==(Term const&) const = default;
};

/// Holds for a post that has at least one of the terms; with `without`, for one that has none of them.
struct Clause {
    std::vector<Term> any;
    bool without = false;
    bool operator==(Clause const&) const = default;
};

/// What to listen for, the same for every network. A post must hold for every clause.
struct Query {
    std::vector<Clause> clauses;
    bool operator==(Query const&) const = default;
};

/// Reads the one small language:
///
///     "great support" (thanks OR thank) -hiring lang:en -from:acmehelp near:acme
///
/// Blanks mean and; OR (in capitals) only stands between terms in parentheses; - goes before a term or
/// parentheses. Throws UserError with the place (counted in characters) and what was expected there.
Query parse(std::string_view text);

/// The query as parse() reads it, in one form: to compare and to show.
std::string text_of(Query const& query);

/// Each near:company becomes a clause of what the company is called: `names` gives its @handles, #tags and
/// names, empty for an unknown one, which is a UserError.
using Names = std::function<std::vector<std::string>(std::string_view company)>;
Query with_names(Query query, Names const& names);

}  // namespace bot::networks::watch
