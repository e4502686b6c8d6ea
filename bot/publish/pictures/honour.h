#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/award/score.h"
#include "bot/pages/words.h"
#include "storage/companies.h"
#include "storage/types.h"

namespace bot::publish::pictures {

/// A company's recognition in a season, as its pictures show it. Every text may come from a stranger.
struct Honour {
    enum class Kind { thanked, outstanding, winner };
    struct Place {
        long long number = 1;
        bool shared = false;
    };
    std::string programme;  // what the awards are called
    std::string company;
    std::string season;  // its name
    Kind kind = Kind::thanked;
    std::optional<std::string> category;         // in words of `language`; absent: of all categories
    std::optional<storage::Company::Band> size;  // measured among companies of that size; absent: of all
    std::optional<Place> place;                  // absent: none is shown
    long long people = 0;                        // who thanked it
    std::optional<award::Score> score;           // absent: its size is not known
    storage::Time day{};                         // since when it holds
    std::string page;                            // the address that shows what it stands for
    std::string language;                        // one of pages::Words
};

/// An honour in words, each a line of plain text (see one_line()). Empty: there is nothing to say.
struct HonourWords {
    std::string headline;     // "Winner"
    std::string field;        // "Empathy · small companies"
    std::string place;        // "1st place, shared"
    std::string people;       // "141 people said thank you"
    std::string sure;         // "Surely 2.0 times the thanks expected": never more than the score says
    std::string title;        // the picture's text alternative
    std::string description;  // what the title leaves out
};
/// `parts` with " · " between those that are not empty.
std::string joined(std::vector<std::string> const& parts, char const* between = " · ");
HonourWords words_of(pages::Words const& words, Honour const& honour);

}  // namespace bot::publish::pictures
