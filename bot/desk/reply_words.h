#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/replies.h"

// The words of a reply: from a template to a draft, and from what the operator typed to what is kept and
// sent. No state; any thread.
namespace bot::desk {

/// Where the invite link goes in words that a person approves.
inline constexpr std::string_view link_place = "{link}";

/// The words as they are kept: ends trimmed, lines ended by LF. Throws Refusal if they are empty, longer than
/// 2,000 characters, hold {link} twice, another {place} that was not filled, or control characters.
std::string checked_words(std::string_view typed);

/// True if the words hold {link}; without it they only thank.
bool invites(std::string_view words);
/// The words with `link` in the place of {link}.
std::string with_link(std::string_view words, std::string_view link);
/// The words with "…" for the token of every invite link, ours or not.
std::string without_tokens(std::string words);

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
/// bring the team in. Places that cannot be filled vanish with the comma or blank around them. Empty words if
/// there is no template at all.
Draft draft_for(Occasion const& occasion, std::vector<storage::ReplyTemplate> const& templates);

/// How to address a person of that display name: its first word if that looks like a given name.
std::optional<std::string> given_name(std::string_view display_name);

/// The templates of a file like config/replies/en.toml. Throws std::runtime_error naming the file and the
/// template if a field is missing, the steward is the author, or the words do not suit the occasion.
std::vector<storage::ReplyTemplate> templates_from(std::string_view toml, std::string const& file);

/// Adds the templates built into the program and brings those already there up to date. Call at start.
void seed_templates(storage::Store& store);

}  // namespace bot::desk
