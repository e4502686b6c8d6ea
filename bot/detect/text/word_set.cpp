#include "bot/detect/text/word_set.h"

#include "bot/detect/text/hash.h"

namespace bot::detect {

WordSet::WordSet(std::initializer_list<std::string_view> words) {
    for (auto const word : words) words_.at(mixed_hash(hash_of(word))) = word;
}

bool WordSet::has(Token const& token) const {
    auto const* found = words_.find(token.stretched ? mixed_hash(hash_of(token.text)) : token.hash);
    return found != nullptr && *found == token.text;
}

}  // namespace bot::detect
