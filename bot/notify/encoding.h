#pragma once

#include <string>
#include <string_view>

// How text that is not ASCII travels in a mail. Pure.
namespace bot::notify {

/// RFC 2047: unchanged if it is plain ASCII without "=?", else folded encoded words of UTF-8 in base64.
/// `column` is how far the line already is.
std::string encode_header(std::string_view text, std::size_t column);
/// Encoded words whatever the text.
std::string encode_words(std::string_view text, std::size_t column);
std::string decode_header(std::string_view text);

/// RFC 2045 §6.7: lines end in CR LF and are at most 76 long.
std::string encode_quoted_printable(std::string_view text);
/// Lines end in '\n'. What is malformed is kept as it stands.
std::string decode_quoted_printable(std::string_view text);

}  // namespace bot::notify
