#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/replies.h"

namespace bot::desk {

/// What a draft is about. Absent is absent, never "".
struct Occasion {
    bool quiet = false;                   // thank without inviting
    std::optional<std::string> language;  // of the post, BCP 47
    std::optional<std::string> author_name;
    std::optional<std::string> company;
    std::optional<std::string> credit;  // team, person or both
    std::optional<std::string> person;
};

/// Words to begin with, and whose they are.
struct Draft {
    std::string words;
    std::optional<std::string> template_name, steward;  // absent if the words are an operator's own
};

/// From the template that fits best: the language of the post, else English; praise of a person in words that
/// bring the team in. Places that cannot be filled vanish. Empty words if there is no template at all.
Draft draft_for(Occasion const& occasion, std::vector<storage::ReplyTemplate> const& templates);

/// How one would address a person of that display name: its first word if that looks like a given name.
std::optional<std::string> given_name(std::string_view display_name);

}  // namespace bot::desk
