#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

// A mail as RFC 5322 wants it: all ASCII, other text in encoded words (RFC 2047) and quoted-printable
// (RFC 2045). Pure; any thread.
namespace bot::notify {

/// A mail in plain text.
struct MimeMessage {
    std::string id;         // the same for every try, so that a server can drop a second copy
    std::string from;       // an address
    std::string from_name;  // may be ""
    std::string to;         // an address
    std::string subject;
    std::string body;      // UTF-8, lines end in '\n'
    storage::Time date{};  // not read back by read_eml()
    /// Where one click of the reader's mail program ends such mails (RFC 2369, RFC 8058); "" where none does.
    std::string unsubscribe{};
};

/// The mail as bytes for a server or a file, lines ended by CR LF. Throws std::invalid_argument naming the
/// part (never its text) if an address or subject holds a control character, or an address is not ASCII,
/// or `unsubscribe` is no plain web address.
std::string to_eml(MimeMessage const& mail);

/// Reads what to_eml() wrote. Empty if it was something else.
std::optional<MimeMessage> read_eml(std::string_view eml);

/// An address fit for a header and for the talk with a server: ASCII, one '@', no blank, bracket or control
/// character, at most 254 bytes.
bool is_plain_address(std::string_view address);

/// RFC 2047: unchanged if it is plain ASCII without "=?", else folded encoded words of UTF-8 in base64.
/// `column` is how far the header's line already is.
std::string encode_header(std::string_view text, std::size_t column);
/// Encoded words whatever the text.
std::string encode_words(std::string_view text, std::size_t column);
/// What encode_header() was given; text outside of encoded words is kept as it stands.
std::string decode_header(std::string_view text);

/// RFC 2045 §6.7: lines end in CR LF and are at most 76 long.
std::string encode_quoted_printable(std::string_view text);
/// Lines end in '\n'. What is malformed is kept as it stands.
std::string decode_quoted_printable(std::string_view text);

}  // namespace bot::notify
