#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/nominate/confirmation_mail.h"
#include "bot/nominate/form.h"
#include "bot/nominate/invitations.h"
#include "bot/pages/words.h"
#include "bot/text/near_duplicate.h"
#include "bot/transport/mail_hosts.h"
#include "storage/nominations.h"

// From a form to a voice that counts, and back. bot/nominate/README.md draws the way.
namespace bot::nominate {

/// What the config says of nominating.
struct Settings {
    std::string public_url = "http://127.0.0.1:8080";  // without a slash at its end
    Limits limits;
    /// Forms that come back sooner were not read by a person; they are shown again with all that was typed.
    std::chrono::milliseconds minimum_time{1'500};
    std::chrono::hours confirm_within{24 * 7};    // after it was sent; then it expires
    std::chrono::hours follow_up_after{24 * 14};  // "did it end well?", after it was confirmed
    int per_prefix_a_day = 50;                    // forms in 24 hours from one address prefix
    int per_wide_prefix_a_day = 250;              // and from a wide one (look_alike.h)
    MailPace pace;
    /// Asks for the hosts that take a domain's mail (transport::MailHosts); without it, or where it has no
    /// answer, nothing is known. Called outside of writes, by any thread.
    std::function<std::vector<transport::MailHost>(std::string const& domain)> mail_hosts_of;
};

/// Where a form came from.
struct Sender {
    std::string client;    // the address; only ever kept as a keyed hash of its prefix
    std::string language;  // of the page: the mail and the refusals are in it
};

/// From a form to a voice that counts: accepted → confirmed through the mailed link → counted, and taken back
/// or erased through the same private link. What submit() accepted is durable and is never silently dropped.
/// Any thread; what is referred to outlives it. Members that change something throw UserError `unavailable`,
/// in the words of that language, when the database is full or away. `link` is the private part of the mailed
/// address; only its keyed hash is stored.
class Nominations {
public:
    Nominations(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
                Invitations const& invitations, Settings settings);

    Settings const& settings() const { return settings_; }
    /// The season that takes nominations now; empty between seasons.
    std::optional<Season> season() const;
    /// That one takes nominations now, so what is in it can still be taken back.
    bool season_open(std::string const& season) const;

    /// Empty: accepted, and a mail with the private link is on its way, or waits where many were sent to that
    /// mailbox, that domain or in all. Otherwise nothing happened and this is what to correct. The answer is
    /// the same whether or not that person nominated the company before: only the mail tells. Throws
    /// UserError: `too_many` (today, from that network), `conflict` (no season is open).
    std::vector<Mistake> submit(Form const& form, Sender const& sender);

    /// What a private link leads to. A forged and an expired one lead to nothing alike.
    std::optional<storage::Nomination> find(std::string_view link) const;
    /// Makes it count, once, however often it is called; the nomination as it stands now. A second one of the
    /// same person for the same company takes the first one's place and keeps its weight, whatever its
    /// category; the older link is then gone.
    std::optional<storage::Nomination> confirm(std::string_view link, std::string_view language);
    /// It no longer counts. False if there is nothing to take back or the season has closed.
    bool withdraw(std::string_view link, std::string_view language);
    /// Takes it back while the season is open, and destroys words, addresses, salt and record for good. False
    /// if there is nothing.
    bool erase(std::string_view link, std::string_view language);

    /// The reasons for which an operator may void a nomination; public.
    static std::vector<std::string> const& void_reasons();
    /// It no longer counts, and everybody can read why. False if it is not counted or waiting.
    bool void_nomination(storage::NominationId const& nomination, std::string const& reason);

    /// Expires what was not confirmed in time and frees its invitation, but for what nobody can confirm
    /// because its mail has not left; forgets people 30 days after a
    /// season. To be called now and then; some at a time, so that no write is long.
    void run_once();

private:
    /// What can be made of a form before the write, which is kept short.
    struct Arrival {
        storage::Nomination nomination;  // its company only if that is known by name
        std::vector<storage::NominationSignal> signals;
        text::Sketch sketch;
        std::optional<storage::NominationId> leader;  // of the burst that it is like
        std::string link;
    };
    Arrival read_arrival(Submission const& typed, Sender const& sender, std::string const& season) const;
    void accept(storage::Write& write, Submission const& typed, Sender const& sender,
                Arrival const& arrival) const;
    /// It belongs to the burst of a similar story, also of one that came since the look before the write, or
    /// begins its own.
    void join_burst(storage::Write& write, storage::Nomination const& nomination,
                    Arrival const& arrival) const;
    void refuse_too_many(storage::Write& write, storage::Nomination const& nomination,
                         std::vector<storage::NominationSignal> const& signals) const;
    void send_link(storage::Write& write, storage::Nomination const& nomination, MailAddress const& to,
                   std::string const& link, Departure const& departure) const;
    /// Who takes the mail of that link's person; empty if it was asked before, or nobody could say.
    std::optional<storage::NominationSignal> mail_server_behind(std::string const& link_hash) const;
    /// From now on it counts: weight, groups, salt and record are set, the invitation is spent. `of_person` are
    /// all of its person.
    void count(storage::Write& write, storage::Nomination& nomination,
               std::vector<storage::Nomination> const& of_person) const;
    /// Whether the mail with its link has not left yet, as while the mail server refuses ours.
    bool link_waits(storage::Nomination const& nomination) const;
    /// Gives those that end soon and whose mail has not left their whole time anew.
    void prolong(Time now);
    /// Some in a write; the season then knows that it is done.
    void forget_people(std::string const& season, Time now);
    void replace_first(storage::Write& write, storage::Nomination& first,
                       storage::Nomination const& second) const;
    std::string link_hash(std::string_view link) const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    Invitations const& invitations_;
    Settings const settings_;
};

}  // namespace bot::nominate
