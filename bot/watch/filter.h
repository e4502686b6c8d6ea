#pragma once

#include <optional>
#include <string_view>

#include "bot/watch/query.h"

// Whether a post is what a query asks for: what decides after a network's search has found too much.
namespace bot::watch {

/// What a query looks at in a post. It lives as long as the post it was made from.
struct Written {
    std::string_view text;
    std::optional<std::string_view> language{};  // BCP 47, as the network says
    std::optional<std::string_view> author_handle{};
};

/// True if the post is what the query asks for, whatever a network's own search made of it. Capitals,
/// compatibility forms and the width of characters do not count; a word or phrase stands between word
/// borders; a post that does not say its language, or says one that its words contradict
/// (text/language_shown.h), is not refused for it. near: must have been replaced
/// (with_names). Pure.
bool holds(Query const& query, Written const& post);

/// True if nearly every post has it: all its words are articles, pronouns and the like, or have one or two
/// letters. In the languages the detector knows; scripts that write without blanks are never common. Pure.
bool is_common(std::string_view words);

}  // namespace bot::watch
