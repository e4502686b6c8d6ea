#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// Where a company's team wants to hear of the thanks it gets. Several may be asked of a company, one is
/// confirmed: a unique key keeps it so. A row that has ended stays, without address, hash and link.
struct CompanyContact {
    /// `asked`: a mail went to the address; nothing else is sent there before its owner agrees.
    enum class State { asked, confirmed, ended };
    /// Who ended it: its owner, an operator, a contact that took its place; or mail cannot reach it, or the
    /// company is none that is shown any more.
    enum class End { asked, by_operator, replaced, unreachable, company };
    CompanyContactId id = CompanyContactId::random();
    CompanyId company;
    State state = State::asked;
    std::optional<std::string> sealed_address;
    std::string address_hash;  // keyed, of the folded address; "" once it has ended
    std::string link_hash;     // keyed, of the private link; unique; the id once it has ended
    std::optional<std::string> sealed_link;
    std::string language;
    bool weekly = true;                      // their choice: once a week, or never
    std::optional<OperatorId> entered_by{};  // absent: asked for on the public page
    Time asked_at{};
    Time expires_at{};  // when one that is not confirmed is given up
    std::optional<Time> confirmed_at{}, ended_at{};
    std::optional<End> end_reason{};
    std::optional<Time> due_at{};       // when to look for thanks to pass on; there once confirmed
    std::optional<MailId> last_mail{};  // that passed some on
};

template <>
inline constexpr auto stored_words<CompanyContact::State> =
    std::to_array<std::string_view>({"asked", "confirmed", "ended"});
template <>
inline constexpr auto stored_words<CompanyContact::End> =
    std::to_array<std::string_view>({"asked", "operator", "replaced", "unreachable", "company"});

namespace company_contacts {

/// One that is asked. It takes the place of the one of that company and address which was asked before.
void add(Write&, CompanyContact const& contact);
/// In any state.
std::optional<CompanyContact> find(Read const&, CompanyContactId const& contact);
/// By the keyed hash of the token in its private link.
std::optional<CompanyContact> find_by_link(Read const&, std::string const& link_hash);
/// The one of that company that is written to.
std::optional<CompanyContact> confirmed_of(Read const&, CompanyId const& company);
/// Those of that company whose mail was not answered yet.
std::vector<CompanyContact> asked_of(Read const&, CompanyId const& company, int limit);
/// Confirmed ones that chose weekly and whose time has come, the longest due first.
std::vector<CompanyContact> due(Read const&, Time now, int limit);
/// Writes every column but the id: the caller read the row in the same write.
void update(Write&, CompanyContact const& contact);
/// Ends it: what leads to its owner is removed.
void end(Write&, CompanyContact contact, CompanyContact::End reason, Time now);
/// Nothing of it stays: for one that was only asked.
void remove(Write&, CompanyContactId const& contact);
/// Those that were asked and never confirmed; nothing of them stays.
void remove_expired(Write&, Time now, int limit);

}  // namespace company_contacts

/// Who was told of a season's result, once each.
namespace told {

/// False if it was told already. `whom` is any text that names it: see bot/nominate/announcement.h.
bool tell(Write&, std::string const& season, std::string const& whom, Time now);

/// Forgets the people, not the companies; some of them. Once nobody of the season is to be told any more.
void forget_people(Write&, std::string const& season, int limit);

}  // namespace told
}  // namespace storage
