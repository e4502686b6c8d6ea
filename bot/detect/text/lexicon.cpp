#include "bot/detect/text/lexicon.h"

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/normalise.h"
#include "bot/detect/text/word_lists.h"

namespace bot::detect {

namespace {

constexpr std::size_t language_count = 8;
// BCP 47, and the names of the lists.
constexpr std::array<std::string_view, language_count> language_tags{"en", "de", "nl", "es",
                                                                     "fr", "pt", "it", ""};

using Votes = HashTable<std::uint8_t>;

Votes const& votes() {
    static Votes const all = [] {
        Votes counted;
        for (std::size_t language = 0; language + 1 < language_count; ++language) {
            for (auto const word : words_of(language_tags[language], "common")) {
                auto& languages = counted.at(word_hash(word));
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

std::uint8_t languages_with_common_word(std::uint64_t hash) {
    auto const* found = votes().find(hash);
    return found == nullptr ? std::uint8_t{0} : *found;
}

Language language_of(std::vector<Token> const& tokens, std::string_view named) {
    std::array<int, language_count - 1> score{};
    for (auto const& token : tokens) {
        for (unsigned left = token.language_votes; left != 0; left &= left - 1)
            ++score[static_cast<std::size_t>(std::countr_zero(left))];
    }
    auto const best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
    auto const by_name = named_language(named);
    auto const rival = by_name == Language::other ? 0 : score[static_cast<std::size_t>(by_name)];
    return score[best] >= 2 && score[best] > rival ? static_cast<Language>(best) : by_name;
}

namespace {

constexpr std::size_t longest_phrase = 6;
constexpr std::string_view any_language = "any";  // what is the same everywhere

using Table = HashTable<std::uint64_t>;

constexpr std::uint64_t phrase_start = 0x5bd1e995;
// The opening words of a phrase are in the table too, so that a search can stop at the first word that leads
// nowhere.
constexpr std::uint64_t more_follows = std::uint64_t{1} << 63;

std::uint64_t found(Table const& table, std::uint64_t key) {
    auto const* cues = table.find(key);
    return cues == nullptr ? 0 : *cues;
}

struct Lexicon {
    Table words, stems, phrases;
    std::size_t shortest_stem = 64;

    explicit Lexicon(std::string_view language) {
        for (auto const& list : word_lists())
            if (list.cue && (list.file == language || list.file == any_language))
                for (auto const entry : list.words) add(entry, bit(*list.cue));
    }

    void add(std::string_view entry, std::uint64_t cues) {
        if (entry.back() == '*') {
            auto const stem = folded(entry.substr(0, entry.size() - 1));
            shortest_stem = std::min(shortest_stem, stem.size());
            stems.at(word_hash(stem)) |= cues;
            return;
        }
        std::string spaced(entry);
        std::replace(spaced.begin(), spaced.end(), '_', ' ');
        Tokenized const cut(spaced);
        if (cut.tokens.size() > 1) return add_phrase(cut.tokens, cues);
        words.at(cut.tokens.front().hash) |= cues;
    }

    void add_phrase(std::vector<Token> const& tokens, std::uint64_t cues) {
        auto hash = phrase_start;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            hash = joined_hash(hash, tokens[i].hash);
            phrases.at(hash) |= i + 1 == tokens.size() ? cues : more_follows;
        }
    }

    bool starts_phrase(Token const& token) const {
        return phrases.find(joined_hash(phrase_start, token.hash)) != nullptr;
    }

    std::uint64_t cues_of(Token const& token) const {
        auto cues = found(words, token.hash);
        if (token.kind != Token::Kind::word && token.kind != Token::Kind::hashtag) return cues;
        auto hash = hash_start;
        for (std::size_t i = 0; i < token.text.size(); ++i) {
            hash = hash_on(hash, static_cast<unsigned char>(token.text[i]));
            if (i + 1 >= shortest_stem) cues |= found(stems, mixed_hash(hash));
        }
        return cues;
    }
};

Lexicon const& lexicon(Language language) {
    static std::vector<Lexicon> const all = [] {
        std::vector<Lexicon> built;
        built.reserve(language_count);
        for (auto const tag : language_tags) built.emplace_back(tag);
        return built;
    }();
    return all[static_cast<std::size_t>(language)];
}

void tag_phrase(Lexicon const& list, std::vector<Token>& tokens, std::size_t first) {
    auto hash = phrase_start;
    auto const end = std::min(tokens.size(), first + longest_phrase);
    for (std::size_t i = first; i < end; ++i) {
        hash = joined_hash(hash, tokens[i].hash);
        auto const cues = found(list.phrases, hash);
        if (cues == 0) return;
        for (std::size_t j = first; j <= i; ++j) tokens[j].cues |= cues & ~more_follows;
    }
}

}  // namespace

void tag_english(Token& token) {
    auto const& english = lexicon(Language::english);
    token.cues = english.cues_of(token);
    token.starts_phrase = english.starts_phrase(token);
}

void tag_cues(std::vector<Token>& tokens, Language language) {
    auto const& own = lexicon(language);
    for (auto& token : tokens) {
        if (language != Language::english) {
            if (auto const cues = own.cues_of(token)) token.cues = cues;
            token.starts_phrase = own.starts_phrase(token);
        }
        token.given_name = (token.cues & bit(Cue::given_name)) != 0;
        if (!token.capital) token.cues &= ~bit(Cue::given_name);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].starts_phrase) tag_phrase(own, tokens, i);
    }
}

}  // namespace bot::detect
