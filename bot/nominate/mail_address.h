#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bot::nominate {

/// A mail address that can be written to. The domain is in lower case and ASCII (xn--…).
struct MailAddress {
    std::string local;   // as typed: servers may tell capitals apart
    std::string domain;  // with a dot, UTS #46
    std::string text() const { return local + "@" + domain; }
};

/// Reads what was typed, without the blanks and unseen characters around it and the dot that may end a host.
/// Empty if mail could not be sent there: not exactly one '@', a control character, a quoted or non-ASCII
/// local part, a domain without a dot, longer than 254 octets (RFC 5321, 4.5.3.1.3).
std::optional<MailAddress> read_address(std::string_view typed);
/// It may be an address (RFC 6531), and cannot be written to because its local part is not ASCII.
bool needs_other_letters(std::string_view typed);

/// A provider that gives addresses to everybody, so that the domain says nothing about the person.
bool is_public_provider(std::string_view domain);
/// The domain that somebody pays for, whatever stands before it (mail_providers.h, owner_of).
std::string mail_owner(std::string_view domain);

/// One text for all spellings that are known to reach the same mailbox (config/mail_providers.txt). Only for
/// telling people apart: mail goes to the address as typed.
std::string folded(MailAddress const& address);

/// One text for all spellings that may reach the same mailbox anywhere: marks behind a plus, dots, hyphens
/// and subdomains do not count. Two people may share it, so it only ever makes a mail wait.
std::string paced_mailbox(MailAddress const& address);

}  // namespace bot::nominate
