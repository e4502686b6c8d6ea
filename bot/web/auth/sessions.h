#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

struct SessionSettings {
    std::chrono::hours idle{12};
    std::chrono::days longest{30};
    bool secure = false;  // the site is reached by https
};

/// Who is signed in at which browser: one cookie, whose token the database knows only as a keyed hash. Any
/// thread.
class Sessions {
public:
    Sessions(storage::Store& store, Clock const& clock, Keys const& keys, SessionSettings settings)
        : store_(store), clock_(clock), keys_(keys), settings_(settings) {}

    /// Signs the person in with a new token and ends the session the request came with. The value of
    /// Set-Cookie.
    std::string begin(storage::OperatorId const& person, Request const& request);
    /// The person signed in; empty if nobody is, the session ran out, or the person was disabled.
    std::optional<storage::Operator> find(Request const& request);
    /// Signs out. The value of Set-Cookie.
    std::string end(Request const& request);
    /// What the forms of the console carry; "" if the request has no session.
    std::string console_token(Request const& request) const;
    /// Removes sessions that ran out; App calls it now and then.
    void forget_old();

    /// For the hidden field of a page's forms: <input type="hidden" name="form_token"
    /// value="{{form_token}}">. web::show puts it into the view by itself.
    static std::string const& form_token(Request const& request) { return request.form_token; }

private:
    std::string hash_of(std::string const& token) const;
    std::string cookie(std::string const& value, std::chrono::seconds age) const;

    storage::Store& store_;
    Clock const& clock_;
    Keys const& keys_;
    SessionSettings const settings_;
};

}  // namespace bot::web
