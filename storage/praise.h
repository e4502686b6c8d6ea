#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/companies.h"

namespace storage {

/// Something of a nomination that its writer allowed the company to get. One of a kind for a nomination.
struct Praise {
    /// `thanks`: whom they named and what they wrote. `outcome`: that it ended partly well, or not.
    enum class Kind { thanks, outcome };
    /// `unread`: an operator has yet to look at the words. `kept`: it is not to be passed on. `passed`: it is
    /// in a mail, which may still wait in the outbox.
    enum class State { unread, kept, approved, passed };
    NominationId nomination;
    Kind kind = Kind::thanks;
    CompanyId company;
    State state = State::unread;
    Time since{};
    /// Of what the operator read who approved it, see bot/nominate/passing_on.h; absent for an outcome.
    std::optional<std::string> words_sha256{};
    // All three there exactly once it is passed; an outcome has no card.
    std::optional<MailId> mail{};
    std::optional<Time> passed_at{};
    std::optional<std::string> card_hash{};    // keyed, of the card's private link; unique
    std::optional<std::string> sealed_card{};  // the link, as the mail may have to be written anew
};

template <>
inline constexpr auto stored_words<Praise::Kind> = std::to_array<std::string_view>({"thanks", "outcome"});
template <>
inline constexpr auto stored_words<Praise::State> = std::to_array<std::string_view>({"unread", "kept",
                                                                                     "approved", "passed"});

/// A company and how much waits for it.
struct WaitingPraise {
    CompanyId company;
    std::string name;
    long long thanked = 0;  // people, by its last tallies
    long long praise = 0;
};
/// What waits to be passed on is counted with its company, in the same write.
namespace praise {

/// Harmless if there is one of its kind.
void add(Write&, Praise const& praise);
/// Nothing of that nomination, or of that kind, is to be passed on any more: its card leads nowhere, and if
/// its mail has not left, the text of that mail is taken out (mails::take_words_out).
void remove(Write&, NominationId const& nomination);
void remove(Write&, NominationId const& nomination, Praise::Kind kind);
/// It belongs to another company now. In a mail that has not left it is taken out of it.
void bring_over(Write&, NominationId const& nomination, CompanyId const& into);

std::optional<Praise> find(Read const&, NominationId const& nomination, Praise::Kind kind);
/// By the keyed hash of the token in its card's private link.
std::optional<Praise> find_by_card(Read const&, std::string const& card_hash);
/// Of a company in that state, the oldest first; with `after`, those behind that one.
std::vector<Praise> of_company(Read const&, CompanyId const& company, Praise::State state, int limit,
                               std::optional<Praise> const& after = {});
/// How many of a company are in that state; counts no further than `most`.
long long count(Read const&, CompanyId const& company, Praise::State state, long long most);
/// In the order in which they were thanked.
std::vector<Praise> in_mail(Read const&, MailId const& mail);

/// Those thanks may be passed on, as an operator read them. False unless they are unread or kept.
bool approve(Write&, NominationId const& nomination, std::string const& words_sha256);
/// Not to be passed on, whatever was decided before; as remove(), but nobody is asked again. False if there
/// is none.
bool keep(Write&, NominationId const& nomination);
/// The words are others than those that were read: an operator looks again.
void read_again(Write&, NominationId const& nomination);
/// Puts it into a mail: mail, time and card are taken from `praise`, which was read approved in that write.
void pass(Write&, Praise const& praise);
/// What is in that mail waits again as approved: it never left.
void release(Write&, MailId const& mail);

/// Active companies for which something waits, with a confirmed contact or without, the most thanked first;
/// with `after`, those behind that one.
std::vector<WaitingPraise> waiting(Read const&, bool with_contact, int limit,
                                   std::optional<WaitingPraise> const& after = {});
/// That one, whatever waits for it; to go on after it. Empty if there is no such company.
std::optional<WaitingPraise> waiting_for(Read const&, CompanyId const& company);

}  // namespace praise
}  // namespace storage
