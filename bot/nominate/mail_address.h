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

/// Reads what was typed, without the blanks around it. Empty if mail could not be sent there: not exactly one
/// '@', a control character, a quoted or non-ASCII local part, a domain without a dot, longer than 254 octets
/// (RFC 5321, 4.5.3.1.3).
std::optional<MailAddress> read_address(std::string_view typed);

/// A provider that gives addresses to everybody, so that the domain says nothing about the person.
bool is_public_provider(std::string_view domain);

/// One text for all spellings that reach the same mailbox at known public providers (dots, "+words", other
/// domains of the provider). Only for telling people apart: mail goes to the address as typed.
std::string folded(MailAddress const& address);

}  // namespace bot::nominate
