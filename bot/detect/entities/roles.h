#pragma once

#include <initializer_list>
#include <string_view>

#include "bot/detect/text/tokens.h"

namespace bot::detect {

/// Whether the token is one of these few words.
inline bool is(Token const& token, std::initializer_list<std::string_view> words) {
    for (auto const word : words) {
        if (word.size() == token.text.size() && word[0] == token.text[0] && word == token.text) return true;
    }
    return false;
}

/// A word for one of the people who serve: "agent", "driver". A name may follow, or the person stays "the
/// agent who…".
bool is_one_person(Token const& token);
/// A word for several of them: "crew", "guys".
bool is_team(Token const& token);
bool is_he_or_she(Token const& token);
/// A word for somebody of one's own: "he" and "she" may then be no one who serves.
bool is_family(Token const& token);

}  // namespace bot::detect
