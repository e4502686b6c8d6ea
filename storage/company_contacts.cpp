#include "storage/company_contacts.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table contact_table{"company_contacts",
                              "id, company, state, sealed_address, address_hash, link_hash, sealed_link, "
                              "language, weekly, entered_by, asked_at, expires_at, confirmed_at, ended_at, "
                              "end_reason, due_at, last_mail"};

}  // namespace

static auto fields(CompanyContact& row) {
    return std::tie(row.id, row.company, row.state, row.sealed_address, row.address_hash, row.link_hash,
                    row.sealed_link, row.language, row.weekly, row.entered_by, row.asked_at, row.expires_at,
                    row.confirmed_at, row.ended_at, row.end_reason, row.due_at, row.last_mail);
}

namespace company_contacts {

void add(Write& write, CompanyContact const& contact) {
    execute(write, R"(
        delete from company_contacts where company = :company and address_hash = :address and state = 'asked')",
            use(contact.company, "company"), use(contact.address_hash, "address"));
    insert(write, contact_table, contact);
}

std::optional<CompanyContact> find(Read const& read, CompanyContactId const& contact) {
    return select_first<CompanyContact>(read, {contact_table, "where id = :id"}, use(contact, "id"));
}

std::optional<CompanyContact> find_by_link(Read const& read, std::string const& link_hash) {
    return select_first<CompanyContact>(read, {contact_table, "where link_hash = :hash"},
                                        use(link_hash, "hash"));
}

std::optional<CompanyContact> confirmed_of(Read const& read, CompanyId const& company) {
    return select_first<CompanyContact>(
        read, {contact_table, "where company = :company and state = 'confirmed' limit 1"},
        use(company, "company"));
}

std::vector<CompanyContact> asked_of(Read const& read, CompanyId const& company, int limit) {
    return select_all<CompanyContact>(read, {contact_table, R"(
        where company = :company and state = 'asked' order by address_hash limit :many)"},
                                      use(company, "company"), use(limit, "many"));
}

std::vector<CompanyContact> due(Read const& read, Time now, int limit) {
    return select_all<CompanyContact>(read, {contact_table, R"(
        where state = 'confirmed' and weekly = 1 and due_at <= :now order by due_at, id limit :many)"},
                                      use(now, "now"), use(limit, "many"));
}

void update(Write& write, CompanyContact const& contact) {
    storage::update(write, contact_table, contact);
}

void end(Write& write, CompanyContact contact, CompanyContact::End reason, Time now) {
    contact.state = CompanyContact::State::ended;
    contact.end_reason = reason;
    contact.ended_at = now;
    contact.sealed_address.reset();
    contact.sealed_link.reset();
    contact.address_hash.clear();
    contact.link_hash = contact.id.text();
    update(write, contact);
}

void remove(Write& write, CompanyContactId const& contact) {
    execute(write, "delete from company_contacts where id = :id", use(contact, "id"));
}

void remove_expired(Write& write, Time now, int limit) {
    execute(write, R"(
        delete from company_contacts where id in (select id from company_contacts
        where state = 'asked' and expires_at <= :now order by expires_at, id limit :many))",
            use(now, "now"), use(limit, "many"));
}

}  // namespace company_contacts

namespace told {

bool tell(Write& write, std::string const& season, std::string const& whom, Time now) {
    return insert(write, {"told", "season, whom, told_at"}, std::tie(season, whom, now),
                  "on conflict do nothing") == 1;
}

void forget_people(Write& write, std::string const& season, int limit) {
    execute(write, R"(
        delete from told where season = :season and whom in (select whom from told where season = :of
        and whom >= 'person ' and whom < 'person!' order by whom limit :many))",
            use(season, "season"), use(season, "of"), use(limit, "many"));
}

}  // namespace told
}  // namespace storage
