#include "bot/web/auth/form_tokens.h"

#include <charconv>

namespace bot::web {

std::string FormTokens::signed_at(std::string const& cookie, std::string const& time) const {
    return time + "." + keys_.session_hash("form", {cookie, time});
}

std::string FormTokens::make(std::string const& cookie) const {
    return signed_at(cookie, std::to_string(clock_.now().time_since_epoch().count()));
}

bool FormTokens::right(std::string const& cookie, std::string_view token) const {
    auto const time = token.substr(0, token.find('.'));
    long long made_at = 0;
    auto const read = std::from_chars(time.data(), time.data() + time.size(), made_at);
    if (read.ec != std::errc() || read.ptr != time.data() + time.size()) return false;
    auto const age = clock_.now().time_since_epoch().count() - made_at;
    auto const limit = std::chrono::milliseconds(valid).count();
    return same_secret(signed_at(cookie, std::string(time)), token) && age >= 0 && age <= limit;
}

}  // namespace bot::web
