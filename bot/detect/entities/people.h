#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/document.h"

namespace bot::detect {

/// A word for one of the people who serve: "agent", "driver". A name may follow, or the person stays "the
/// agent who…".
bool is_one_person(Token const& token);
/// A word for several of them: "crew", "guys".
bool is_team(Token const& token);
bool is_he_or_she(Token const& token);
/// A word for somebody of one's own: "he" and "she" may then be no one who serves.
bool is_family(Token const& token);

/// The tokens, both included, that name somebody.
struct NameRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The person, or the persons named together, whom a post of praise singles out. Tokens in `company` name a
/// company.
std::optional<NameRange> find_name(Document const& document, std::vector<bool> const& company);

/// Who gets the credit in a post of praise.
struct Credited {
    Credit credit = Credit::team;
    std::optional<std::string> person;  // as written
};

/// `company`: the tokens that name the company are no person's name.
Credited credited(Document const& document, std::vector<bool> const& company);

}  // namespace bot::detect
