#include "bot/networks/compose.h"
#include "bot/networks/facets.h"

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
    counted.facets = in_order(link_facets(text, text::find_links(text.text, text::mastodon_links())));
    return counted;
}

}  // namespace

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

}  // namespace bot::networks
