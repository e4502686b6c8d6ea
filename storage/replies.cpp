#include "storage/replies.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table reply_table{
    "replies",
    "id, candidate, network, post_key, author_key, thread_key, company, invites, way, state, words, "
    "words_sha256, approved_by, approved_at, send_at, sealed_token, idempotency_key, request, sending_at, "
    "look_at, ended_at, native_id, url, seen_words, outcome"};

constexpr Table reply_template_table{
    "reply_templates", "id, seed_key, name, language, occasion, words, author, steward, review_at"};

}  // namespace

static auto fields(Reply& row) {
    return std::tie(row.id, row.candidate, row.network, row.post_key, row.author_key, row.thread_key,
                    row.company, row.invites, row.channel, row.state, row.words, row.words_sha256,
                    row.approved_by, row.approved_at, row.send_at, row.sealed_token, row.idempotency_key,
                    row.request, row.sending_at, row.look_at, row.ended_at, row.native_id, row.url,
                    row.seen_words, row.outcome);
}

static auto fields(ReplyTemplate& row) {
    return std::tie(row.id, row.seed_key, row.name, row.language, row.occasion, row.words, row.author,
                    row.steward, row.review_at);
}

namespace replies {

bool add(Write& write, Reply const& reply) {
    return insert(write, reply_table, reply, "on conflict do nothing") == 1;
}

std::optional<Reply> find(Read const& read, ReplyId const& id) {
    return select_first<Reply>(read, {reply_table, "where id = :id"}, use(id, "id"));
}

std::optional<Reply> of(Read const& read, CandidateId const& candidate) {
    return select_first<Reply>(read, {reply_table, R"(
        where candidate = :candidate order by approved_at desc, id limit 1)"},
                               use(candidate, "candidate"));
}

bool written_to(Read const& read, std::string const& author_key) {
    return select_value<long long>(read, R"(
        select count(*) from replies where author_key = :author_key
        and state not in ('refused', 'undone', 'not_sent'))",
                                   use(author_key, "author_key")) > 0;
}

std::vector<Reply> waiting_for(Read const& read, std::string const& author_key) {
    return select_all<Reply>(read, {reply_table, "where author_key = :author_key and state = 'waiting'"},
                             use(author_key, "author_key"));
}

std::optional<Reply> waiting_on(Read const& read, std::string const& post_key) {
    return select_first<Reply>(read, {reply_table, "where post_key = :post_key and state = 'waiting'"},
                               use(post_key, "post_key"));
}

std::vector<Reply> due(Read const& read, Time now, int limit) {
    return select_all<Reply>(read, {reply_table, R"(
        where state = 'waiting' and send_at <= :now order by send_at, id limit :limit)"},
                             use(now, "now"), use(limit, "limit"));
}

std::vector<Reply> in_state(Read const& read, Reply::State state, int limit) {
    return select_all<Reply>(read, {reply_table, R"(
        where state = :state order by approved_at desc, id limit :limit)"},
                             use(state, "state"), use(limit, "limit"));
}

std::vector<Reply> to_look_up(Read const& read, Time now, int limit) {
    return select_all<Reply>(read, {reply_table, R"(
        where state = 'unknown' and look_at <= :now order by look_at, id limit :limit)"},
                             use(now, "now"), use(limit, "limit"));
}

std::vector<Reply> unseen(Read const& read, Time since) {
    return select_all<Reply>(read, {reply_table, R"(
        where way = 'hand' and state in ('opened', 'sent', 'not_sent', 'unclear')
        and native_id is null and approved_at > :since order by approved_at, id)"},
                             use(since, "since"));
}

std::vector<Reply> rivals(Read const& read, Reply const& reply) {
    return select_all<Reply>(read, {reply_table, R"(
        where id <> :id and (post_key = :post_key or author_key = :author_key)
        and state not in ('refused', 'undone', 'not_sent'))"},
                             use(reply.id, "id"), use(reply.post_key, "post_key"),
                             use(reply.author_key, "author_key"));
}

bool is_ours(Read const& read, std::string const& network, std::string const& native_id) {
    return select_value<long long>(read, R"(
        select count(*) from replies where network = :network and native_id = :native_id)",
                                   use(network, "network"), use(native_id, "native_id")) > 0;
}

std::vector<Reply> recent(Read const& read, int limit) {
    return select_all<Reply>(read, {reply_table, R"(
        where ended_at is not null order by ended_at desc, id limit :limit)"},
                             use(limit, "limit"));
}

long long count_at(Read const& read, std::string const& network, Time since) {
    return select_value<long long>(read, R"(
        select count(*) from replies where network = :network and approved_at > :since and invites = 1
        and state not in ('refused', 'undone', 'not_sent'))",
                                   use(network, "network"), use(since, "since"));
}

long long count_for(Read const& read, CompanyId const& company, Time since) {
    return select_value<long long>(read, R"(
        select count(*) from replies where company = :company and approved_at > :since and invites = 1
        and state not in ('refused', 'undone', 'not_sent'))",
                                   use(company, "company"), use(since, "since"));
}

long long count_in(Read const& read, std::string const& thread_key) {
    return select_value<long long>(read, R"(
        select count(*) from replies where thread_key = :thread_key and invites = 1
        and state not in ('refused', 'undone', 'not_sent'))",
                                   use(thread_key, "thread_key"));
}

bool begin_sending(Write& write, ReplyId const& id, std::string const& request, Time now) {
    return execute(write, R"(
        update replies set state = 'sending', request = :request, sending_at = :now, outcome = null
        where id = :id and state = 'waiting' and send_at <= :now)",
                   use(request, "request"), use(now, "now"), use(id, "id")) == 1;
}

void hasten_invitations(Write& write, Time now) {
    execute(write, R"(
        update replies set send_at = :now where state = 'waiting' and invites = 1 and send_at > :now)",
            use(now, "now"));
}

bool put_back(Write& write, ReplyId const& id, Time send_at, std::string const& outcome) {
    return execute(write, R"(
        update replies set state = 'waiting', request = null, sending_at = null,
        send_at = :send_at, outcome = :outcome where id = :id and state in ('sending', 'waiting'))",
                   use(send_at, "send_at"), use(outcome, "outcome"), use(id, "id")) == 1;
}

bool mark_unknown(Write& write, ReplyId const& id, std::optional<Time> look_at, std::string const& outcome) {
    return execute(write, R"(
        update replies set state = 'unknown', look_at = :look_at, outcome = :outcome
        where id = :id and state = 'sending')",
                   use(look_at, "look_at"), use(outcome, "outcome"), use(id, "id")) == 1;
}

bool look_later(Write& write, ReplyId const& id, std::optional<Time> look_at, std::string const& outcome) {
    return execute(write, R"(
        update replies set look_at = :look_at, outcome = :outcome where id = :id and state = 'unknown')",
                   use(look_at, "look_at"), use(outcome, "outcome"), use(id, "id")) == 1;
}

bool send_again(Write& write, ReplyId const& id) {
    return execute(write, R"(
        update replies set state = 'sending', look_at = null where id = :id and state = 'unknown')",
                   use(id, "id")) == 1;
}

bool look_for(Write& write, ReplyId const& id, std::optional<Time> look_at) {
    return execute(write, R"(
        update replies set look_at = :look_at
        where id = :id and way = 'hand' and native_id is null)",
                   use(look_at, "look_at"), use(id, "id")) == 1;
}

bool keep_seen(Write& write, ReplyId const& id, ReplyEnd const& as) {
    return execute(write, R"(
        update replies set look_at = null, native_id = :native_id, url = :url,
        seen_words = :seen_words, outcome = :outcome
        where id = :id and state = :state and way = 'hand' and native_id is null)",
                   use(as.native_id, "native_id"), use(as.url, "url"), use(as.seen_words, "seen_words"),
                   use(as.outcome, "outcome"), use(id, "id"), use(as.state, "state")) == 1;
}

bool end(Write& write, ReplyId const& id, Reply::State from, ReplyEnd const& how, Time now) {
    return execute(write, R"(
        update replies set state = :new_state, ended_at = :now, sealed_token = null, request = null,
        look_at = null, native_id = :native_id, url = :url, seen_words = :seen_words, outcome = :outcome
        where id = :id and state = :old_state)",
                   use(how.state, "new_state"), use(now, "now"), use(how.native_id, "native_id"),
                   use(how.url, "url"), use(how.seen_words, "seen_words"), use(how.outcome, "outcome"),
                   use(id, "id"), use(from, "old_state")) == 1;
}

}  // namespace replies

namespace reply_templates {

void seed(Write& write, ReplyTemplate const& reply_template) {
    insert(write, reply_template_table, reply_template, R"(
        on conflict (seed_key) do update set name = excluded.name, language = excluded.language,
        occasion = excluded.occasion, words = excluded.words, author = excluded.author,
        steward = excluded.steward, review_at = excluded.review_at)");
}

std::vector<ReplyTemplate> all(Read const& read) {
    return select_all<ReplyTemplate>(read, {reply_template_table, R"(
        where retired_at is null order by language, occasion, name, id)"});
}

}  // namespace reply_templates
}  // namespace storage
