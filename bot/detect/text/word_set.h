#pragma once

#include <initializer_list>
#include <string_view>

#include "bot/detect/text/hash_table.h"
#include "bot/detect/text/tokens.h"

namespace bot::detect {

/// Words to look for, too many to go through. Any thread.
class WordSet {
public:
    WordSet(std::initializer_list<std::string_view> words);
    bool has(Token const& token) const;

private:
    HashTable<std::string_view> words_;
};

}  // namespace bot::detect
