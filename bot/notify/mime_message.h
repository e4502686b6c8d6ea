#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

namespace bot::notify {

/// A mail in plain text.
struct MimeMessage {
    std::string id;         // the same for every try, so that a server can drop a second copy
    std::string from;       // an address
    std::string from_name;  // may be ""
    std::string to;         // an address
    std::string subject;
    std::string body;  // UTF-8, lines end in '\n'
    storage::Time date{};
};

/// As RFC 5322 wants it, in ASCII: other text in encoded words and quoted-printable. Throws
/// std::invalid_argument naming the part (never its text) if an address or subject holds a control character,
/// or an address is not ASCII.
std::string to_eml(MimeMessage const& letter);

/// Reads what to_eml() wrote. Empty if it was something else.
std::optional<MimeMessage> read_eml(std::string_view eml);

/// An address fit for a header and for the talk with a server: ASCII, one '@', no blank, bracket or control
/// character.
bool is_plain_address(std::string_view address);

}  // namespace bot::notify
