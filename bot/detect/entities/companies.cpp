#include "bot/detect/entities/companies.h"

#include <algorithm>

#include "bot/detect/text/hash.h"
#include "bot/detect/text/lexicon.h"
#include "bot/detect/text/word_lists.h"

namespace bot::detect {

namespace {

constexpr std::size_t longest_name = 6;  // words
constexpr std::size_t near = 4;          // tokens between a thank-you and whom it is for

std::string_view without_sign(std::string_view name) {
    while (!name.empty() && (name.front() == '@' || name.front() == '#')) name.remove_prefix(1);
    return name;
}

// Names that are ordinary words in lower case. Any cue word is one too.
bool is_plain_word(Token const& name) {
    static WordSet const words("companies", "ordinary");
    // Of two or three letters there are many meanings.
    return words.has_elongated(name) || name.cues != 0 || name.text.size() <= 3;
}

// "Best Buy", "Bank of America": every word of it is an ordinary one.
bool is_plain(std::vector<Token> const& name) {
    return std::ranges::all_of(
        name, [](Token const& token) { return is_plain_word(token) || token.kind != Token::Kind::word; });
}

void add_tag(HashTable<std::uint32_t>& tags, std::string const& written, std::uint32_t company) {
    auto& index = tags.at(word_hash(folded(without_sign(written))));
    if (index == 0) index = company + 1;
}

std::optional<std::uint32_t> by_tag(HashTable<std::uint32_t> const& tags, std::string_view folded_tag) {
    auto const* index = tags.find(word_hash(folded_tag));
    return index == nullptr || *index == 0 ? std::nullopt : std::optional(*index - 1);
}

bool points_to_whom(Token const& token) {
    static WordSet const words("companies", "points_to");
    return words.has(token);
}

bool is_contrast(std::vector<Token> const& tokens, std::size_t at) {
    static WordSet const words("companies", "compared_with");
    for (std::size_t back = 1; back <= 3 && back <= at; ++back)
        if (words.has(tokens[at - back])) return true;
    return false;
}

// Written as a name: in capitals if it is always, else with a capital that no sentence asks for.
bool is_clearly_a_name(std::vector<Token> const& tokens, std::size_t first, std::size_t last,
                       bool in_capitals) {
    if (in_capitals) return tokens[first].all_caps;
    if (!tokens[last].capital || tokens[last].all_caps) return false;
    return first < last ? tokens[first].capital : !tokens[last].sentence_start;
}

}  // namespace

CompanyIndex::CompanyIndex(std::vector<Company> const& companies) {
    for (auto const& company : companies) {
        auto const index = static_cast<std::uint32_t>(keys_.size());
        keys_.push_back(company.key);
        for (auto const& handle : company.handles) add_tag(handles_, handle, index);
        for (auto const& hashtag : company.hashtags) add_tag(hashtags_, hashtag, index);
        add_alias(company.name, index);
        for (auto const& alias : company.aliases) add_alias(alias, index);
        for (auto const& never : company.never) add_never(never);
    }
}

CompanyIndex::NameEnd& CompanyIndex::name_end(std::vector<Token> const& tokens) {
    std::uint64_t so_far = 1;
    for (auto const& token : tokens) {
        so_far = joined_hash(so_far, token.hash);
        name_ends_.at(so_far);
    }
    return name_ends_.at(so_far);
}

void CompanyIndex::add_alias(std::string const& written, std::uint32_t company) {
    Tokenized cut(written);
    auto& tokens = cut.tokens;
    if (tokens.empty() || tokens.size() > longest_name) return;
    for (auto& token : tokens) tag_english(token);
    tag_cues(tokens, Language::english);
    auto& last = name_end(tokens);
    if (last.company) return;
    last.company = company;
    last.plain_word = is_plain(tokens);
    last.in_capitals = tokens.size() == 1 && tokens.front().all_caps;
}

void CompanyIndex::add_never(std::string const& written) {
    Tokenized const cut(written);
    if (!cut.tokens.empty()) name_end(cut.tokens).never = true;
}

bool CompanyIndex::is_company(std::string_view handle) const {
    return !handle.empty() && by_handle(folded(without_sign(handle))).has_value();
}

// "acme.example" is also known by "acme": a dot may have been meant as the end of a sentence.
std::optional<std::uint32_t> CompanyIndex::by_handle(std::string_view handle) const {
    if (auto const found = by_tag(handles_, handle)) return found;
    auto const first = handle.substr(0, handle.find_first_of(".@"));
    return first.size() == handle.size() ? std::nullopt : by_tag(handles_, first);
}

CompanyIndex::Found CompanyIndex::found_at(std::vector<Token> const& tokens, std::size_t at) const {
    Found found;
    std::uint64_t so_far = 1;
    for (std::size_t i = at; i < std::min(tokens.size(), at + longest_name); ++i) {
        so_far = joined_hash(so_far, tokens[i].hash);
        auto const* last = name_ends_.find(so_far);
        if (last == nullptr) break;
        if (last->never) found.never = i - at + 1;
        bool const named =
            last->company && (!last->plain_word || is_clearly_a_name(tokens, at, i, last->in_capitals));
        if (named) found.name = CompanyMention{last->company, at, i, false};
    }
    return found;
}

std::vector<CompanyMention> CompanyIndex::mentions(Document const& document) const {
    auto const& tokens = document.tokens();
    std::vector<CompanyMention> all;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Token::Kind::mention) {
            all.push_back({by_handle(tokens[i].text), i, i, true});
        } else if (tokens[i].kind == Token::Kind::hashtag) {
            if (auto const found = by_tag(hashtags_, tokens[i].text)) all.push_back({found, i, i, false});
        } else if (auto const found = found_at(tokens, i); found.never > 0) {
            i += found.never - 1;
        } else if (found.name) {
            all.push_back(*found.name);
            i = found.name->last;
        }
    }
    return all;
}

std::optional<CompanyMention> praised_company(Document const& document,
                                              std::vector<CompanyMention> const& mentions) {
    auto const& tokens = document.tokens();
    std::optional<CompanyMention> best;
    int best_score = 0;
    for (auto const& mention : mentions) {
        int score = 10 + (mention.company ? 4 : 0) + (mention.by_handle ? 5 : 0);
        if (is_contrast(tokens, mention.first)) score -= 9;
        if (mention.first > 0 && points_to_whom(tokens[mention.first - 1])) score += 2;
        for (std::size_t back = 1; back <= near && back <= mention.first; ++back) {
            if ((tokens[mention.first - back].cues & bit(Cue::gratitude)) != 0) {
                score += 2;
                break;
            }
        }
        if (best && score <= best_score) continue;
        best = mention;
        best_score = score;
    }
    return best;
}

}  // namespace bot::detect
