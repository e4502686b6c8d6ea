#include "storage/posts.h"

#include <algorithm>

#include "storage/candidates.h"
#include "storage/engine/sql.h"
#include "storage/replies.h"

namespace storage {
namespace {

constexpr Table post_table{
    "posts",
    "id, network, post_key, author_key, thread_key, native_id, author_id, author_handle, author_name, text, "
    "language, url, in_reply_to, summoned, written_at, seen_at, emptied_at"};

}  // namespace

static auto fields(Post& row) {
    return std::tie(row.id, row.network, row.key, row.author_key, row.thread_key, row.native_id,
                    row.author_id, row.author_handle, row.author_name, row.text, row.language, row.url,
                    row.in_reply_to, row.summoned, row.written_at, row.seen_at, row.emptied_at);
}

static auto fields(PossibleDuplicate& row) {
    return std::tie(row.same_key, row.author_key, row.text);
}

namespace posts {

bool add(Write& write, Post const& post) {
    auto row = post;
    auto const& [words_key, bands] = post.signature;
    return insert(write,
                  {"posts", std::string(post_table.columns) + ", words_key, band_1, band_2, band_3, band_4"},
                  std::tuple_cat(fields(row), std::tie(words_key, bands[0], bands[1], bands[2], bands[3])),
                  "on conflict (post_key) do nothing") == 1;
}

std::optional<Post> find(Read const& read, PostId const& id) {
    return select_first<Post>(read, {post_table, "where id = :value"}, use(id, "value"));
}

std::optional<Post> find_by_key(Read const& read, std::string_view key) {
    return select_first<Post>(read, {post_table, "where post_key = :value"}, use(key, "value"));
}

void set_text(Write& write, PostId const& id, std::string const& text, Time now) {
    execute(write, R"(
        update posts set text = :text, edited_at = :now where id = :id and emptied_at is null)",
            use(text, "text"), use(now, "now"), use(id, "id"));
}

void set_text(Write& write, PostId const& id, std::string const& text, TextSignature const& signature,
              Time now) {
    auto const& bands = signature.bands;
    execute(write, R"(
        update posts set text = :text, edited_at = :now, words_key = :key, band_1 = :band_1,
        band_2 = :band_2, band_3 = :band_3, band_4 = :band_4
        where id = :id and emptied_at is null)",
            use(text, "text"), use(now, "now"), use(signature.key, "key"), use(bands[0], "band_1"),
            use(bands[1], "band_2"), use(bands[2], "band_3"), use(bands[3], "band_4"), use(id, "id"));
}

std::vector<PossibleDuplicate> possible_duplicates(Read const& read, TextSignature const& signature,
                                                   std::optional<std::string> const& author_key, int limit) {
    auto const& bands = signature.bands;
    // Each arm has its own index; a band is absent from what was emptied.
    return select_all<PossibleDuplicate>(
        read, R"(
        select case when words_key = :key then 1 else 0 end, author_key, text from posts
        where words_key = :key or band_1 = :band_1 or band_2 = :band_2 or band_3 = :band_3
        or band_4 = :band_4 or (author_key = :author and emptied_at is null)
        order by case when words_key = :key then 0 else 1 end, seen_at desc, id limit :most)",
        use(signature.key, "key"), use(bands[0], "band_1"), use(bands[1], "band_2"), use(bands[2], "band_3"),
        use(bands[3], "band_4"), use(author_key, "author"), use(limit, "most"));
}

std::vector<std::string> waiting_among(Read const& read, std::vector<std::string> const& keys) {
    constexpr std::size_t at_once = 50;
    std::vector<std::string> found;
    for (std::size_t from = 0; from < keys.size(); from += at_once) {
        std::string names, key;
        auto const count = std::min(at_once, keys.size() - from);
        for (std::size_t i = 0; i < count; ++i) names += (i == 0 ? ":k" : ", :k") + std::to_string(i);
        auto prepare = (read.session().prepare << R"(
            select p.post_key from posts p cross join candidates c
            where c.post = p.id and c.state = 'waiting' and p.post_key in ()"
                                               << names << ")");
        for (std::size_t i = 0; i < count; ++i) prepare, use(keys[from + i], "k" + std::to_string(i));
        soci::statement select = (prepare, into(key));
        select.execute();
        while (select.fetch()) found.push_back(key);
    }
    return found;
}

void erase_content(Write& write, PostId const& id, Time now) {
    execute(write, R"(
        update posts set native_id = null, author_id = null, author_handle = null, author_name = null,
        text = null, url = null, in_reply_to = null, band_1 = null, band_2 = null, band_3 = null,
        band_4 = null, emptied_at = :now
        where id = :id and emptied_at is null)",
            use(now, "now"), use(id, "id"));
    execute(write, "update candidates set person = null, handle = null, reasons = '[]' where post = :id",
            use(id, "id"));
}

std::vector<PostId> with_words_of(Read const& read, std::string_view author_key) {
    return select_all<PostId>(read, "select id from posts where author_key = :author and emptied_at is null",
                              use(author_key, "author"));
}

std::vector<Post> newest(Read const& read, int limit) {
    return select_all<Post>(read, {post_table, R"(
        where emptied_at is null and text is not null order by seen_at desc, id limit :many)"},
                            use(limit, "many"));
}

long long count(Read const& read) {
    return select_value<long long>(read, "select count(*) from posts");
}

long long count_since(Read const& read, std::string_view network, Time since) {
    return select_value<long long>(read, R"(
        select count(*) from posts where network = :network and seen_at >= :since)",
                                   use(network, "network"), use(since, "since"));
}

}  // namespace posts

namespace rechecks {

std::vector<std::string> networks(Read const& read, Time before) {
    return select_all<std::string>(read, R"(
        select distinct network from posts where emptied_at is null and
        coalesce(looked_at, seen_at) < :before order by network)",
                                   use(before, "before"));
}

std::vector<PostId> unseen(Read const& read, std::string const& network, Time before, int limit) {
    return select_all<PostId>(read, R"(
        select p.id from posts p left join candidates c on c.post = p.id
        where p.network = :network and p.emptied_at is null
        and coalesce(p.looked_at, p.seen_at) < :before
        order by case c.state when 'waiting' then 0 else 1 end,
        coalesce(p.looked_at, p.seen_at), p.id limit :most)",
                              use(network, "network"), use(before, "before"), use(limit, "most"));
}

std::vector<PostId> expired(Read const& read, Time decided_before, int limit) {
    return select_all<PostId>(read, R"(
        select p.id from posts p join candidates c on c.post = p.id where p.emptied_at is null
        and (c.state = 'gone' or (c.state in ('skipped', 'answered') and c.decided_at < :before))
        order by p.id limit :most)",
                              use(decided_before, "before"), use(limit, "most"));
}

void seen(Write& write, PostId const& post, Time now) {
    execute(write, "update posts set looked_at = :now where id = :id", use(now, "now"), use(post, "id"));
}

}  // namespace rechecks

bool forget_post(Write& write, Post const& post, std::string const& outcome, Time now) {
    if (post.emptied_at) return false;
    candidates::withdraw_post(write, post.id, now);
    if (auto const reply = replies::waiting_on(write, post.key);
        reply && replies::end(write, reply->id, Reply::State::waiting,
                              {Reply::State::refused, {}, {}, {}, outcome}, now))
        candidates::move(write, reply->candidate, Candidate::State::answering, Candidate::State::gone, now);
    posts::erase_content(write, post.id, now);
    return true;
}

}  // namespace storage
