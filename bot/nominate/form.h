#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/nominate/mail_address.h"
#include "bot/nominate/season.h"
#include "storage/nominations.h"

// The public form: what was typed, what is wrong with it, and what it says once nothing is.
namespace bot::nominate {

/// The form as it was typed, to be shown again as it stands; valid UTF-8 without NUL.
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
    bool may_pass = false;   // on to the company
    bool tell_result = false;
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

/// A field to correct, and the key of the message that says how ("form.error.…"; {limit} and {count}).
struct Mistake {
    std::string field;  // its name in the form; "" concerns the whole form
    std::string message;
    long long limit = 0;
    long long count = 0;
};

/// What a form without mistakes says. Made by parse() alone; names and story are tidied.
struct Submission {
    /// Category (one of the season's), answers, scores, story and consents; all else is not set yet.
    storage::Nomination nomination;
    std::string company;
    std::string person;  // "" if nobody was named
    MailAddress mail;
    std::string invite;  // a token that nobody has looked up yet; "" without
};

/// A form that was read.
struct Parsed {
    std::vector<Mistake> mistakes;         // in the order of the form
    std::optional<Submission> submission;  // there exactly if there are no mistakes
};
/// Reads each field once. The hidden fields (website, started) are for the caller to look at. Pure, but for
/// the nomination's id. Any thread.
Parsed parse(Form const& form, Season const& season, Limits const& limits);

/// Goes into the form when it is shown: the time and its keyed hash.
std::string started_stamp(Keys const& keys, Time now);
/// When the form was shown, to the millisecond; empty if the stamp was made up, or the session key is
/// another.
std::optional<Time> started_at(Keys const& keys, std::string_view stamp);

/// One line, composed (NFC): control and invisible characters out, runs of blanks as one, none at the ends.
std::string tidy_line(std::string_view text);
/// Several lines: the same, with at most one empty line between two.
std::string tidy_story(std::string_view text);

}  // namespace bot::nominate
