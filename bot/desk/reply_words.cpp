#include "bot/desk/reply_words.h"

#include <algorithm>

#include "bot/base/strings.h"
#include "bot/desk/refusal.h"

namespace bot::desk {
namespace {

constexpr std::size_t longest = 2000;

std::string tidied(std::string_view typed) {
    std::string words;
    for (std::size_t i = 0; i < typed.size(); ++i)
        if (typed[i] != '\r')
            words += typed[i];
        else if (i + 1 == typed.size() || typed[i + 1] != '\n')
            words += '\n';
    return std::string(trimmed(words));
}

/// "{company}" and the like, that the draft should have filled: a brace, lower-case letters, a brace.
std::string unfilled_place(std::string_view words) {
    for (auto open = words.find('{'); open != words.npos; open = words.find('{', open + 1)) {
        auto const close = words.find_first_not_of("abcdefghijklmnopqrstuvwxyz", open + 1);
        if (close == words.npos || words[close] != '}' || close == open + 1) continue;
        auto const place = words.substr(open, close - open + 1);
        if (place != link_place) return std::string(place);
    }
    return {};
}

}  // namespace

std::string checked_words(std::string_view typed) {
    using Kind = UserError::Kind;
    auto words = tidied(typed);
    if (words.empty()) throw Refusal(Kind::invalid, "empty");
    if (code_points(words) > longest)
        throw Refusal(Kind::invalid, "too_long",
                      {{"length", static_cast<long long>(code_points(words))},
                       {"limit", static_cast<long long>(longest)}});
    if (std::ranges::any_of(
            words, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; }))
        throw Refusal(Kind::invalid, "control");
    if (words.find(link_place) != words.rfind(link_place)) throw Refusal(Kind::invalid, "two_links");
    if (auto const place = unfilled_place(words); !place.empty())
        throw Refusal(Kind::invalid, "unfilled", {{"place", place}});
    return words;
}

bool invites(std::string_view words) {
    return words.find(link_place) != words.npos;
}

std::string with_link(std::string_view words, std::string_view link) {
    std::string text(words);
    if (auto const at = text.find(link_place); at != text.npos) text.replace(at, link_place.size(), link);
    return text;
}

std::string without_tokens(std::string words) {
    constexpr std::string_view before = "/n/";
    constexpr std::size_t length = 16;
    auto const is_token = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (auto at = words.find(before); at != words.npos; at = words.find(before, at + 1)) {
        auto const from = words.begin() + static_cast<std::ptrdiff_t>(at + before.size());
        auto const to = std::find_if_not(from, words.end(), is_token);
        if (to - from >= static_cast<std::ptrdiff_t>(length)) words.replace(from, to, "…");
    }
    return words;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace bot::desk
