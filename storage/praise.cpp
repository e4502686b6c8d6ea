#include "storage/praise.h"

#include "storage/engine/sql.h"
#include "storage/mails.h"

namespace storage {
namespace {

constexpr Table praise_table{"praise",
                             "nomination, kind, company, state, since, words_sha256, mail, passed_at, "
                             "card_hash, sealed_card"};

bool waits(Praise const& praise) {
    return praise.state == Praise::State::unread || praise.state == Praise::State::approved;
}

void count_waiting(Write& write, CompanyId const& company, long long more) {
    execute(write, "update companies set praise_waiting = praise_waiting + :more where id = :company",
            use(more, "more"), use(company, "company"));
}

}  // namespace

static auto fields(Praise& row) {
    return std::tie(row.nomination, row.kind, row.company, row.state, row.since, row.words_sha256, row.mail,
                    row.passed_at, row.card_hash, row.sealed_card);
}

static auto fields(WaitingPraise& row) {
    return std::tie(row.company, row.name, row.thanked, row.praise);
}

namespace praise {
namespace {

/// Stores it as it is now, and keeps the count of what waits. `before` is the row as it was.
void store(Write& write, Praise const& before, Praise const& now) {
    execute(write, R"(
        update praise set company = :company, state = :state, words_sha256 = :words, mail = :mail,
        passed_at = :passed, card_hash = :hash, sealed_card = :card
        where nomination = :nomination and kind = :kind)",
            use(now.company, "company"), use(now.state, "state"), use(now.words_sha256, "words"),
            use(now.mail, "mail"), use(now.passed_at, "passed"), use(now.card_hash, "hash"),
            use(now.sealed_card, "card"), use(now.nomination, "nomination"), use(now.kind, "kind"));
    if (before.company == now.company && waits(before) == waits(now)) return;
    if (waits(before)) count_waiting(write, before.company, -1);
    if (waits(now)) count_waiting(write, now.company, 1);
}

/// Out of its mail, and into that state.
Praise taken_out(Write& write, Praise const& before, Praise::State state) {
    auto now = before;
    if (before.mail) mails::take_words_out(write, *before.mail);
    now.state = state;
    now.mail.reset();
    now.passed_at.reset();
    now.card_hash.reset();
    now.sealed_card.reset();
    return now;
}

}  // namespace

void add(Write& write, Praise const& praise) {
    if (insert(write, praise_table, praise, "on conflict do nothing") == 1 && waits(praise))
        count_waiting(write, praise.company, 1);
}

void remove(Write& write, NominationId const& nomination, Praise::Kind kind) {
    auto const found = find(write, nomination, kind);
    if (!found) return;
    if (found->mail) mails::take_words_out(write, *found->mail);
    if (waits(*found)) count_waiting(write, found->company, -1);
    execute(write, "delete from praise where nomination = :nomination and kind = :kind",
            use(nomination, "nomination"), use(kind, "kind"));
}

void remove(Write& write, NominationId const& nomination) {
    for (auto const kind : {Praise::Kind::thanks, Praise::Kind::outcome}) remove(write, nomination, kind);
}

void bring_over(Write& write, NominationId const& nomination, CompanyId const& into) {
    for (auto const kind : {Praise::Kind::thanks, Praise::Kind::outcome}) {
        auto const before = find(write, nomination, kind);
        if (!before) continue;
        auto now = *before;
        if (before->mail && mails::take_words_out(write, *before->mail))
            now = taken_out(write, *before, Praise::State::approved);
        now.company = into;
        store(write, *before, now);
    }
}

std::optional<Praise> find(Read const& read, NominationId const& nomination, Praise::Kind kind) {
    return select_first<Praise>(read, {praise_table, "where nomination = :nomination and kind = :kind"},
                                use(nomination, "nomination"), use(kind, "kind"));
}

std::optional<Praise> find_by_card(Read const& read, std::string const& card_hash) {
    return select_first<Praise>(read, {praise_table, "where card_hash = :hash"}, use(card_hash, "hash"));
}

std::vector<Praise> of_company(Read const& read, CompanyId const& company, Praise::State state, int limit,
                               std::optional<Praise> const& after) {
    constexpr auto of_state = "where company = :company and state = :state";
    constexpr auto in_order = "order by since, nomination limit :many";
    if (!after)
        return select_all<Praise>(read, {praise_table, of_state, in_order}, use(company, "company"),
                                  use(state, "state"), use(limit, "many"));
    return select_all<Praise>(
        read, {praise_table, of_state, "and (since, nomination) > (:since, :after)", in_order},
        use(company, "company"), use(state, "state"), use(after->since, "since"),
        use(after->nomination, "after"), use(limit, "many"));
}

long long count(Read const& read, CompanyId const& company, Praise::State state, long long most) {
    return select_value<long long>(read, R"(
        select count(*) from (select nomination from praise where company = :company and state = :state
        limit :most) few)",
                                   use(company, "company"), use(state, "state"), use(most, "most"));
}

std::vector<Praise> in_mail(Read const& read, MailId const& mail) {
    return select_all<Praise>(read, {praise_table, "where mail = :mail order by since, nomination, kind"},
                              use(mail, "mail"));
}

bool approve(Write& write, NominationId const& nomination, std::string const& words_sha256) {
    auto const before = find(write, nomination, Praise::Kind::thanks);
    if (!before || (before->state != Praise::State::unread && before->state != Praise::State::kept))
        return false;
    auto now = *before;
    now.state = Praise::State::approved;
    now.words_sha256 = words_sha256;
    store(write, *before, now);
    return true;
}

bool keep(Write& write, NominationId const& nomination) {
    auto const before = find(write, nomination, Praise::Kind::thanks);
    if (before) store(write, *before, taken_out(write, *before, Praise::State::kept));
    return before.has_value();
}

void read_again(Write& write, NominationId const& nomination) {
    auto const before = find(write, nomination, Praise::Kind::thanks);
    if (before) store(write, *before, taken_out(write, *before, Praise::State::unread));
}

void pass(Write& write, Praise const& praise) {
    auto before = praise, now = praise;
    before.state = Praise::State::approved;
    now.state = Praise::State::passed;
    store(write, before, now);
}

void release(Write& write, MailId const& mail) {
    for (auto const& before : in_mail(write, mail))
        store(write, before, taken_out(write, before, Praise::State::approved));
}

std::vector<WaitingPraise> waiting(Read const& read, bool with_contact, int limit,
                                   std::optional<WaitingPraise> const& after) {
    constexpr auto those = R"(
        select id, name, thanked, praise_waiting from companies where praise_waiting > 0 and state = 'active')";
    constexpr auto reachable = R"(
        and exists (select id from company_contacts t where t.company = companies.id and t.state = 'confirmed'))";
    constexpr auto unreachable = R"(
        and not exists (select id from company_contacts t where t.company = companies.id
                        and t.state = 'confirmed'))";
    constexpr auto behind = "and thanked <= :thanked and (thanked < :thanked or id > :after)";
    constexpr auto in_order = "order by thanked desc, id limit :many";
    std::string_view const which = with_contact ? reachable : unreachable;
    if (!after) return select_all<WaitingPraise>(read, {those, which, in_order}, use(limit, "many"));
    return select_all<WaitingPraise>(read, {those, which, behind, in_order}, use(after->thanked, "thanked"),
                                     use(after->company, "after"), use(limit, "many"));
}

std::optional<WaitingPraise> waiting_for(Read const& read, CompanyId const& company) {
    return select_first<WaitingPraise>(
        read, "select id, name, thanked, praise_waiting from companies where id = :id", use(company, "id"));
}

}  // namespace praise
}  // namespace storage
