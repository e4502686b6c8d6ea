#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/document.h"
#include "bot/detect/text/word_lists.h"

// Who is praised: a person, a team, or both. Rules on words and their neighbours; README.md of bot/detect
// tells how often they are right. Any thread.
namespace bot::detect {

/// The word lists that tell who is spoken of, config/lexicon/roles.txt and names.txt.
struct PeopleWords {
    // One of those who serve: "agent", "driver". A name may follow, or the person stays "the agent who…".
    WordSet one_person{"roles", "one_person"};
    WordSet team{"roles", "team"};            // several of them: "crew", "guys"
    WordSet he_or_she{"roles", "he_or_she"};  // "he", "her", "she's"
    // One's own people ("husband", "dog"): "he" and "she" may then be nobody who serves.
    WordSet family{"roles", "family"};
    WordSet no_name{"names", "no_name"};  // capitalised words that stand where a name could
    // Names that are months or cities too: only what stands around them tells.
    WordSet month{"names", "month"}, city{"names", "city"};
    WordSet greeting{"names", "greeting"};    // before whom the author speaks to
    WordSet ordinary{"names", "ordinary"};    // given names that are ordinary words in lower case
    WordSet then_acts{"names", "then_acts"};  // what follows a name: "Ana helped", "Ana was"
};
/// Read at the first call; throws std::logic_error if one is missing.
PeopleWords const& people_words();

/// The tokens, both included, that are a person's name ("Scott F"), or several joined by "and" or commas.
struct NameRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The person, or the persons named together, whom a post of praise singles out; absent if none is clear. Of
/// several the one with most signs of being a name: known as one, thanked, behind a word for one who serves.
/// `company` has a bool for each token: true where it names a company and so no person.
std::optional<NameRange> find_name(Document const& document, std::vector<bool> const& company);

/// Who gets the credit in a post of praise.
struct Credited {
    Credit credit = Credit::team;
    std::optional<std::string> person;  // the name as written; absent of one who is only spoken of ("she")
};

/// `company` as above. `team` unless a single person is named or spoken of; `both` if the team or the service
/// is praised beside them. Who was helped, and the author's own people, are nobody who serves. The post must
/// be praise: of any other the answer means nothing.
Credited credit_of(Document const& document, std::vector<bool> const& company);

}  // namespace bot::detect
