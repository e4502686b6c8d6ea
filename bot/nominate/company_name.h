#pragma once

#include <string_view>

namespace bot::nominate {

/// A name that leads somewhere: an address of the web or of mail, or a telephone number. A domain alone that
/// somebody could register is a name ("Booking.com"), one with a path, a port or a subdomain is not. Letters
/// that look like ASCII to a mail program (full width, other dots and slashes) count as what they look like.
bool leads_somewhere(std::string_view name);

}  // namespace bot::nominate
