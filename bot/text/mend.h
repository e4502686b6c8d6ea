#pragma once

#include <string>
#include <string_view>

// What strangers wrote, made fit to be read and kept: half an emoji, a byte of another code page or a number
// that fits into no machine word must not cost the page it stands in. Pure; any thread.
namespace bot::text {

/// Whether it is UTF-8 without NUL: what a database, a log and a JSON writer take.
bool is_sound(std::string_view bytes);

/// The same in UTF-8 without NUL: each piece that is no UTF-8 (a cut-off or overlong character, a surrogate,
/// a byte of another code page) becomes U+FFFD. Sound text is given back as it is.
std::string mended(std::string text);

/// Text of a file in whatever a spreadsheet or an editor saves: UTF-8, UTF-16 (both with or without a byte
/// order mark, which is left out), else windows-1252. The result is sound.
std::string utf8_of(std::string_view bytes);

/// Whether it begins as UTF-16 does: with its byte order mark, or with an ASCII character in two bytes.
bool begins_as_utf16(std::string_view bytes);

/// JSON of a stranger, so that a strict parser takes it if it is JSON at all: to be called before every
/// parser. Gives back `raw` itself if there is nothing to mend, else a copy that lies in `room`. Mended are
///   - in strings: bytes that are no UTF-8, halves of surrogate pairs ("\ud83d" alone; "\\ud83d" is none) and
///     escapes that JSON does not have become U+FFFD; line ends and tabs are escaped, other control
///     characters U+FFFD; "\'" is the apostrophe
///   - elsewhere: byte order marks and control characters are left out; NaN and Infinity are null; a number
///     that fits into no 64 bits, and into no double if it is no whole one, becomes a string of its digits,
///     so that no two ids fall together
/// Anything else is left as it is, for the parser to refuse: what is cut off stays so.
std::string_view mended_json(std::string_view raw, std::string& room);

}  // namespace bot::text
