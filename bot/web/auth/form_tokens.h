#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/base/keys.h"

namespace bot::web {

/// Ties a visitor's form to the browser it was shown to, without storing anything: a signed time, bound to a
/// random cookie. Any thread.
class FormTokens {
public:
    static constexpr char const* cookie_name = "form";
    static constexpr std::chrono::hours valid{6};

    FormTokens(Keys const& keys, Clock const& clock) : keys_(keys), clock_(clock) {}
    std::string make(std::string const& cookie) const;
    bool right(std::string const& cookie, std::string_view token) const;

private:
    std::string signed_at(std::string const& cookie, std::string const& time) const;

    Keys const& keys_;
    Clock const& clock_;
};

}  // namespace bot::web
