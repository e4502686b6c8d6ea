#include "bot/base/url.h"
#include "bot/desk/desk.h"
#include "bot/desk/refusal.h"
#include "bot/desk/reply_words.h"

// The only places where approved words become words that leave.
namespace bot::desk {
namespace {

/// The composer's address with its places filled, in one pass: what is put in is never looked at again.
std::string filled(std::string_view link, storage::Post const& post, std::string const& words) {
    std::string address;
    for (std::size_t at = 0; at < link.size();) {
        auto const put = [&](std::string_view place, std::string const& value) {
            if (link.substr(at, place.size()) != place) return false;
            address += percent_encoded(value);
            at += place.size();
            return true;
        };
        if (put("{native_id}", post.native_id.value_or("")) || put("{url}", post.url.value_or("")) ||
            put("{words}", words))
            continue;
        address += link[at++];
    }
    return address;
}

/// A link from outside is only followed where the web is.
std::string web_address(std::string const& url) {
    return begins_as_web(url) ? url : std::string();
}

}  // namespace

std::optional<std::string> Desk::text_of(storage::Reply const& reply) const {
    if (!same_secret(sha256_hex(reply.words), reply.words_sha256)) return std::nullopt;
    if (invites(reply.words) != reply.invites) return std::nullopt;
    if (!reply.invites) return reply.words;
    auto const token = reply.sealed_token ? keys_.open(*reply.sealed_token) : std::nullopt;
    return token ? std::optional(with_link(reply.words, invite_link(*token))) : std::nullopt;
}

std::optional<networks::ApprovedReply> Desk::reload(storage::Reply const& reply,
                                                    storage::Post const& post) const {
    auto text = text_of(reply);
    if (!text || reply.approved_by.empty() || !post.native_id) return std::nullopt;
    return networks::ApprovedReply(reply.id.text(), std::move(*text), reply.approved_by.text(),
                                   *post.native_id, reply.idempotency_key);
}

std::optional<std::string> Desk::other_words(storage::Reply const& reply, std::string const& seen) const {
    // Once a reply has ended nobody knows its token any more, so the words are compared without.
    auto words = without_tokens(seen);
    auto const approved = reply.invites ? with_link(reply.words, invite_link("…")) : reply.words;
    return words == without_tokens(approved) ? std::nullopt : std::optional(std::move(words));
}

HandOver Desk::hand_over(storage::ReplyId const& id) const {
    auto const reply = storage::replies::find(store_, id);
    if (!reply) throw Refusal(UserError::Kind::not_found, "not_found");
    if (reply->state != storage::Reply::State::opened) throw Refusal(UserError::Kind::conflict, "settled");
    auto const item = load_item(store_, reply->candidate);
    auto const words = text_of(*reply);
    if (!words) throw Refusal(UserError::Kind::conflict, "changed");
    auto const* policy = answerers_.policy(reply->network);
    auto const composer = policy != nullptr && !policy->by_hand_link.empty();
    return {
        *reply, *words,
        web_address(composer ? filled(policy->by_hand_link, item.post, *words) : item.post.url.value_or(""))};
}

}  // namespace bot::desk
