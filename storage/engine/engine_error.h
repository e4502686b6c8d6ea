#pragma once

#include <string_view>

#include "storage/engine/error.h"

namespace soci {
class soci_error;
}

namespace storage {

/// The engine's failure in our own words. SOCI's text holds the values of the statement, and PostgreSQL's
/// DETAIL those of the row, so nothing but codes is taken over. `doing` says what failed.
Error translated(soci::soci_error const& failure, std::string_view doing);

/// Another transaction was in the way; the same change may succeed at the next try.
bool serialisation_failure(soci::soci_error const& failure);

}  // namespace storage
