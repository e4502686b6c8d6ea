#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// A mail that waits, has left or has failed; an outbox, so that it leaves after the change it tells of is
/// durable and survives a restart. Address and text are sealed under the mail key, and NULL once it is over.
struct Mail {
    /// `news` is what was wished for: a contact's thanks and announcements, a nominator's "who won".
    enum class Purpose { confirm, news, follow_up, alert };
    MailId id = MailId::random();
    Purpose purpose = Purpose::confirm;
    std::optional<std::string> sealed_to;
    std::optional<std::string> sealed_text;  // subject, newline, body; see take_words_out()
    Time created_at{};
    Time due_at{};  // not to be tried before
    int tries = 0;
    /// Keyed hash of whom a confirmation goes to, as far as pacing tells mailboxes apart; gone once it is
    /// over.
    std::optional<std::string> mailbox;
    /// Where one click ends such mails.
    std::optional<std::string> sealed_unsubscribe;
};

template <>
inline constexpr auto stored_words<Mail::Purpose> = std::to_array<std::string_view>({"confirm", "welcome",
                                                                                     "follow_up", "alert"});

namespace mails {

/// To be tried from due_at on. Belongs to the write of what it tells of.
void add(Write&, Mail const& mail);
/// Those to be tried now that have a text, the longest due first. By the index mails_due.
std::vector<Mail> due(Read const&, Time now, int limit);
/// Takes it for one try: counts the try and puts it off to `until`, so that no other sender has it and a
/// crash brings it back. False if another took it since `mail` was read, or its text is another by now: a
/// compare-and-swap on due_at and text.
bool take(Write&, Mail const& mail, Time until);
/// Over: it left. Address and text are removed.
void sent(Write&, MailId const& mail, Time now);
/// Try again at `due_at`. `error` is a class of failure, never an address; so it is below.
void put_off(Write&, MailId const& mail, Time due_at, std::string const& error);
/// Over: it can never leave. Address and text are removed.
void failed(Write&, MailId const& mail, Time now, std::string const& error);

/// Confirmations for that mailbox that nobody has tried yet and whose time has not come, the next first.
std::vector<Mail> held_back(Read const&, std::string const& mailbox, Time now);
/// Whether a confirmation for that mailbox has neither left nor failed.
bool any_waiting(Read const&, std::string const& mailbox);
/// Other words for one that is held back. False if it is on its way by now.
bool rewrite(Write&, MailId const& mail, std::string const& sealed_text, Time now);
/// Whatever is held back for that mailbox is due now.
void hasten(Write&, std::string const& mailbox, Time now);

/// Takes the text out of a mail that has not left, so that it waits until put_words_in(). False if it is
/// over.
bool take_words_out(Write&, MailId const& mail);
/// Those that wait for a text.
std::vector<MailId> without_words(Read const&, int limit);
/// The mail goes on waiting for its turn as before, with the same id.
void put_words_in(Write&, MailId const& mail, std::string const& sealed_text);
/// It is not to leave. False if it has left, or failed, or there is none.
bool take_back(Write&, MailId const& mail);
/// It ended without having left.
bool has_failed(Read const&, MailId const& mail);

struct Counts {
    long long waiting = 0;
    long long sent = 0;
    long long failed = 0;
};
/// Each is counted no further than `most`.
Counts counts(Read const&, long long most = 1000);

}  // namespace mails

/// How often something may happen, by any text (a keyed mailbox, a domain): what is more than that waits its
/// turn, and is never refused. Only moments are kept; they may lie ahead.
namespace paces {

struct Rule {
    long long many = 1;
    std::chrono::milliseconds window{};
};
/// When the next one may happen: now, or when the window that begins with the last `many` is over. By the
/// index paces_by_time.
Time next(Read const&, std::string const& what, Rule const& rule, Time now);
/// One happens then.
void take(Write&, std::string const& what, Time at);
/// As if none had happened, of this and of all whose text goes on with a blank behind it.
void forget(Write&, std::string const& what);
/// How many rows went.
long long remove_before(Write&, Time then);

}  // namespace paces
}  // namespace storage
