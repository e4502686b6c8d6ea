#include "bot/detect/entities/roles.h"

#include "bot/detect/text/word_lists.h"

namespace bot::detect {

bool is_one_person(Token const& token) {
    static WordSet const words("roles", "one_person");
    return words.has(token);
}

bool is_team(Token const& token) {
    static WordSet const words("roles", "team");
    return words.has(token);
}

bool is_family(Token const& token) {
    static WordSet const words("roles", "family");
    return words.has(token);
}

bool is_he_or_she(Token const& token) {
    static WordSet const words("roles", "he_or_she");
    return words.has(token);
}

}  // namespace bot::detect
