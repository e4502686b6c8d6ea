#include "bot/detect/lexicon.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "bot/detect/hash.h"
#include "bot/detect/normalise.h"

namespace bot::detect {

namespace {

constexpr std::size_t longest_phrase = 6;

// An open hash table from hash to cues: two cache lines a look-up, no strings kept.
class Table {
public:
    void add(std::uint64_t key, std::uint64_t cues) {
        if ((used_ + 1) * 2 > slots_.size()) grow();
        place(key, cues);
    }

    std::uint64_t find(std::uint64_t key) const {
        for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
            if (slots_[at].key == key) return slots_[at].cues;
            if (slots_[at].key == 0) return 0;
        }
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint64_t cues = 0;
    };

    void place(std::uint64_t key, std::uint64_t cues) {
        for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
            if (slots_[at].key == 0) ++used_;
            if (slots_[at].key != 0 && slots_[at].key != key) continue;
            slots_[at].key = key;
            slots_[at].cues |= cues;
            return;
        }
    }

    void grow() {
        auto const before = std::move(slots_);
        slots_.assign(std::max<std::size_t>(1024, before.size() * 2), {});
        mask_ = slots_.size() - 1;
        used_ = 0;
        for (auto const& slot : before) {
            if (slot.key != 0) place(slot.key, slot.cues);
        }
    }

    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
    std::size_t used_ = 0;
};

constexpr std::uint64_t phrase_start = 0x5bd1e995;
// The opening words of a phrase are in the table too, so that a search can stop at the first word that leads
// nowhere.
constexpr std::uint64_t leads_on = std::uint64_t{1} << 63;

struct Lexicon {
    Table words, stems, phrases;
    std::size_t shortest_stem = 64;

    explicit Lexicon(std::string_view language) {
        for (auto* table : {&words, &stems, &phrases}) table->add(1, 0);
        for (auto const& list : word_lists()) {
            if (list.language == language || list.language.empty()) add_all(list);
        }
    }

    void add_all(WordList const& list) {
        std::size_t at = 0;
        while (at < list.words.size()) {
            auto const to = std::min(list.words.find_first_of(" \n", at), list.words.size());
            if (to > at) add(list.words.substr(at, to - at), bit(list.cue));
            at = to + 1;
        }
    }

    void add(std::string_view entry, std::uint64_t cues) {
        if (entry.back() == '*') {
            auto const stem = folded(entry.substr(0, entry.size() - 1));
            shortest_stem = std::min(shortest_stem, stem.size());
            stems.add(mixed_hash(hash_of(stem)), cues);
            return;
        }
        std::vector<Token> tokens;
        Normalised post;
        std::string spaced(entry);
        std::replace(spaced.begin(), spaced.end(), '_', ' ');
        normalise(spaced, post);
        cut(post, spaced, tokens);
        if (tokens.size() == 1) return words.add(tokens.front().hash, cues);
        add_phrase(tokens, cues);
    }

    void add_phrase(std::vector<Token> const& tokens, std::uint64_t cues) {
        auto hash = phrase_start;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            hash = joined_hash(hash, tokens[i].hash);
            phrases.add(hash, i + 1 == tokens.size() ? cues : leads_on);
        }
    }

    std::uint64_t cues_of(Token const& token) const {
        auto cues = words.find(token.hash);
        if (token.kind != Token::Kind::word && token.kind != Token::Kind::hashtag) return cues;
        auto hash = hash_start;
        for (std::size_t i = 0; i < token.text.size(); ++i) {
            hash = hash_on(hash, static_cast<unsigned char>(token.text[i]));
            if (i + 1 >= shortest_stem) cues |= stems.find(mixed_hash(hash));
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

void mark_phrase(Lexicon const& list, std::vector<Token>& tokens, std::size_t first) {
    auto hash = phrase_start;
    auto const end = std::min(tokens.size(), first + longest_phrase);
    for (std::size_t i = first; i < end; ++i) {
        hash = joined_hash(hash, tokens[i].hash);
        auto const cues = list.phrases.find(hash);
        if (cues == 0) return;
        for (std::size_t j = first; j <= i; ++j) tokens[j].cues |= cues & ~leads_on;
    }
}

}  // namespace

void mark_cues(std::vector<Token>& tokens, Language language) {
    auto const& own = lexicon(language);
    auto const& english = lexicon(Language::english);
    for (auto& token : tokens) {
        token.cues = own.cues_of(token);
        if (token.cues == 0 && &own != &english) token.cues = english.cues_of(token);
        token.given_name = (token.cues & bit(Cue::given_name)) != 0;
        if (!token.capital) token.cues &= ~bit(Cue::given_name);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) mark_phrase(own, tokens, i);
}

}  // namespace bot::detect
