#include "storage/mails.h"

#include <algorithm>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table mail_table{"mails",
                           "id, purpose, sealed_to, sealed_text, created_at, due_at, tries, mailbox, "
                           "sealed_unsubscribe"};

}  // namespace

static auto fields(Mail& row) {
    return std::tie(row.id, row.purpose, row.sealed_to, row.sealed_text, row.created_at, row.due_at,
                    row.tries, row.mailbox, row.sealed_unsubscribe);
}

namespace mails {

void add(Write& write, Mail const& mail) {
    insert(write, mail_table, mail);
}

std::vector<Mail> due(Read const& read, Time now, int limit) {
    return select_all<Mail>(read, {mail_table, R"(
        where sent_at is null and failed_at is null and due_at <= :now and sealed_text is not null
        order by due_at, id limit :many)"},
                            use(now, "now"), use(limit, "many"));
}

bool take(Write& write, Mail const& mail, Time until) {
    return execute(write, R"(
        update mails set tries = tries + 1, due_at = :until where id = :id
        and due_at = :due and sealed_text = :text and sent_at is null and failed_at is null)",
                   use(until, "until"), use(mail.id, "id"), use(mail.due_at, "due"),
                   use(mail.sealed_text, "text")) == 1;
}

void sent(Write& write, MailId const& mail, Time now) {
    execute(write, R"(
        update mails set sent_at = :now, sealed_to = null, sealed_text = null, mailbox = null,
        sealed_unsubscribe = null, emptied = 0, error = null where id = :id)",
            use(now, "now"), use(mail, "id"));
}

void put_off(Write& write, MailId const& mail, Time due_at, std::string const& error) {
    execute(write, "update mails set due_at = :due, error = :error where id = :id", use(due_at, "due"),
            use(error, "error"), use(mail, "id"));
}

void failed(Write& write, MailId const& mail, Time now, std::string const& error) {
    execute(write, R"(
        update mails set failed_at = :now, sealed_to = null, sealed_text = null, mailbox = null,
        sealed_unsubscribe = null, emptied = 0, error = :error where id = :id)",
            use(now, "now"), use(error, "error"), use(mail, "id"));
}

// A plus before a column keeps SQLite from an index that begins with it: few mails have the mailbox, many
// wait.
std::vector<Mail> held_back(Read const& read, std::string const& mailbox, Time now) {
    return select_all<Mail>(read, {mail_table, R"(
        where mailbox = :mailbox and tries = 0 and due_at > :now and +sent_at is null
        and +failed_at is null order by due_at, id)"},
                            use(mailbox, "mailbox"), use(now, "now"));
}

bool any_waiting(Read const& read, std::string const& mailbox) {
    // Once it is over a mail has no mailbox.
    return select_value<long long>(
               read, "select count(*) from (select id from mails where mailbox = :mailbox limit 1) one",
               use(mailbox, "mailbox")) > 0;
}

bool rewrite(Write& write, MailId const& mail, std::string const& sealed_text, Time now) {
    return execute(write, R"(
        update mails set sealed_text = :text where id = :id and tries = 0 and due_at > :now
        and sent_at is null and failed_at is null)",
                   use(sealed_text, "text"), use(mail, "id"), use(now, "now")) == 1;
}

void hasten(Write& write, std::string const& mailbox, Time now) {
    execute(write, R"(
        update mails set due_at = :now, created_at = :now where mailbox = :mailbox and tries = 0
        and due_at > :now and +sent_at is null and +failed_at is null)",
            use(now, "now"), use(mailbox, "mailbox"));
}

bool take_words_out(Write& write, MailId const& mail) {
    return execute(write, R"(
        update mails set sealed_text = null, emptied = 1 where id = :id and sent_at is null and failed_at is null)",
                   use(mail, "id")) == 1;
}

std::vector<MailId> without_words(Read const& read, int limit) {
    return select_all<MailId>(read, R"(
        select id from mails where emptied = 1 order by id limit :many)",
                              use(limit, "many"));
}

void put_words_in(Write& write, MailId const& mail, std::string const& sealed_text) {
    execute(write, R"(
        update mails set sealed_text = :text, emptied = 0 where id = :id and emptied = 1)",
            use(sealed_text, "text"), use(mail, "id"));
}

bool take_back(Write& write, MailId const& mail) {
    return execute(write, "delete from mails where id = :id and sent_at is null and failed_at is null",
                   use(mail, "id")) == 1;
}

bool has_failed(Read const& read, MailId const& mail) {
    return select_value<long long>(read, R"(
        select count(*) from mails where id = :id and sent_at is null and failed_at is not null)",
                                   use(mail, "id")) > 0;
}

Counts counts(Read const& read, long long most) {
    Counts found;
    found.waiting = select_value<long long>(read, R"(
        select count(*) from (select id from mails where sent_at is null and failed_at is null
        limit :most) few)",
                                            use(most, "most"));
    found.sent = select_value<long long>(
        read, "select count(*) from (select id from mails where sent_at >= 0 limit :most) few",
        use(most, "most"));
    found.failed = select_value<long long>(read, R"(
        select count(*) from (select id from mails where sent_at is null and failed_at is not null
        limit :most) few)",
                                           use(most, "most"));
    return found;
}

}  // namespace mails

namespace paces {

Time next(Read const& read, std::string const& what, Rule const& rule, Time now) {
    auto const others = rule.many - 1;
    auto const first = select_first<Time>(read, R"(
        select taken_at from paces where what = :what order by taken_at desc limit 1 offset :others)",
                                          use(what, "what"), use(others, "others"));
    return first ? std::max(now, *first + rule.window) : now;
}

void take(Write& write, std::string const& what, Time at) {
    insert(write, {"paces", "what, taken_at"}, std::tie(what, at));
}

void forget(Write& write, std::string const& what) {
    // In the order of bytes '!' comes next after the blank.
    auto const from = what + " ", to = what + "!";
    execute(write, "delete from paces where what = :what or (what >= :from and what < :to)",
            use(what, "what"), use(from, "from"), use(to, "to"));
}

long long remove_before(Write& write, Time then) {
    return execute(write, "delete from paces where taken_at < :then", use(then, "then"));
}

}  // namespace paces
}  // namespace storage
