#include "bot/networks/compose.h"

#include <algorithm>
#include <limits>
#include <sstream>

#include "bot/base/url.h"

namespace bot::networks {
namespace {

Counted code_points(std::string_view words, std::size_t limit) {
    text::CodePoints const text(words);
    Counted counted;
    counted.length = text.text.size();
    counted.limit = limit;
    counted.valid = acceptable(text, counted);
    return counted;
}

/// Where Markdown is written, addresses with a scheme become links.
Counted markdown(std::string_view words, std::size_t limit) {
    auto counted = code_points(words, limit);
    text::CodePoints const text(words);
    counted.facets = in_order({link_facets(text, text::find_links(text.text, text::mastodon_links()))});
    return counted;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;) words.push_back(std::move(word));
    return words;
}

/// "@name" stands for "@name@host".
bool same_word(std::string_view one, std::string_view other) {
    if (one == other) return true;
    if (one.size() > other.size()) std::swap(one, other);
    return one.size() > 1 && one.starts_with('@') && one.find('@', 1) == one.npos && other.starts_with(one) &&
           other[one.size()] == '@';
}

std::string words_at(text::CodePoints const& text, text::Span place) {
    return text::utf8(std::u32string_view(text.text).substr(place.begin, place.end - place.begin));
}

Facet facet(Facet::Kind kind, text::CodePoints const& text, text::Span place, std::string value) {
    return {kind, text.bytes[place.begin], text.bytes[place.end], std::move(value)};
}

bool has_all_links(std::string_view shown, std::vector<std::string> const& sent) {
    bool invites = false;
    for (auto const& word : sent) {
        if (!begins_as_web(word)) continue;
        if (shown.find(word) == shown.npos) return false;
        invites = invites || word.find("/n/") != word.npos;
    }
    return invites;
}

}  // namespace

std::string_view name_of(Facet::Kind kind) {
    return kind == Facet::Kind::link ? "link" : kind == Facet::Kind::mention ? "mention" : "tag";
}

std::vector<Facet> link_facets(text::CodePoints const& text, std::vector<text::Link> const& links) {
    std::vector<Facet> facets;
    for (auto const& [place, has_scheme] : links) {
        auto const address = words_at(text, place);
        facets.push_back(facet(Facet::Kind::link, text, place, has_scheme ? address : "https://" + address));
    }
    return facets;
}

std::vector<Facet> named_facets(Facet::Kind kind, text::CodePoints const& text,
                                std::vector<text::Span> const& places) {
    std::vector<Facet> facets;
    for (auto const& place : places)
        facets.push_back(facet(kind, text, place, words_at(text, {place.begin + 1, place.end})));
    return facets;
}

std::vector<Facet> in_order(std::initializer_list<std::vector<Facet>> parts) {
    std::vector<Facet> facets;
    for (auto const& part : parts) facets.insert(facets.end(), part.begin(), part.end());
    std::ranges::sort(facets, [](Facet const& one, Facet const& other) {
        return one.byte_start != other.byte_start ? one.byte_start < other.byte_start
                                                  : one.byte_end > other.byte_end;
    });
    std::size_t end = 0;
    std::erase_if(facets, [&](Facet const& facet) {
        if (facet.byte_start < end) return true;
        end = facet.byte_end;
        return false;
    });
    return facets;
}

bool acceptable(text::CodePoints const& text, Counted const& counted) {
    return text.sound && !text::blank(text.text) && (counted.limit == 0 || counted.length <= counted.limit);
}

Counted count_lemmy(std::string_view text) {
    return markdown(text, 10'000);
}

Counted count_reddit(std::string_view text) {
    return markdown(text, 10'000);
}

Counted count_archive(std::string_view text) {
    return code_points(text, 500);
}

Counted count_unlimited(std::string_view text) {
    return code_points(text, 0);
}

Composed composed(Counted const& counted, Request const& request, std::string_view idempotency_key) {
    Composed reply;
    reply.request = text_of(request);
    reply.idempotency_key = idempotency_key;
    reply.length = counted.length;
    reply.limit = counted.limit;
    reply.allowed = counted.valid || (counted.limit > 0 && counted.length > counted.limit);
    return reply;
}

bool same_words(std::string_view shown, std::string_view sent) {
    auto const wanted = words_of(sent);
    return std::ranges::equal(words_of(shown), wanted, same_word) || has_all_links(shown, wanted);
}

bool before_first_try(std::optional<Time> written_at, std::optional<Time> tried_at) {
    return written_at && tried_at && *written_at < *tried_at - std::chrono::minutes(1);
}

std::string_view without_mentions(std::string_view text) {
    while (text.starts_with('@')) {
        auto const end = text.find_first_of(" \n");
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return text;
}

Composed ByHandAnswerer::compose(ApprovedReply const& reply, Parent const&) const {
    return composed_of(reply.text, reply.idempotency_key);
}

Composed ByHandAnswerer::composed_of(std::string_view words, std::string_view idempotency_key) const {
    auto const counted = count_(words);
    auto reply = composed(counted, {}, idempotency_key);
    reply.request.clear();
    if (counted.limit == 0) reply.limit = std::numeric_limits<std::size_t>::max();
    return reply;
}

SentReply ByHandAnswerer::send(Composed const&) {
    throw NetworkError(NetworkError::Class::ours, network_ + ": is answered by hand only");
}

}  // namespace bot::networks
