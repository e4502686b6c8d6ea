#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/pages/words.h"
#include "storage/company_contacts.h"
#include "storage/nominations.h"
#include "storage/praise.h"

// What nominators allowed the company to get, on its way there: an operator reads it, the weekly mail carries
// it, a card shows it to the person who was thanked. Never who wrote it.
namespace bot::nominate {

/// What may be passed on of a nomination, opened.
struct PassedWords {
    std::string person;  // as the nominator wrote it; "" if nobody was named
    std::string words;   // "" if there are none, or they may not be passed on
    std::string sha256;  // of both
};
/// Empty unless the nomination counts, its writer allowed it, and something is there. Pure.
std::optional<PassedWords> passed_words(Keys const& keys, storage::Nomination const& nomination);

struct PassingOnSettings {
    std::string public_url = "http://127.0.0.1:8080";  // without a slash at its end
    std::string programme = "SupportAwards";
};

/// Passes praise on. What is put into the outbox is marked in the same write, so a crash neither loses nor
/// doubles it; what is taken back while its mail waits is taken out of that mail. Any thread; what is
/// referred to outlives it.
class PassingOn {
public:
    PassingOn(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
              PassingOnSettings settings);

    /// An operator read what has that hash (PassedWords::sha256) and passes it on with the next mail. False,
    /// and nothing changes, if it is something else by now, or decided, or may not be passed on.
    bool approve(storage::NominationId const& nomination, std::string const& sha256);
    /// Not to be passed on; its card ends. False if there is none.
    bool keep(storage::NominationId const& nomination);

    /// Writes mails anew that lost something, and puts one in line for each contact whose week is over and
    /// for which something was approved. To be called now and then; some at a time.
    void run_once();

    /// What a card shows.
    struct Card {
        std::string company, category, person, words;
        std::string day;       // "2026-11-22"
        std::string language;  // of the words
    };
    /// Empty for a link that is not ours, or whose nomination was erased, taken back, hidden or changed.
    std::optional<Card> card(std::string_view link) const;

private:
    struct Text {
        std::string subject, body;
    };
    /// The mail of what is in it.
    Text compose(storage::Read const& read, storage::CompanyContact const& contact,
                 std::vector<storage::Praise> const& all) const;
    std::string thanks(storage::Nomination const& nomination, PassedWords const& passed,
                       storage::Praise const& praise, std::string const& language) const;
    std::string link_of(storage::CompanyContact const& contact) const;
    void pass_some(storage::Write& write, storage::CompanyContact contact) const;
    void write_again(storage::Write& write, storage::MailId const& mail) const;
    std::string card_hash(std::string_view link) const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    PassingOnSettings const settings_;
};

}  // namespace bot::nominate
