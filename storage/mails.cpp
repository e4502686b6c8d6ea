#include "storage/mails.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table mail_table{"mails", "id, purpose, sealed_to, sealed_text, created_at, due_at, tries"};

}  // namespace

static auto fields(Mail& row) {
    return std::tie(row.id, row.purpose, row.sealed_to, row.sealed_text, row.created_at, row.due_at,
                    row.tries);
}

namespace mails {

void add(Write& write, Mail const& mail) {
    insert(write, mail_table, mail);
}

std::vector<Mail> due(Read const& read, Time now, int limit) {
    return select_all<Mail>(read, {mail_table, R"(
        where sent_at is null and failed_at is null and due_at <= :now
        order by due_at, id limit :many)"},
                            use(now, "now"), use(limit, "many"));
}

bool take(Write& write, Mail const& mail, Time until) {
    return execute(write, R"(
        update mails set tries = tries + 1, due_at = :until where id = :id
        and due_at = :due and sent_at is null and failed_at is null)",
                   use(until, "until"), use(mail.id, "id"), use(mail.due_at, "due")) == 1;
}

void sent(Write& write, MailId const& mail, Time now) {
    execute(write, R"(
        update mails set sent_at = :now, sealed_to = null, sealed_text = null, error = null
        where id = :id)",
            use(now, "now"), use(mail, "id"));
}

void put_off(Write& write, MailId const& mail, Time due_at, std::string const& error) {
    execute(write, "update mails set due_at = :due, error = :error where id = :id", use(due_at, "due"),
            use(error, "error"), use(mail, "id"));
}

void failed(Write& write, MailId const& mail, Time now, std::string const& error) {
    execute(write, R"(
        update mails set failed_at = :now, sealed_to = null, sealed_text = null, error = :error
        where id = :id)",
            use(now, "now"), use(error, "error"), use(mail, "id"));
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
}  // namespace storage
