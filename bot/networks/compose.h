#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/client/request.h"
#include "bot/networks/network.h"
#include "bot/text/code_points.h"
#include "bot/text/links.h"

/// Counting words as each network counts them, and the requests that would send them. Pure: no clock, no
/// network, nothing remembered; any thread. A connector's compose() calls one function of each kind and hands
/// over composed(). Text is UTF-8; where it is not, `valid` is false and what is bad counts as U+FFFD.
namespace bot::networks {

/// Something in a text that the network makes clickable.
struct Facet {
    enum class Kind { link, mention, tag };
    Kind kind;
    std::size_t byte_start, byte_end;  // in the UTF-8 of the text as it was given, end exclusive
    std::string value;  // an address with its scheme; a handle without @; a tag without #, or "$ACME"
    bool operator==(Facet const&) const = default;
};
/// "link", "mention" or "tag", for output.
std::string_view name_of(Facet::Kind kind);

/// A text as one network counts it.
struct Counted {
    std::size_t length = 0;
    std::size_t limit = 0;      // 0 if the network does not say
    bool valid = false;         // there are words, not too many, and nothing in them that the network refuses
    std::vector<Facet> facets;  // in order, never overlapping
};

/// Weighted, over NFC: 1 for the usual alphabets and their punctuation, 2 for everything else, 2 for an emoji
/// however long, 23 for an address with or without scheme. U+FFFE, U+FEFF and U+FFFF are refused.
Counted count_x(std::string_view text);
/// Graphemes, 300 at most, and 3000 bytes at most. Mentions carry the handle, which is to be resolved.
Counted count_bluesky(std::string_view text);

/// What an instance says of itself (configuration.statuses); the defaults are Mastodon's.
struct MastodonLimits {
    std::size_t characters = 500;
    std::size_t per_url = 23;
};
/// Graphemes; an address with http(s) counts as `per_url`, a remote mention without its domain.
Counted count_mastodon(std::string_view text, MastodonLimits const& limits = {});

/// Code points: 10,000 at Lemmy and at Reddit, 500 in the archive; Hacker News and feeds name no limit.
Counted count_lemmy(std::string_view text);
Counted count_reddit(std::string_view text);
Counted count_archive(std::string_view text);
Counted count_unlimited(std::string_view text);

// The requests that answer a post. Each is what would be sent, less the host and the secrets: see text_of()
// in client/request.h.

/// POST /2/tweets (docs.x.com: create post), in answer to the post of that id.
Request x_request(std::string_view text, std::string_view parent_id);

/// A record by its address and its content's hash.
struct BlueskyRef {
    std::string uri, cid;
};
/// A post of ours in answer to another (app.bsky.feed.post).
struct BlueskyReply {
    std::string repo;        // the DID of our account
    std::string rkey;        // our own TID: made once, kept, so that sending again changes nothing
    std::string created_at;  // made once with it: UTC, milliseconds, Z
    std::string text;
    std::vector<std::string> languages;  // at most three are sent
    BlueskyRef root, parent;             // root: the parent's own root, else the parent
    /// By handle as count_bluesky() found it. A mention whose handle is not here stays plain words.
    std::map<std::string, std::string> dids{};
};
/// POST com.atproto.repo.putRecord with swapRecord null: created, or found as it is, never changed.
Request bluesky_request(BlueskyReply const& reply);

/// A status of ours in answer to another.
struct MastodonReply {
    std::string text;
    std::string parent_id;  // the replying instance's own id of it
    std::string idempotency_key;
    std::string visibility = "unlisted";    // always said, because servers differ in what they assume
    std::optional<std::string> language{};  // ISO 639-1
};
/// POST /api/v1/statuses with an Idempotency-Key (docs.joinmastodon.org/methods/statuses). The text is sent
/// as it is: see mastodon_status().
Request mastodon_request(MastodonReply const& reply);
/// `text` as a reply to `acct` ("name" or "name@host"), which is told of it only if it is mentioned: put in
/// front unless the text mentions it. Count and send the result.
std::string mastodon_status(std::string_view text, std::string_view acct);

/// A comment of ours. Numbers are the instance's own.
struct LemmyReply {
    std::string text;
    std::optional<std::int64_t> post_id;    // the instance's own number; absent (null) only to show a request
    std::optional<std::int64_t> parent_id;  // the comment that is answered; absent: the post itself
    std::optional<std::int64_t> language_id;  // of the site's list
};
/// POST /api/v3/comment.
Request lemmy_request(LemmyReply const& reply);

/// What an Answerer's compose() hands over. Not `allowed` is what is refused for something else than its
/// length: no words, no UTF-8, a character that the network does not take.
Composed composed(Counted const& counted, Request const& request, std::string_view idempotency_key);

/// Whether a post whose visible text is `shown` is the one that was sent with these words: the same but for
/// blanks and the hosts of mentions where one side leaves them out, as servers do; or with all of its links,
/// one of which invites, as that link is made for it alone.
bool same_words(std::string_view shown, std::string_view sent);

/// Whether a post was surely written before a reply was first sent. Clocks may be a minute apart.
bool before_first_try(std::optional<Time> written_at, std::optional<Time> tried_at);

/// Without the mentions at its front, as networks put the names of those who are answered there.
std::string_view without_mentions(std::string_view text);

/// The answerer of a network that only a person may answer, in a browser: it looks at the post again and
/// counts words, and never sends any.
class ByHandAnswerer : public Answerer {
public:
    using Count = Counted (*)(std::string_view text);

    /// `count` is the network's function of compose.h.
    ByHandAnswerer(std::string network, Count count) : network_(std::move(network)), count_(count) {}
    /// `request` stays empty: there is none.
    Composed compose(ApprovedReply const& reply, Parent const& parent) const override;
    /// Throws NetworkError (ours).
    SentReply send(Composed const& reply) override;
    /// Nothing, as nothing was ever sent.
    std::optional<SentReply> find(Composed const&) override { return std::nullopt; }

    /// What compose() makes, of its parts.
    Composed composed_of(std::string_view words, std::string_view idempotency_key) const;

private:
    std::string const network_;
    Count const count_;
};

// What a count is made of; for connectors.

/// Names of that kind, each at a place that begins with its sign: what stands behind that is the value.
std::vector<Facet> named_facets(Facet::Kind kind, text::CodePoints const& text,
                                std::vector<text::Span> const& places);
/// Every link; https:// is put in front of one without scheme.
std::vector<Facet> link_facets(text::CodePoints const& text, std::vector<text::Link> const& links);
/// All of them, sorted; of two that overlap the one that begins first stays, and of those the longer one.
std::vector<Facet> in_order(std::initializer_list<std::vector<Facet>> parts);
/// Neither empty, nor only blanks, nor anything else than UTF-8; within the limit, if there is one.
bool acceptable(text::CodePoints const& text, Counted const& counted);

}  // namespace bot::networks
