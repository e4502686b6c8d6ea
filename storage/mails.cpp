#include "storage/mails.h"

#include <array>
#include <stdexcept>

#include "storage/engine/sql.h"

namespace storage::mails {
namespace {

constexpr std::array purposes = {"confirm", "welcome", "follow_up", "alert"};

Mail::Purpose purpose_of(std::string const& text) {
    for (std::size_t i = 0; i < purposes.size(); ++i)
        if (text == purposes[i]) return static_cast<Mail::Purpose>(i);
    throw Error(Error::Kind::broken, "a mail has an unknown purpose");
}

}  // namespace

void add(Write& write, Mail const& mail) {
    std::string const purpose = purposes.at(static_cast<std::size_t>(mail.purpose));
    write.session() << "insert into mails (id, purpose, sealed_to, sealed_text, created_at, due_at)"
                       " values (:id, :purpose, :sealed_to, :sealed_text, :created, :due)",
        use(mail.id, "id"), use(purpose, "purpose"), use(mail.sealed_to, "sealed_to"),
        use(mail.sealed_text, "sealed_text"), use(mail.created_at, "created"), use(mail.due_at, "due");
}

std::vector<Mail> due(Read const& read, Time now, int limit) {
    Mail row;
    std::string purpose;
    soci::statement select =
        (read.session().prepare
             << "select id, purpose, sealed_to, sealed_text, created_at, due_at, tries from mails"
                " where sent_at is null and failed_at is null and due_at <= :now"
                " order by due_at, id limit :many",
         use(now, "now"), use(limit, "many"), into(row.id), into(purpose), into(row.sealed_to),
         into(row.sealed_text), into(row.created_at), into(row.due_at), into(row.tries));
    std::vector<Mail> found;
    for_each(select, [&] {
        row.purpose = purpose_of(purpose);
        found.push_back(row);
    });
    return found;
}

bool take(Write& write, Mail const& mail, Time until) {
    soci::statement change =
        (write.session().prepare << "update mails set tries = tries + 1, due_at = :until where id = :id"
                                    " and due_at = :due and sent_at is null and failed_at is null",
         use(until, "until"), use(mail.id, "id"), use(mail.due_at, "due"));
    return affected(change) == 1;
}

void sent(Write& write, MailId const& mail, Time now) {
    write.session() << "update mails set sent_at = :now, sealed_to = null, sealed_text = null, error = null"
                       " where id = :id",
        use(now, "now"), use(mail, "id");
}

void put_off(Write& write, MailId const& mail, Time due_at, std::string const& error) {
    write.session() << "update mails set due_at = :due, error = :error where id = :id", use(due_at, "due"),
        use(error, "error"), use(mail, "id");
}

void failed(Write& write, MailId const& mail, Time now, std::string const& error) {
    write.session()
        << "update mails set failed_at = :now, sealed_to = null, sealed_text = null, error = :error"
           " where id = :id",
        use(now, "now"), use(error, "error"), use(mail, "id");
}

Counts counts(Read const& read) {
    Counts found;
    read.session() << "select count(*), count(sent_at), count(failed_at) from mails", into(found.waiting),
        into(found.sent), into(found.failed);
    found.waiting -= found.sent + found.failed;
    return found;
}

}  // namespace storage::mails
