#pragma once

#include <initializer_list>
#include <string_view>

#include "config/keys.h"

/// What a key can allow, each with the words that end the sentence "it must be …".
namespace config {

Allowed any_truth();
Allowed any_text();
Allowed any_list();
Allowed between(long long low, long long high);
Allowed fraction();
Allowed text(std::size_t shortest, std::size_t longest);
Allowed one_of(std::initializer_list<std::string_view> words);
/// https://host or http://host:port, without a path.
Allowed an_origin();
/// The same, or "".
Allowed an_origin_or_none();
Allowed a_database();
/// US dollars in digits, like "5" or "0.25".
Allowed dollars();
/// YYYY-MM-DD or "".
Allowed a_day();
/// A part of an address: lower-case letters, digits and hyphens; or "".
Allowed a_slug();
Allowed slugs();
Allowed addresses();
Allowed a_mail_address();
Allowed mail_addresses();

}  // namespace config
