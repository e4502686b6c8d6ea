#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/nominate/season.h"

namespace bot::nominate {

/// The form as it was typed; valid UTF-8 without NUL.
struct Form {
    std::string company;
    std::string category;
    std::string excellent;  // "yes" or "no"
    std::string credit;     // "team", "person" or "both"
    std::string person;
    std::string empathy, knowledge, professionalism;  // "1" to "5", or ""
    std::string story;
    std::string mail;
    bool may_publish = false;
    bool may_ask = false;
    std::string invite;   // the token it was prefilled through, or ""
    std::string website;  // people do not see this field
    std::string started;  // see started_stamp()
};

/// How much may be typed.
struct Limits {
    std::size_t name = 100;             // characters as people count them
    std::size_t story = 2'000;          // likewise
    std::size_t bytes_a_character = 8;  // on average; piles of combining marks are not a story
};

/// Something to mend: the field, and the key of the message that says how ("form.error.…"; {limit} and
/// {count}).
struct Mistake {
    std::string field;
    std::string message;
    long long limit = 0;
    long long count = 0;
};

/// What is wrong, in the order of the form; empty if nothing is.
std::vector<Mistake> mistakes(Form const& form, Season const& season, Limits const& limits);

/// Goes into the form when it is shown; tells when that was, and cannot be made up.
std::string started_stamp(Keys const& keys, Time now);
/// Empty if it was made up.
std::optional<Time> started_at(Keys const& keys, std::string_view stamp);

}  // namespace bot::nominate
