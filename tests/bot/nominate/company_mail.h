#pragma once

#include <string>
#include <vector>

#include "bot/nominate/announcement.h"
#include "bot/nominate/contacts.h"
#include "bot/nominate/passing_on.h"
#include "tests/bot/nominate/builders.h"

namespace test {

/// A programme with a company that people thank and whose team may be written to.
struct CompanyMail : Programme {
    explicit CompanyMail(std::string const& engine = "sqlite");

    bot::nominate::ContactForm asks(std::string const& mail = "team@hearth.example",
                                    std::string const& company = "Hearth") const;
    /// Asked for on the public page, and confirmed; its private link.
    std::string contact(std::string const& mail = "team@hearth.example", bool weekly = true);
    /// A nomination that counts and may be passed on; its private link.
    std::string praise(std::string const& mail, std::string const& story = "They called me back.",
                       std::string const& person = "Ines", bool may_pass = true);
    /// The same, read and approved by an operator.
    std::string approved(std::string const& mail, std::string const& story = "They called me back.");
    storage::NominationId id_of(std::string const& link) const { return nominations.find(link)->id; }
    bool approve(storage::NominationId const& id);
    storage::Praise row_of(std::string const& link) const;
    /// Passes on, and the mails to that address which wait in the outbox.
    std::vector<MimeMessage> passed(std::string const& to = "team@hearth.example");
    std::vector<MimeMessage> waiting_for(std::string const& to) const;
    long long waits() const;

    storage::CompanyId hearth;
    bot::nominate::Contacts contacts{world.store, world.keys, world.clock, words, {}};
    bot::nominate::PassingOn passing_on{world.store, world.keys, world.clock, words, {}};
    bot::nominate::Announcement announcement{world.store, world.keys, world.clock, words, {}};
};

/// An active company with that web address; "" is none.
storage::CompanyId add_company_at(storage::Store& store, std::string const& name, std::string const& domain);

}  // namespace test
