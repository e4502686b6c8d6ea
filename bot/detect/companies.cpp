#include "bot/detect/companies.h"

#include <algorithm>
#include <array>

#include "bot/detect/hash.h"
#include "bot/detect/lexicon.h"

namespace bot::detect {

namespace {

constexpr std::size_t longest_name = 6;  // words
constexpr std::size_t near = 4;          // tokens between a thank-you and whom it is for

std::uint64_t hash(std::string_view text) {
    return mixed_hash(hash_of(text));
}

std::string_view without_sign(std::string_view name) {
    while (!name.empty() && (name.front() == '@' || name.front() == '#')) name.remove_prefix(1);
    return name;
}

std::vector<Token> tokens_of(std::string const& written, Normalised& post) {
    std::vector<Token> tokens;
    normalise(written, post);
    cut(post, written, tokens);
    return tokens;
}

std::uint64_t joined(std::uint64_t so_far, Token const& token) {
    return joined_hash(so_far, token.hash);
}

// Names that are ordinary words in lower case. Any word of the word lists is one too.
bool is_plain_word(Token const& name) {
    static std::unordered_set<std::uint64_t> const words = [] {
        std::unordered_set<std::uint64_t> set;
        constexpr std::string_view list =
            " apple target delta orange three sky shell gap next boots visa chase sprint virgin square zoom "
            "slack "
            "signal amazon subway discover alaska frontier spirit allegiant southwest united american total "
            "dove "
            "tide gain bounce always pampers crest oracle meta alphabet basecamp stripe plaid robinhood dash "
            "notion "
            "linear bolt lime bird uber lift fox hulu peacock max prime ring nest echo fire kindle surface "
            "edge "
            "office teams box drop cloud one two four five ally chime current wise mint credit first "
            "national metro "
            "cricket boost mobile fresh whole trader giant safe lush bloom reformation everlane anthology "
            "guess "
            "express limited iron mountain progressive general state farm liberty nationwide travelers "
            "hartford "
            "bank trust capital energy power gas water post mail parcel bell light ocean river star sun moon "
            "home "
            "house garden kitchen table chair bed bath beyond works body shop store market place corner "
            "square time here link free things clear personal beats brilliant genius freedom ups boots "
            "universe tab "
            "aa progressive discord monster dish fandom bell enterprise medium wired glorious steam medal "
            "sunrise "
            "windy meta wire spectrum pepper breeze doodle keeper aura lookout amp tick bulb seamless "
            "optimum "
            "boxed meetup sonic sierra iceland freedom fidelity citizens lucid ";
        std::size_t at = 0;
        while (at < list.size()) {
            auto const to = std::min(list.find(' ', at), list.size());
            if (to > at) set.insert(hash(list.substr(at, to - at)));
            at = to + 1;
        }
        return set;
    }();
    // Of two or three letters there are many meanings.
    return words.count(name.hash) != 0 || name.cues != 0 || name.text.size() <= 3;
}

// "Best Buy", "Bank of America": every word of it is an ordinary one.
bool is_plain(std::vector<Token> const& name) {
    return std::all_of(name.begin(), name.end(), [](Token const& token) {
        return is_plain_word(token) || token.kind != Token::Kind::word;
    });
}

bool is_any(Token const& token, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), token.text) != words.end();
}

bool points_to_whom(Token const& token) {
    return is_any(token, {"from", "at",  "to", "by",   "with", "von", "bei", "an", "van",  "bij", "aan",
                          "de",   "del", "a",  "chez", "à",    "do",  "da",  "di", "dell", "ao"});
}

bool is_foil(std::vector<Token> const& tokens, std::size_t at) {
    for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
        if (is_any(tokens[at - back], {"unlike", "than", "not", "als", "que", "anders", "contrary", "leaving",
                                       "left", "versus", "vs", "statt", "instead"})) {
            return true;
        }
    }
    return false;
}

}  // namespace

CompanyIndex::CompanyIndex(std::vector<Company> const& companies) {
    for (auto const& company : companies) {
        auto const index = static_cast<std::uint32_t>(keys_.size());
        keys_.push_back(company.key);
        for (auto const& handle : company.handles)
            handles_.emplace(hash(folded(without_sign(handle))), index);
        for (auto const& hashtag : company.hashtags)
            hashtags_.emplace(hash(folded(without_sign(hashtag))), index);
        add_alias(company.name, index);
        for (auto const& alias : company.aliases) add_alias(alias, index);
        for (auto const& never : company.never) add_never(never);
    }
}

void CompanyIndex::add_alias(std::string const& written, std::uint32_t company) {
    Normalised post;
    auto tokens = tokens_of(written, post);
    if (tokens.empty() || tokens.size() > longest_name) return;
    mark_cues(tokens, Language::english);
    std::uint64_t so_far = 1;
    for (auto const& token : tokens) {
        so_far = joined(so_far, token);
        openings_.insert(so_far);
    }
    bool const in_capitals = tokens.size() == 1 && tokens.front().shouted;
    aliases_.emplace(so_far, Alias{company, is_plain(tokens), in_capitals});
}

void CompanyIndex::add_never(std::string const& written) {
    Normalised post;
    std::uint64_t so_far = 1;
    for (auto const& token : tokens_of(written, post)) {
        so_far = joined(so_far, token);
        openings_.insert(so_far);
    }
    never_.insert(so_far);
}

bool CompanyIndex::is_company(std::string_view handle) const {
    return !handle.empty() && by_handle(folded(without_sign(handle))).has_value();
}

// "acme.example" is also known by "acme": a dot may have been meant as the end of a sentence.
std::optional<std::uint32_t> CompanyIndex::by_handle(std::string_view handle) const {
    if (auto const found = handles_.find(hash(handle)); found != handles_.end()) return found->second;
    auto const first = handle.substr(0, handle.find_first_of(".@"));
    if (first.size() == handle.size()) return std::nullopt;
    auto const found = handles_.find(hash(first));
    return found == handles_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t CompanyIndex::never_at(std::vector<Token> const& tokens, std::size_t at) const {
    std::uint64_t so_far = 1;
    std::size_t length = 0;
    for (std::size_t i = at; i < std::min(tokens.size(), at + longest_name); ++i) {
        so_far = joined(so_far, tokens[i]);
        if (openings_.count(so_far) == 0) break;
        if (never_.count(so_far) != 0) length = i - at + 1;
    }
    return length;
}

// Written as a name: in capitals if it is always, else with a capital that no sentence asks for.
bool CompanyIndex::is_clearly_a_name(std::vector<Token> const& tokens, std::size_t first, std::size_t last,
                                     bool in_capitals) {
    if (in_capitals) return tokens[first].shouted;
    if (!tokens[last].capital || tokens[last].shouted) return false;
    return first < last ? tokens[first].capital : !tokens[last].sentence_start;
}

std::optional<Naming> CompanyIndex::alias_at(std::vector<Token> const& tokens, std::size_t at) const {
    std::optional<Naming> found;
    std::uint64_t so_far = 1;
    for (std::size_t i = at; i < std::min(tokens.size(), at + longest_name); ++i) {
        so_far = joined(so_far, tokens[i]);
        if (openings_.count(so_far) == 0) break;
        auto const alias = aliases_.find(so_far);
        if (alias == aliases_.end()) continue;
        if (alias->second.plain_word && !is_clearly_a_name(tokens, at, i, alias->second.in_capitals))
            continue;
        found = Naming{alias->second.company, at, i, false};
    }
    return found;
}

std::vector<Naming> CompanyIndex::named(Document const& document) const {
    auto const& tokens = document.tokens();
    std::vector<Naming> all;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == Token::Kind::mention) {
            all.push_back({by_handle(tokens[i].text), i, i, true});
        } else if (tokens[i].kind == Token::Kind::hashtag) {
            auto const found = hashtags_.find(hash(tokens[i].text));
            if (found != hashtags_.end()) all.push_back({found->second, i, i, false});
        } else if (auto const never = never_at(tokens, i); never > 0) {
            i += never - 1;
        } else if (auto const alias = alias_at(tokens, i)) {
            all.push_back(*alias);
            i = alias->last;
        }
    }
    return all;
}

std::optional<Naming> CompanyIndex::praised(Document const& document) const {
    auto const& tokens = document.tokens();
    std::optional<Naming> best;
    int best_score = 0;
    for (auto const& naming : named(document)) {
        int score = 10 + (naming.company ? 4 : 0) + (naming.mention ? 5 : 0);
        if (is_foil(tokens, naming.first)) score -= 9;
        if (naming.first > 0 && points_to_whom(tokens[naming.first - 1])) score += 2;
        for (std::size_t back = 1; back <= near && back <= naming.first; ++back) {
            if ((tokens[naming.first - back].cues & bit(Cue::gratitude)) != 0) {
                score += 2;
                break;
            }
        }
        if (best && score <= best_score) continue;
        best = naming;
        best_score = score;
    }
    return best;
}

}  // namespace bot::detect
