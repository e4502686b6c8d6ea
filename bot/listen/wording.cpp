#include "bot/listen/wording.h"

#include <algorithm>
#include <vector>

#include "bot/detect/text/tokens.h"
#include "storage/candidates.h"

namespace bot::listen {
namespace {

// In words; a character of writing without spaces counts as a third of one.
constexpr int not_short = 6, long_enough = 10;
constexpr int most_compared = 40;
constexpr auto skipped_words_kept = std::chrono::days(30);

bool without_spaces(std::string_view word) {
    std::size_t at = 0;
    auto const c = detect::next_code_point(word, at);
    return at == word.size() && ((c >= 0x0E00 && c < 0x1100) || (c >= 0x1780 && c < 0x1800) ||
                                 (c >= 0x2E80 && c < 0xA500) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000);
}

}  // namespace

Wording::Wording(std::string_view post) {
    detect::Tokenized const cut(post);
    std::vector<std::string> each;
    for (auto const& token : cut.tokens) {
        if (token.kind != detect::Token::Kind::word) continue;
        each.emplace_back(token.text);
        words.append(token.text).push_back(' ');
        thirds += without_spaces(token.text) ? 1 : 3;
    }
    pairs = text::WordPairs(each);
}

storage::TextSignature Wording::signature(Keys const& keys,
                                          std::optional<std::string> const& author_key) const {
    storage::TextSignature signature;
    if (has(not_short))
        signature.key = keys.hash("words", {words});
    else if (author_key && !words.empty())
        signature.key = keys.hash("words of", {*author_key, words});
    if (has(long_enough)) std::ranges::copy(pairs.bands(), signature.bands.begin());
    return signature;
}

bool nearly_same(Wording const& one, Wording const& other, bool same_author) {
    auto const enough = same_author ? not_short : long_enough;
    return one.has(enough) && other.has(enough) && one.pairs.share(other.pairs, same_author ? 5 : 8);
}

bool similar(Wording const& one, Wording const& other) {
    return one.has(long_enough) && other.has(long_enough) && one.pairs.share(other.pairs, 5);
}

std::optional<storage::CandidateId> like_skipped(storage::Read const& read,
                                                 storage::TextSignature const& signature,
                                                 Wording const& wording, storage::Time now) {
    auto const maybe =
        storage::candidates::similar_skipped(read, signature, now - skipped_words_kept, most_compared);
    auto const found = std::ranges::find_if(
        maybe, [&](storage::SimilarCandidate const& other) { return similar(wording, Wording(other.text)); });
    return found == maybe.end() ? std::nullopt : std::optional(found->id);
}

bool said_before(storage::Read const& read, storage::Post const& post, Wording const& wording) {
    if (!post.signature.key) return false;
    auto const maybe =
        storage::posts::possible_duplicates(read, post.signature, post.author_key, most_compared);
    return std::ranges::any_of(maybe, [&](storage::PossibleDuplicate const& other) {
        bool const same_author = post.author_key && other.author_key == post.author_key;
        return other.same_key || (other.text && nearly_same(wording, Wording(*other.text), same_author));
    });
}

}  // namespace bot::listen
