#include "bot/detect/text/language.h"

#include <algorithm>
#include <bit>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/hash_table.h"
#include "bot/detect/text/word_lists.h"

namespace bot::detect {

namespace {

using Votes = HashTable<std::uint8_t>;

Votes const& votes() {
    static Votes const all = [] {
        Votes counted;
        for (std::size_t language = 0; language + 1 < language_count; ++language) {
            for (auto const word : words_of(language_tags[language], "common")) {
                auto& languages = counted.at(mixed_hash(hash_of(word)));
                languages = static_cast<std::uint8_t>(languages | (1U << language));
            }
        }
        return counted;
    }();
    return all;
}

Language named_language(std::string_view tag) {
    for (std::size_t i = 0; i + 1 < language_count; ++i) {
        if (tag.substr(0, 2) == language_tags[i] && (tag.size() == 2 || tag[2] == '-')) {
            return static_cast<Language>(i);
        }
    }
    return tag.empty() || tag == "und" ? Language::english : Language::other;
}

}  // namespace

std::uint8_t languages_of_small_word(std::uint64_t hash) {
    auto const* found = votes().find(hash);
    return found == nullptr ? std::uint8_t{0} : *found;
}

Language language_of(std::vector<Token> const& tokens, std::string_view named) {
    std::array<int, language_count - 1> score{};
    for (auto const& token : tokens) {
        for (unsigned left = token.votes; left != 0; left &= left - 1)
            ++score[static_cast<std::size_t>(std::countr_zero(left))];
    }
    auto const best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
    auto const by_name = named_language(named);
    auto const rival = by_name == Language::other ? 0 : score[static_cast<std::size_t>(by_name)];
    return score[best] >= 2 && score[best] > rival ? static_cast<Language>(best) : by_name;
}

}  // namespace bot::detect
