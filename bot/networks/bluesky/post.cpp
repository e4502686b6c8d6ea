#include "bot/networks/bluesky/post.h"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "bot/base/keys.h"
#include "bot/networks/client/json.h"

namespace bot::networks {

namespace {

using Json = nlohmann::json;

/// Labels, of the author or of moderators, that people are warned with before they see a post.
constexpr std::array<std::string_view, 12> warnings{
    "porn",      "sexual", "nudity", "sexual-figurative", "graphic-media", "gore",
    "self-harm", "!hide",  "!warn",  "sensitive",         "threat",        "intolerant"};

bool warns(Json const& labels) {
    return std::ranges::any_of(labels, [](Json const& label) {
        auto const value = json::text(label, "val");
        return value && !json::truth(label, "neg") && std::ranges::find(warnings, *value) != warnings.end();
    });
}

std::optional<Time> earlier(std::optional<Time> one, std::optional<Time> other) {
    if (one && other) return std::min(*one, *other);
    return one ? one : other;
}

void read_author(Json const& author, FoundPost& post) {
    auto handle = json::text(author, "handle");
    // What the app view shows when the handle's domain does not point back to the account.
    if (handle && *handle != "handle.invalid" && made_of(*handle, ".-", 253))
        post.author_handle = std::move(handle);
    post.author_name = json::text(author, "displayName");
}

void read_reply(Json const& reply, BlueskyPost& post) {
    auto const ref = [&](char const* name, std::optional<std::string>& cid) -> std::optional<std::string> {
        auto const& strong = json::item(reply, name);
        auto const uri = read_at_uri(json::text(strong, "uri").value_or(""));
        cid = json::text(strong, "cid");
        return uri && cid ? std::optional(uri->text()) : std::nullopt;
    };
    std::optional<std::string> cid;
    post.found.in_reply_to = ref("parent", cid);
    post.root_uri = ref("root", post.root_cid);
    if (!post.root_uri) post.root_cid.reset();
}

bool mentions(Json const& record, std::string_view did) {
    for (auto const& facet : json::list(record, "facets"))
        for (auto const& feature : json::list(facet, "features"))
            if (json::text(feature, "$type") == "app.bsky.richtext.facet#mention" &&
                json::text(feature, "did") == did)
                return true;
    return false;
}

/// Who may not answer is told by the app view; the gate itself is looked at as well, for app views that do
/// not: open to none, or in the thread's first post to those that it mentions.
bool closed_to_us(Json const& view, std::string_view own_did) {
    if (json::truth(json::item(view, "viewer"), "replyDisabled")) return true;
    auto const& allow = json::item(json::item(json::item(view, "threadgate"), "record"), "allow");
    if (!allow.is_array()) return false;
    auto const& record = json::item(view, "record");
    bool const ours = json::text(json::item(view, "author"), "did") == own_did;
    bool const called = ours || json::item(record, "reply").is_object() || mentions(record, own_did);
    return std::ranges::all_of(allow, [&](Json const& rule) {
        return !called && json::text(rule, "$type") == "app.bsky.feed.threadgate#mentionRule";
    });
}

bool blocked_either_way(Json const& viewer) {
    return json::truth(viewer, "blockedBy") || json::text(viewer, "blocking") ||
           json::item(viewer, "blockingByList").is_object();
}

}  // namespace

bool made_of(std::string_view text, std::string_view others, std::size_t longest) {
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [&](unsigned char c) {
        return (c < 0x80 && std::isalnum(c)) || others.find(static_cast<char>(c)) != others.npos;
    });
}

std::optional<AtUri> read_at_uri(std::string_view text) {
    constexpr std::string_view scheme = "at://";
    if (!text.starts_with(scheme)) return std::nullopt;
    text.remove_prefix(scheme.size());
    auto const first = text.find('/');
    auto const second = first == text.npos ? text.npos : text.find('/', first + 1);
    if (second == text.npos) return std::nullopt;
    auto const did = text.substr(0, first), collection = text.substr(first + 1, second - first - 1),
               rkey = text.substr(second + 1);
    if (!did.starts_with("did:") || !made_of(did, ":._-%", 2048) || !made_of(collection, ".-", 317) ||
        !made_of(rkey, ".-_:~", 512) || rkey == "." || rkey == "..")
        return std::nullopt;
    return AtUri{std::string(did), std::string(collection), std::string(rkey)};
}

std::string bluesky_page(AtUri const& post) {
    return "https://bsky.app/profile/" + post.did + "/post/" + post.rkey;
}

std::optional<BlueskyPost> read_bluesky_post(Json const& view, std::string_view own_did, std::string& why) {
    auto const& record = json::item(view, "record");
    auto const type = json::text(record, "$type");
    auto const uri = read_at_uri(json::text(view, "uri").value_or(""));
    if (!uri) return why = "has no at:// address with a DID", std::nullopt;
    if (!uri->is_post() || (type && *type != "app.bsky.feed.post")) return std::nullopt;
    auto text = bluesky_text(record);
    if (!text) return std::nullopt;
    BlueskyPost post;
    auto& found = post.found;
    found.native_id = uri->text();
    found.author_id = uri->did;
    found.text = std::move(*text);
    found.url = bluesky_page(*uri);
    read_author(json::item(view, "author"), found);
    if (auto const& langs = json::list(record, "langs"); !langs.empty())
        found.language = json::text(langs[0]);
    read_reply(json::item(record, "reply"), post);
    found.thread = post.root_uri.value_or(found.native_id);
    found.ours = uri->did == own_did;
    found.summoned = !found.ours && bluesky_calls(record, own_did);
    found.sensitive =
        warns(json::list(view, "labels")) || warns(json::list(json::item(record, "labels"), "values"));
    // createdAt is the author's word and can be any date; when it was seen first is the server's.
    post.sorted_at = earlier(json::moment(record, "createdAt"), json::moment(view, "indexedAt"));
    found.written_at = post.sorted_at;
    found.time_unread = !found.written_at && json::text(record, "createdAt");
    post.cid = json::text(view, "cid").value_or("");
    post.answers = json::whole(view, "replyCount").value_or(0);
    post.replies_closed = closed_to_us(view, own_did);
    post.blocked = blocked_either_way(json::item(json::item(view, "author"), "viewer"));
    return post;
}

bool bluesky_calls(Json const& record, std::string_view did) {
    if (did.empty()) return false;
    if (mentions(record, did)) return true;
    auto const& embed = json::item(record, "embed");
    // A quote, or a quote with a picture, which has one `record` more.
    for (auto const* path : {"record/uri", "record/record/uri"})
        if (auto const quoted = read_at_uri(json::text(json::deep(embed, path)).value_or(""));
            quoted && quoted->did == did)
            return true;
    return false;
}

std::string bluesky_tid(Time time, std::string_view idempotency_key) {
    auto const hash = sha256_hex(idempotency_key);
    std::uint64_t chance = 0;
    std::from_chars(hash.data(), hash.data() + 8, chance, 16);
    // 53 bits of microseconds, of which we know the thousands, then 10 bits that tell clocks apart.
    auto const milliseconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
    auto const number = ((milliseconds * 1000 + chance / 1024 % 1000) << 10 | chance % 1024) & INT64_MAX;
    std::string tid;
    for (int shift = 60; shift >= 0; shift -= 5)
        tid += "234567abcdefghijklmnopqrstuvwxyz"[number >> shift & 31];
    return tid;
}

std::string bluesky_time(Time time) {
    return date::format("%FT%TZ", time);
}

namespace {

struct Link {
    std::size_t start, end;  // bytes of the text
    std::string address;
};

bool between_characters(std::string_view text, std::size_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

std::optional<std::string> link_of(Json const& facet) {
    for (auto const& feature : json::list(facet, "features"))
        if (json::text(feature, "$type") == "app.bsky.richtext.facet#link")
            return json::address(feature, "uri");
    return std::nullopt;
}

std::string_view without_scheme(std::string_view address) {
    for (std::string_view const start : {"https://", "http://", "www."})
        if (address.starts_with(start)) address.remove_prefix(start.size());
    return address;
}

/// "example.org/a-long…" of "https://example.org/a-long-way".
bool is_shortened(std::string_view shown, std::string_view address) {
    for (std::string_view const end : {"…", "..."}) {
        if (!shown.ends_with(end)) continue;
        shown.remove_suffix(end.size());
        return without_scheme(address).starts_with(without_scheme(shown));
    }
    return false;
}

/// In the order of the text, those alone that can be put in.
std::vector<Link> shortened_links(Json const& record, std::string_view text) {
    std::vector<Link> links;
    for (auto const& facet : json::list(record, "facets")) {
        auto const& index = json::item(facet, "index");
        auto const start = json::whole(index, "byteStart"), end = json::whole(index, "byteEnd");
        auto address = link_of(facet);
        if (!start || !end || !address || *start < 0 || *start >= *end ||
            static_cast<std::uint64_t>(*end) > text.size())
            continue;
        auto const from = static_cast<std::size_t>(*start), to = static_cast<std::size_t>(*end);
        if (between_characters(text, from) && between_characters(text, to) &&
            is_shortened(text.substr(from, to - from), *address))
            links.push_back({from, to, std::move(*address)});
    }
    std::ranges::sort(links, {}, &Link::start);
    return links;
}

}  // namespace

std::optional<std::string> bluesky_text(Json const& record) {
    // The offsets count the bytes as the author sent them, so NUL is taken out afterwards.
    auto const& value = json::item(record, "text");
    if (!value.is_string()) return std::nullopt;
    auto const& text = value.get_ref<std::string const&>();
    std::string whole;
    std::size_t done = 0;
    for (auto const& link : shortened_links(record, text)) {
        if (link.start < done) continue;
        whole += text.substr(done, link.start - done) + link.address;
        done = link.end;
    }
    whole += text.substr(done);
    return json::text(Json(whole));
}

}  // namespace bot::networks
