#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/nominate/confirmation_mail.h"
#include "bot/nominate/form.h"
#include "bot/pages/words.h"
#include "storage/companies.h"
#include "storage/company_contacts.h"

// Where a company's team hears of its thanks: who may name an address, and how its owner agrees, chooses and
// ends it.
namespace bot::nominate {

/// What is wrong with an address as one of that company, as the key of a message ("contact.error.…"); "" if
/// nothing is: it lies at the domain that the company has, by whoever registered it, and that domain gives
/// no addresses to everybody. Pure.
std::string not_theirs(MailAddress const& address, storage::Company const& company);

/// What the config says of contacts.
struct ContactSettings {
    std::string public_url = "http://127.0.0.1:8080";  // without a slash at its end
    std::string programme = "SupportAwards";
    std::chrono::hours confirm_within{24 * 7};  // after the mail has left
    int asked_for_company_a_day = 5;
    int asked_from_wide_prefix_a_day = 10;  // look_alike.h
    MailPace pace;
};

/// What the public page takes.
struct ContactForm {
    std::string company;  // a name, handle or alias
    std::string mail;
    std::string website;  // people do not see this field
    std::string started;  // see started_stamp()
};

/// Contacts of companies. One is asked for (by the company itself or a lead), confirmed through the mail that
/// goes to the address, and only then ever written to. `link` is the private part of the mailed address;
/// only its keyed hash and its sealed form are stored. Any thread; what is referred to outlives it. Members
/// that change something throw UserError `unavailable`, in the words of that language, when the database is
/// full or away.
class Contacts {
public:
    Contacts(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
             ContactSettings settings);

    /// Empty: a mail with the link is on its way to the address, which lies at the company's own domain.
    /// Otherwise nothing happened and this is what to correct. Whether there is a contact already is not
    /// told. Throws UserError `too_many` (today, for that company, from that network or to that mailbox).
    std::vector<Mistake> ask(ContactForm const& form, std::string const& client, std::string const& language);
    /// By a lead: the same mail, also to an address elsewhere if the lead has `checked` whose it is. What is
    /// wrong, as the key of a message; "" if nothing is.
    std::string enter(storage::CompanyId const& company, std::string const& typed,
                      std::string const& language, bool checked, storage::OperatorId const& lead);

    /// What a private link leads to; empty if it was forged, expired or ended, or the company is not active.
    struct Found {
        storage::CompanyContact contact;
        storage::Company company;
    };
    std::optional<Found> find(std::string_view link) const;
    /// Its owner agrees, and chooses; later on chooses anew. It takes the place of the one the company had,
    /// which is told. False if the link leads nowhere.
    bool confirm(std::string_view link, bool weekly, std::string_view language);
    /// Nothing is sent there any more, also nothing that waits in the outbox. False if the link leads
    /// nowhere.
    bool end(std::string_view link, std::string_view language);
    /// The same, by a lead: the one that is confirmed, and those that were asked.
    void end_all(storage::CompanyId const& company);

    /// "i…@hearth.example", for the console.
    std::string shown(storage::CompanyContact const& contact) const;

    /// Forgets addresses that nobody confirmed in time. To be called now and then.
    void run_once();

private:
    /// The mail that asks, and the row it belongs to.
    void send_link(storage::Write& write, storage::Company const& company, MailAddress const& to,
                   std::string const& language, Time at,
                   std::optional<storage::OperatorId> const& lead) const;
    /// `before` ends, and is told that another took its place.
    void replace(storage::Write& write, storage::CompanyContact const& before,
                 storage::Company const& company) const;
    std::string link_hash(std::string_view link) const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    ContactSettings const settings_;
};

/// It has ended; what lay in the outbox for it waits for another contact.
void end_contact(storage::Write& write, storage::CompanyContact const& contact,
                 storage::CompanyContact::End reason, Time now);

}  // namespace bot::nominate
