#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/document.h"

namespace bot::detect {

// Who is praised: a person, a team, or both. The words are in config/lexicon/roles.txt and names.txt.

/// A word for one of the people who serve: "agent", "driver". A name may follow, or the person stays "the
/// agent who…".
bool is_one_person(Token const& token);
/// A word for several of them: "crew", "guys".
bool is_team(Token const& token);
/// "he", "her", "she's".
bool is_he_or_she(Token const& token);
/// A word for one's own people ("husband", "dog"): "he" and "she" may then be nobody who serves.
bool is_family(Token const& token);

/// The tokens, both included, that are a person's name, or several joined by "and".
struct NameRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The person, or the persons named together, whom a post of praise singles out; absent if none is clear.
/// `company` has a bool for each token: true where it names a company and so no person.
std::optional<NameRange> find_name(Document const& document, std::vector<bool> const& company);

/// Who gets the credit in a post of praise.
struct Credited {
    Credit credit = Credit::team;
    std::optional<std::string> person;  // as written
};

/// `company` as above. `team` unless a single person is named or spoken of; `both` if the team or the service
/// is praised beside them.
Credited credit_of(Document const& document, std::vector<bool> const& company);

}  // namespace bot::detect
