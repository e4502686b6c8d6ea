#include "storage/posts.h"

#include <algorithm>

#include "storage/engine/sql.h"

namespace storage::posts {
namespace {

constexpr auto columns =
    "id, network, post_key, author_key, thread_key, native_id, author_id, author_handle, author_name, text, "
    "language, "
    "url, in_reply_to, summoned, written_at, seen_at, emptied_at";

/// `row` after each row.
template <class OnRow, class... Uses>
void rows(Read const& read, std::string const& rest, OnRow&& row, Uses&&... uses) {
    Post post;
    auto prepare = (read.session().prepare << "select " << columns << " from posts " << rest);
    ((prepare, std::forward<Uses>(uses)), ...);
    soci::statement select =
        (prepare, into(post.id), into(post.network), into(post.key), into(post.author_key),
         into(post.thread_key), into(post.native_id), into(post.author_id), into(post.author_handle),
         into(post.author_name), into(post.text), into(post.language), into(post.url), into(post.in_reply_to),
         into(post.summoned), into(post.written_at), into(post.seen_at), into(post.emptied_at));
    for_each(select, [&] { row(post); });
}

std::optional<Post> one(Read const& read, std::string const& column, std::string const& value) {
    std::optional<Post> found;
    rows(
        read, "where " + column + " = :value", [&](Post const& post) { found = post; }, use(value, "value"));
    return found;
}

}  // namespace

bool add(Write& write, Post const& post) {
    soci::statement statement =
        (write.session().prepare
             << "insert into posts (" << columns
             << ", words_key, band_1, band_2, band_3, band_4) "
                "values (:id, :network, :key, :author_key, :thread_key, :native_id, :author_id, "
                ":author_handle, :author_name, :text, :language, :url, :in_reply_to, :summoned, "
                ":written_at, :seen_at, :emptied_at, :words_key, :band_1, :band_2, :band_3, :band_4) "
                "on conflict (post_key) do nothing",
         use(post.id, "id"), use(post.network, "network"), use(post.key, "key"),
         use(post.author_key, "author_key"), use(post.thread_key, "thread_key"),
         use(post.native_id, "native_id"), use(post.author_id, "author_id"),
         use(post.author_handle, "author_handle"), use(post.author_name, "author_name"),
         use(post.text, "text"), use(post.language, "language"), use(post.url, "url"),
         use(post.in_reply_to, "in_reply_to"), use(post.summoned, "summoned"),
         use(post.written_at, "written_at"), use(post.seen_at, "seen_at"), use(post.emptied_at, "emptied_at"),
         use(post.marks.key, "words_key"), use(post.marks.bands[0], "band_1"),
         use(post.marks.bands[1], "band_2"), use(post.marks.bands[2], "band_3"),
         use(post.marks.bands[3], "band_4"));
    return affected(statement) == 1;
}

std::optional<Post> find(Read const& read, PostId const& id) {
    return one(read, "id", id.text());
}

std::optional<Post> find_by_key(Read const& read, std::string_view key) {
    return one(read, "post_key", std::string(key));
}

void set_text(Write& write, PostId const& id, std::string const& text, Time now) {
    write.session()
        << "update posts set text = :text, edited_at = :now where id = :id and emptied_at is null",
        use(text, "text"), use(now, "now"), use(id, "id");
}

void set_text(Write& write, PostId const& id, std::string const& text, TextSignature const& marks, Time now) {
    write.session() << "update posts set text = :text, edited_at = :now, words_key = :key, band_1 = :band_1, "
                       "band_2 = :band_2, band_3 = :band_3, band_4 = :band_4 "
                       "where id = :id and emptied_at is null",
        use(text, "text"), use(now, "now"), use(marks.key, "key"), use(marks.bands[0], "band_1"),
        use(marks.bands[1], "band_2"), use(marks.bands[2], "band_3"), use(marks.bands[3], "band_4"),
        use(id, "id");
}

std::vector<AlikePost> maybe_alike(Read const& read, TextSignature const& marks,
                                   std::optional<std::string> const& author_key, int limit) {
    std::vector<AlikePost> found;
    AlikePost post;
    // Each arm has its own index; a band is absent from what was emptied.
    soci::statement statement =
        (read.session().prepare
             << "select case when words_key = :key then 1 else 0 end, author_key, text from posts "
                "where words_key = :key or band_1 = :band_1 or band_2 = :band_2 or band_3 = :band_3 "
                "or band_4 = :band_4 or (author_key = :author and emptied_at is null) "
                "order by case when words_key = :key then 0 else 1 end, seen_at desc, id limit :most",
         use(marks.key, "key"), use(marks.bands[0], "band_1"), use(marks.bands[1], "band_2"),
         use(marks.bands[2], "band_3"), use(marks.bands[3], "band_4"), use(author_key, "author"),
         use(limit, "most"), into(post.same_key), into(post.author_key), into(post.text));
    for_each(statement, [&] { found.push_back(post); });
    return found;
}

std::vector<std::string> waiting_among(Read const& read, std::vector<std::string> const& keys) {
    constexpr std::size_t at_once = 50;
    std::vector<std::string> found;
    for (std::size_t from = 0; from < keys.size(); from += at_once) {
        std::string names, key;
        auto const count = std::min(at_once, keys.size() - from);
        for (std::size_t i = 0; i < count; ++i) names += (i == 0 ? ":k" : ", :k") + std::to_string(i);
        auto prepare =
            (read.session().prepare << "select p.post_key from posts p join candidates c on c.post = p.id "
                                       "where c.state = 'waiting' and p.post_key in ("
                                    << names << ")");
        for (std::size_t i = 0; i < count; ++i) prepare, use(keys[from + i], "k" + std::to_string(i));
        soci::statement select = (prepare, into(key));
        for_each(select, [&] { found.push_back(key); });
    }
    return found;
}

void erase_content(Write& write, PostId const& id, Time now) {
    write.session()
        << "update posts set native_id = null, author_id = null, author_handle = null, author_name = null, "
           "text = null, url = null, in_reply_to = null, band_1 = null, band_2 = null, band_3 = null, "
           "band_4 = null, emptied_at = :now "
           "where id = :id and emptied_at is null",
        use(now, "now"), use(id, "id");
    write.session() << "update candidates set person = null, handle = null, reasons = '[]' where post = :id",
        use(id, "id");
}

std::vector<PostId> seen_before(Read const& read, Time seen_before, int limit) {
    std::vector<PostId> found;
    PostId id;
    soci::statement statement =
        (read.session().prepare << "select id from posts where emptied_at is null and seen_at < :seen_before "
                                   "order by seen_at, id limit :most",
         use(seen_before, "seen_before"), use(limit, "most"), into(id));
    for_each(statement, [&] { found.push_back(id); });
    return found;
}

std::vector<Post> newest(Read const& read, int limit) {
    std::vector<Post> found;
    rows(
        read, "where emptied_at is null and text is not null order by seen_at desc, id limit :many",
        [&](Post const& post) { found.push_back(post); }, use(limit, "many"));
    return found;
}

long long count(Read const& read) {
    long long posts = 0;
    read.session() << "select count(*) from posts", into(posts);
    return posts;
}

long long count_since(Read const& read, std::string_view network, Time since) {
    std::string const name(network);
    long long found = 0;
    read.session() << "select count(*) from posts where network = :network and seen_at >= :since",
        use(name, "network"), use(since, "since"), into(found);
    return found;
}

}  // namespace storage::posts
