#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

// Who is at which browser, and that a form comes from a page we showed there: the two cookies of the site.
namespace bot::web {

/// When a session runs out by itself.
struct SessionSettings {
    /// As long as neither is over, it goes on; being seen prolongs only the first.
    std::chrono::hours idle{12};    // without a request
    std::chrono::days longest{30};  // since the sign-in
    bool secure = false;            // the site is reached by https
};

/// Browsers at which somebody was signed in: a cookie that outlives the session and names person and time
/// under a keyed hash. Nothing is stored; a new password ends all of that person. It opens nothing: it only
/// tells a person's own browser from a stranger's when tries are counted. Any thread.
class KnownDevices {
public:
    static constexpr char const* cookie_name = "device";
    static constexpr std::chrono::days valid{365};

    explicit KnownDevices(Keys const& keys) : keys_(keys) {}
    std::string make(storage::Operator const& person, Time now) const;
    bool is_theirs(storage::Operator const& person, std::string_view cookie, Time now) const;

private:
    Keys const& keys_;
};

/// Who is signed in at which browser: one cookie, whose token the database knows only as a keyed hash. Being
/// seen is written down once a minute at most. What it is given outlives it; any thread.
class Sessions {
public:
    Sessions(storage::Store& store, Clock const& clock, Keys const& keys, SessionSettings settings)
        : store_(store), clock_(clock), keys_(keys), settings_(settings) {}

    /// Signs the person in with a new token, ends the session the request came with, and writes that down
    /// (storage::audit). The value of Set-Cookie.
    std::string begin(storage::OperatorId const& person, Request const& request);
    /// The person signed in; empty if nobody is, the session ran out, or the person was disabled. Notes that
    /// the person was seen.
    std::optional<storage::Operator> find(Request const& request);
    /// Whether that person may do what asks for that role.
    bool may(storage::Operator const& person, storage::Operator::Role least) const;
    /// Writes down who was about to do what (storage::audit).
    void note(storage::Operator const& person, std::string route, std::optional<std::string> subject,
              bool refused);
    /// The cookie by which the sign-in knows this browser as that person's for a year (KnownDevices); empty
    /// if it has one. An answer carries one cookie at most, so this one comes with the first page.
    std::optional<std::string> device_cookie(Request const& request, storage::Operator const& person) const;
    /// Signs out. The value of Set-Cookie, which takes the cookie from the browser.
    std::string end(Request const& request);
    /// What the forms of the console carry; "" if the request has no session.
    std::string console_token(Request const& request) const;
    /// Removes sessions that ran out; App calls it now and then.
    void forget_old();

private:
    /// As the database knows the token.
    std::string hash_of(std::string const& token) const;
    std::string cookie(std::string const& name, std::string const& value, std::chrono::seconds age) const;

    storage::Store& store_;
    Clock const& clock_;
    Keys const& keys_;
    SessionSettings const settings_;
};

/// Ties a visitor's form to the browser it was shown to, without storing anything: a signed time, bound to a
/// random cookie. Any thread.
class FormTokens {
public:
    static constexpr char const* cookie_name = "form";
    /// People write for long; after that the form is shown again with what they typed.
    static constexpr std::chrono::hours valid{6};

    FormTokens(Keys const& keys, Clock const& clock) : keys_(keys), clock_(clock) {}
    /// A token for a form shown now to the browser with that cookie.
    std::string make(std::string const& cookie) const;
    /// Whether make() gave it to that browser in the last six hours.
    bool is_valid(std::string const& cookie, std::string_view token) const;

private:
    /// The token for that moment: the time in milliseconds, a dot, and a keyed hash over both.
    std::string signed_at(std::string const& cookie, std::string const& time) const;

    Keys const& keys_;
    Clock const& clock_;
};

}  // namespace bot::web
