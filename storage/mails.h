#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// A mail that waits, has left or has failed; an outbox, so that it leaves after the change it tells of is
/// durable and survives a restart. Address and text are sealed under the mail key, and NULL once it is over.
struct Mail {
    enum class Purpose { confirm, welcome, follow_up, alert };
    MailId id = MailId::random();
    Purpose purpose = Purpose::confirm;
    std::optional<std::string> sealed_to;
    std::optional<std::string> sealed_text;  // subject, newline, body
    Time created_at{};
    Time due_at{};  // not to be tried before
    int tries = 0;
};

template <>
inline constexpr auto stored_words<Mail::Purpose> = std::to_array<std::string_view>({"confirm", "welcome",
                                                                                     "follow_up", "alert"});

namespace mails {

/// To be tried from due_at on. Belongs to the write of what it tells of.
void add(Write&, Mail const& mail);
/// Those to be tried now, the longest due first. By the index mails_due.
std::vector<Mail> due(Read const&, Time now, int limit);
/// Takes it for one try: counts the try and puts it off to `until`, so that no other sender has it and a
/// crash brings it back. False if another took it since `mail` was read: a compare-and-swap on due_at.
bool take(Write&, Mail const& mail, Time until);
/// Over: it left. Address and text are removed.
void sent(Write&, MailId const& mail, Time now);
/// Try again at `due_at`. `error` is a class of failure, never an address; so it is below.
void put_off(Write&, MailId const& mail, Time due_at, std::string const& error);
/// Over: it can never leave. Address and text are removed.
void failed(Write&, MailId const& mail, Time now, std::string const& error);

struct Counts {
    long long waiting = 0;
    long long sent = 0;
    long long failed = 0;
};
/// Each is counted no further than `most`.
Counts counts(Read const&, long long most = 1000);

}  // namespace mails
}  // namespace storage
