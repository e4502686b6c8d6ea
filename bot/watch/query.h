#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/user_error.h"

// The words that a person watches for, in one small language for all networks: parsed here, translated into
// each network's own search by dialect.h, held against posts by filter.h.
namespace bot::watch {

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

/// What to listen for, the same for every network. A post must hold for every clause; there is at least one.
struct Query {
    std::vector<Clause> clauses;
    bool operator==(Query const&) const = default;
};

/// The words are no query; what() says so in English, `reason` is for those who say it in other words.
struct Unreadable : UserError {
    enum class Reason {
        too_long,       // `about` is how many bytes it may have
        not_text,       // not UTF-8, or with a NUL
        term_missing,   // a word or a phrase must stand here
        close_missing,  // a ) must
        or_missing,     // OR or a ) must
        or_outside,     // OR stands outside parentheses
        minus_within,   // - stands within them
        name_missing,   // nothing follows # or lang:
        quote_missing,  // the closing "
        phrase_empty,
        prefix_unknown,   // `about` is what stands before the colon
        company_unknown,  // `about` is what stands after near:
    };
    Unreadable(Reason why, std::size_t character, std::string what_about = {});

    Reason reason;
    std::size_t place;  // the character where it was noticed, from 1; 0 where that is nowhere
    std::string about;
};

/// Reads the one small language:
///
///     "great support" (thanks OR thank) -hiring lang:en -from:acmehelp near:acme
///
/// Blanks mean and; OR (in capitals) only stands between terms in parentheses; - goes before a term or
/// parentheses. Throws Unreadable at the first thing that is wrong, also if it is longer than 2,000 bytes.
Query parse(std::string_view text);

/// The query as parse() reads it, in one form, to compare and to show: a blank between clauses, parentheses
/// around several terms only.
std::string text_of(Query const& query);

/// Each near:company is replaced, within its clause, by all that the company is called: `names` gives its
/// @handles, #tags and names. A #tag becomes a tag, a name with a blank a phrase, all else a word. Throws
/// Unreadable for a company of which `names` gives nothing.
using Names = std::function<std::vector<std::string>(std::string_view company)>;
Query with_names(Query query, Names const& names);

}  // namespace bot::watch
