#include "storage/replies.h"

#include <algorithm>
#include <array>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr std::array<std::string_view, 2> channels{"api", "hand"};
constexpr std::array<std::string_view, 9> reply_states{"waiting", "sending",  "sent",    "refused", "unknown",
                                                       "opened",  "not_sent", "unclear", "undone"};

std::string text_of(Reply::State state) {
    return std::string(name_of(state));
}

constexpr auto columns =
    "select id, candidate, network, post_key, author_key, thread_key, company, invites, way, state, words, "
    "words_sha256, "
    "approved_by, approved_at, send_at, sealed_token, idempotency_key, request, sending_at, look_at, "
    "ended_at, native_id, url, "
    "seen_words, outcome from replies ";

/// A row as it is fetched; the bound places must stay where they are while the statement lives.
struct Fetched {
    Reply row;
    std::string channel, state;

    Reply reply() const {
        auto copy = row;
        copy.channel = static_cast<Reply::Channel>(std::ranges::find(channels, channel) - channels.begin());
        copy.state = static_cast<Reply::State>(std::ranges::find(reply_states, state) - reply_states.begin());
        return copy;
    }
};

/// Binds all columns; `rest` are the query's own values.
template <class... Rest>
std::vector<Reply> replies_where(Read const& read, std::string const& where, Rest... rest) {
    Fetched f;
    auto& r = f.row;
    soci::statement statement(read.session());
    statement.exchange(into(r.id)), statement.exchange(into(r.candidate)),
        statement.exchange(into(r.network));
    statement.exchange(into(r.post_key)), statement.exchange(into(r.author_key)),
        statement.exchange(into(r.thread_key));
    statement.exchange(into(r.company)), statement.exchange(into(r.invites)),
        statement.exchange(into(f.channel));
    statement.exchange(into(f.state)), statement.exchange(into(r.words)),
        statement.exchange(into(r.words_sha256));
    statement.exchange(into(r.approved_by)), statement.exchange(into(r.approved_at)),
        statement.exchange(into(r.send_at));
    statement.exchange(into(r.sealed_token)), statement.exchange(into(r.idempotency_key)),
        statement.exchange(into(r.request));
    statement.exchange(into(r.sending_at)), statement.exchange(into(r.look_at)),
        statement.exchange(into(r.ended_at));
    statement.exchange(into(r.native_id)), statement.exchange(into(r.url)),
        statement.exchange(into(r.seen_words));
    statement.exchange(into(r.outcome));
    (statement.exchange(rest), ...);
    statement.alloc();
    statement.prepare(columns + where);
    statement.define_and_bind();
    std::vector<Reply> all;
    for_each(statement, [&] { all.push_back(f.reply()); });
    return all;
}

std::optional<Reply> first(std::vector<Reply> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace

std::string_view name_of(Reply::State state) {
    return reply_states[static_cast<std::size_t>(state)];
}
std::string_view name_of(Reply::Channel channel) {
    return channels[static_cast<std::size_t>(channel)];
}

namespace replies {

bool add(Write& write, Reply const& reply) {
    std::string const channel(name_of(reply.channel)), state(name_of(reply.state));
    auto const& r = reply;
    soci::statement insert(
        (write.session().prepare << "insert into replies (id, candidate, network, post_key, author_key, "
                                    "thread_key, company, invites, way, state, "
                                    "words, words_sha256, approved_by, approved_at, send_at, sealed_token, "
                                    "idempotency_key) values (:id, :candidate, "
                                    ":network, :post_key, :author_key, :thread_key, :company, :invites, "
                                    ":way, :state, :words, :words_sha256, "
                                    ":approved_by, :approved_at, :send_at, :sealed_token, :idempotency_key) "
                                    "on conflict do nothing",
         use(r.id, "id"), use(r.candidate, "candidate"), use(r.network, "network"),
         use(r.post_key, "post_key"), use(r.author_key, "author_key"), use(r.thread_key, "thread_key"),
         use(r.company, "company"), use(r.invites, "invites"), use(channel, "way"), use(state, "state"),
         use(r.words, "words"), use(r.words_sha256, "words_sha256"), use(r.approved_by, "approved_by"),
         use(r.approved_at, "approved_at"), use(r.send_at, "send_at"), use(r.sealed_token, "sealed_token"),
         use(r.idempotency_key, "idempotency_key")));
    return affected(insert) == 1;
}

std::optional<Reply> find(Read const& read, ReplyId const& id) {
    return first(replies_where(read, "where id = :id", use(id, "id")));
}

std::optional<Reply> of(Read const& read, CandidateId const& candidate) {
    return first(replies_where(read, "where candidate = :candidate order by approved_at desc, id limit 1",
                               use(candidate, "candidate")));
}

bool written_to(Read const& read, std::string const& author_key) {
    long long count = 0;
    read.session() << "select count(*) from replies where author_key = :author_key "
                      "and state not in ('refused', 'undone', 'not_sent')",
        use(author_key, "author_key"), into(count);
    return count > 0;
}

std::vector<Reply> waiting_for(Read const& read, std::string const& author_key) {
    return replies_where(read, "where author_key = :author_key and state = 'waiting'",
                         use(author_key, "author_key"));
}

std::optional<Reply> waiting_on(Read const& read, std::string const& post_key) {
    return first(
        replies_where(read, "where post_key = :post_key and state = 'waiting'", use(post_key, "post_key")));
}

std::vector<Reply> due(Read const& read, Time now, int limit) {
    return replies_where(read,
                         "where state = 'waiting' and send_at <= :now order by send_at, id limit :limit",
                         use(now, "now"), use(limit, "limit"));
}

std::vector<Reply> in_state(Read const& read, Reply::State state, int limit) {
    auto const name = text_of(state);
    return replies_where(read, "where state = :state order by approved_at desc, id limit :limit",
                         use(name, "state"), use(limit, "limit"));
}

std::vector<Reply> to_look_up(Read const& read, Time now, int limit) {
    return replies_where(read,
                         "where state = 'unknown' and look_at <= :now order by look_at, id limit :limit",
                         use(now, "now"), use(limit, "limit"));
}

std::vector<Reply> unseen(Read const& read, Time since) {
    return replies_where(read,
                         "where way = 'hand' and state in ('opened', 'sent', 'not_sent', 'unclear') "
                         "and native_id is null and approved_at > :since order by approved_at, id",
                         use(since, "since"));
}

std::vector<Reply> in_its_place(Read const& read, Reply const& reply) {
    return replies_where(read,
                         "where id <> :id and (post_key = :post_key or author_key = :author_key) "
                         "and state not in ('refused', 'undone', 'not_sent') order by approved_at, id",
                         use(reply.id, "id"), use(reply.post_key, "post_key"),
                         use(reply.author_key, "author_key"));
}

bool is_ours(Read const& read, std::string const& network, std::string const& native_id) {
    long long count = 0;
    read.session() << "select count(*) from replies where network = :network and native_id = :native_id",
        use(network, "network"), use(native_id, "native_id"), into(count);
    return count > 0;
}

std::vector<Reply> recent(Read const& read, int limit) {
    return replies_where(read, "where ended_at is not null order by ended_at desc, id limit :limit",
                         use(limit, "limit"));
}

long long count_at(Read const& read, std::string const& network, Time since) {
    long long count = 0;
    read.session()
        << "select count(*) from replies where network = :network and approved_at > :since and invites = 1 "
           "and state not in ('refused', 'undone', 'not_sent')",
        use(network, "network"), use(since, "since"), into(count);
    return count;
}

long long count_for(Read const& read, CompanyId const& company, Time since) {
    long long count = 0;
    read.session()
        << "select count(*) from replies where company = :company and approved_at > :since and invites = 1 "
           "and state not in ('refused', 'undone', 'not_sent')",
        use(company, "company"), use(since, "since"), into(count);
    return count;
}

long long count_in(Read const& read, std::string const& thread_key) {
    long long count = 0;
    read.session() << "select count(*) from replies where thread_key = :thread_key and invites = 1 "
                      "and state not in ('refused', 'undone', 'not_sent')",
        use(thread_key, "thread_key"), into(count);
    return count;
}

bool begin_sending(Write& write, ReplyId const& id, std::string const& request, Time now) {
    soci::statement update(
        (write.session().prepare
             << "update replies set state = 'sending', request = :request, sending_at = :now, outcome = null "
                "where id = :id and state = 'waiting' and send_at <= :now",
         use(request, "request"), use(now, "now"), use(id, "id")));
    return affected(update) == 1;
}

bool put_back(Write& write, ReplyId const& id, Time send_at, std::string const& outcome) {
    soci::statement update(
        (write.session().prepare
             << "update replies set state = 'waiting', request = null, sending_at = null, "
                "send_at = :send_at, outcome = :outcome where id = :id and state in ('sending', 'waiting')",
         use(send_at, "send_at"), use(outcome, "outcome"), use(id, "id")));
    return affected(update) == 1;
}

bool mark_unknown(Write& write, ReplyId const& id, std::optional<Time> look_at, std::string const& outcome) {
    soci::statement update(
        (write.session().prepare
             << "update replies set state = 'unknown', look_at = :look_at, outcome = :outcome "
                "where id = :id and state = 'sending'",
         use(look_at, "look_at"), use(outcome, "outcome"), use(id, "id")));
    return affected(update) == 1;
}

bool look_later(Write& write, ReplyId const& id, std::optional<Time> look_at, std::string const& outcome) {
    soci::statement update((write.session().prepare << "update replies set look_at = :look_at, outcome = "
                                                       ":outcome where id = :id and state = 'unknown'",
                            use(look_at, "look_at"), use(outcome, "outcome"), use(id, "id")));
    return affected(update) == 1;
}

bool send_again(Write& write, ReplyId const& id) {
    soci::statement update(
        (write.session().prepare
             << "update replies set state = 'sending', look_at = null where id = :id and state = 'unknown'",
         use(id, "id")));
    return affected(update) == 1;
}

bool look_for(Write& write, ReplyId const& id, std::optional<Time> look_at) {
    soci::statement update((write.session().prepare
                                << "update replies set look_at = :look_at "
                                   "where id = :id and way = 'hand' and native_id is null",
                            use(look_at, "look_at"), use(id, "id")));
    return affected(update) == 1;
}

bool keep_seen(Write& write, ReplyId const& id, ReplyEnd const& as) {
    auto const state = text_of(as.state);
    soci::statement update((
        write.session().prepare << "update replies set look_at = null, native_id = :native_id, url = :url, "
                                   "seen_words = :seen_words, outcome = :outcome "
                                   "where id = :id and state = :state and way = 'hand' and native_id is null",
        use(as.native_id, "native_id"), use(as.url, "url"), use(as.seen_words, "seen_words"),
        use(as.outcome, "outcome"), use(id, "id"), use(state, "state")));
    return affected(update) == 1;
}

bool end(Write& write, ReplyId const& id, Reply::State from, ReplyEnd const& how, Time now) {
    auto const old_state = text_of(from), new_state = text_of(how.state);
    soci::statement update(
        (write.session().prepare
             << "update replies set state = :new_state, ended_at = :now, sealed_token = null, request = "
                "null, look_at = null, "
                "native_id = :native_id, url = :url, seen_words = :seen_words, outcome = :outcome "
                "where id = :id and state = :old_state",
         use(new_state, "new_state"), use(now, "now"), use(how.native_id, "native_id"), use(how.url, "url"),
         use(how.seen_words, "seen_words"), use(how.outcome, "outcome"), use(id, "id"),
         use(old_state, "old_state")));
    return affected(update) == 1;
}

}  // namespace replies
}  // namespace storage
