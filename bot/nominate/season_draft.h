#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/nominate/season.h"

// A season as people write it down: in a form on the console, and its words for categories in the config. Pure.
namespace bot::nominate {

/// The words in lines like "speed: Quick to answer: They never let you wait." or, for one language,
/// "speed/de: Schnelle Antwort". A line without a title gives words without one, which mistake_in() finds.
std::vector<award::CategoryWords> category_words_in(std::vector<std::string> const& lines);

/// What was typed, field by field.
struct SeasonForm {
    std::string id, name, zone;
    /// Days, YYYY-MM-DD, in the zone; `closes` is the last one that is open. "" for `publishes` leaves it to a
    /// person; for `counts` it is 21 days after the close, for `announced` a week after the count.
    std::string publishes, opens, closes, counts, announced;
    /// A line each: an id, and if it has words of its own a colon and what category_words_in() reads.
    std::string categories;
    std::string expected_small, expected_medium, expected_large;
    std::string invited, cold;  // points: "1", "0.4"
    std::string thanked_people, gate_answers, gate_percent, batch, batch_minutes;
};

/// A form to begin with, or one that says what the season has.
SeasonForm new_form();
SeasonForm form_of(Season const& season);

/// What it makes, or what is wrong with it: the end of the message's key "season.wrong.<key>".
struct ReadSeason {
    SeasonSettings settings;
    std::string mistake;  // "" if there is none
};
ReadSeason read_form(SeasonForm const& form);

}  // namespace bot::nominate
