#pragma once

#include <initializer_list>
#include <string_view>

#include "config/keys.h"

// What a key can allow, for the table in keys.cpp. Private to this folder.
//
// Each comes with the words that end the sentence "it must be …". Its `accepts` throws
// std::bad_variant_access for a value of another type, which reading never passes: it converts first.

namespace config {

Allowed any_truth();
/// Without control characters.
Allowed any_text();
/// Texts that are not empty, without control characters.
Allowed any_list();
/// Both included.
Allowed between(long long low, long long high);
/// From 0.0 to 1.0.
Allowed fraction();
/// As any_text(), with so many bytes.
Allowed text(std::size_t shortest, std::size_t longest);
Allowed one_of(std::initializer_list<std::string_view> words);
/// https://host or http://host:port, without a path: what browsers call an origin (RFC 6454).
Allowed an_origin();
/// The same, or "".
Allowed an_origin_or_none();
/// The path of a file, or postgresql://….
Allowed a_database();
/// US dollars in digits, like "5" or "0.25", below a million: what bot/base/money.h reads.
Allowed dollars();
/// YYYY-MM-DD, a day that is in the calendar; or "".
Allowed a_day();
/// A part of an address: lower-case letters, digits and hyphens, 40 at most; or "".
Allowed a_slug();
/// One or more of them, none "".
Allowed slugs();
/// IPv4 and IPv6.
Allowed addresses();
/// IPv4 or IPv6, with a port behind a colon if it is not 53, an IPv6 one then in brackets.
Allowed name_servers();
/// What can stand in a mail as it is (RFC 5321 without quoted names): ASCII, one @ between dot-separated
/// words, 254 bytes.
Allowed a_mail_address();
Allowed mail_addresses();

}  // namespace config
