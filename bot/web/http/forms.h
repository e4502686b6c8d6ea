#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/web/http/request.h"

namespace bot::web {

/// Decoders for what strangers send. Pure. `bad_text` is set when a value holds NUL or is not UTF-8, so that
/// the visitor can be told; anything else that is malformed gives nothing.
struct Decoded {
    std::optional<Fields> fields;
    bool bad_text = false;
};

/// A query or a form (application/x-www-form-urlencoded). Line ends become "\n". More than 200 fields are
/// refused.
Decoded decode_fields(std::string_view text);

/// The path of a request's target, percent-decoded. Empty unless it is UTF-8, starts with one '/', and has no
/// control character, backslash, empty part, "." or "..".
std::optional<std::string> decode_path(std::string_view raw);

/// The value of the first cookie of that name in a Cookie header.
std::optional<std::string> cookie_named(std::string_view header, std::string_view name);

/// Valid UTF-8 (no surrogates, nothing overlong) without NUL.
bool is_text(std::string_view bytes);

}  // namespace bot::web
