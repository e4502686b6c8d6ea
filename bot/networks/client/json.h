#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

namespace bot::transport {
struct HttpResponse;
}

namespace bot::networks {
struct SearchPage;
}

/// Reading JSON that a stranger wrote: whatever is missing, null, empty or of a wrong kind is absent, nothing
/// throws. `value` may be anything; of what is no object every key is absent.
namespace bot::networks::json {

/// The value of the key; a null that lives for ever if there is none.
nlohmann::json const& item(nlohmann::json const& value, std::string_view key);
/// item() of item() and so on, by keys with '/' between: "account/acct".
nlohmann::json const& deep(nlohmann::json const& value, std::string_view path);
/// The array under the key; an empty one that lives for ever if there is none.
nlohmann::json const& list(nlohmann::json const& value, std::string_view key);
/// The array under that path, without which an answer is none: throws NetworkError (theirs) with that
/// message if there is no such array. The path "" is the value itself.
nlohmann::json const& needed_list(nlohmann::json const& value, std::string_view path,
                                  std::string const& message);

/// Tells in the page how many items of a list are no objects, and so none at all; nothing if all are.
void tell_strays(SearchPage& page, nlohmann::json const& list);

/// A string, or a number as its text: all its digits if it is a whole one. NUL, which no database takes, is
/// left out; "" is absent.
std::optional<std::string> text(nlohmann::json const& value, std::string_view key);
/// The same of the value itself.
std::optional<std::string> text(nlohmann::json const& value);
/// A text that is an http or https address without blanks and control characters.
std::optional<std::string> address(nlohmann::json const& value, std::string_view key);
/// A whole number, also as text or as 5.0.
std::optional<std::int64_t> whole(nlohmann::json const& value, std::string_view key);
/// True only for true.
bool truth(nlohmann::json const& value, std::string_view key);
/// A time as text (time_from_text()), or seconds (below 10¹¹) or milliseconds since 1970, to 9999.
std::optional<storage::Time> moment(nlohmann::json const& value, std::string_view key);

/// What the text says, after what is broken in it was mended (bot/text/mend.h), so that all strings in it are
/// UTF-8. Of what is no JSON every key is absent, as of any value that is no object.
nlohmann::json parsed(std::string_view text);
/// What an answer with a 2xx says; null for any other.
nlohmann::json parsed_if_ok(transport::HttpResponse const& response);
/// The body, parsed. Throws NetworkError (theirs) if it is no JSON, e.g. a page that stands in front of the
/// server; `what` begins the message and is not secret.
nlohmann::json body_of(transport::HttpResponse const& response, std::string_view what);
/// JSON text of it; what is no UTF-8 is replaced.
std::string written(nlohmann::json const& value);

}  // namespace bot::networks::json
