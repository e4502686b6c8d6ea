#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

/// A page that everybody reaches.
using PublicHandler = std::function<Response(Request const&)>;
/// Is given the operator, so it cannot be listed without a sign-in.
using ConsoleHandler = std::function<Response(Request const&, storage::Operator const&)>;

/// Which handler answers what; the whole list is in bot/web/site.cpp. Paths may have {name} parts; the first
/// path listed that matches counts. Every POST is checked for its form token before its handler runs. A path
/// of the console that is listed without a sign-in throws std::logic_error, and none can be listed without
/// saying who may open it. Filled once, then read by any thread.
class Routes {
public:
    /// Who may, at least (storage::operators::may_lead).
    using Role = storage::Operator::Role;
    /// Answers HEAD too.
    void get(std::string path, PublicHandler handler);
    /// What happens to a form whose token is wrong or too old, i.e. a page that was open too long: a page
    /// says so, or the handler is called with `token_ok` false and shows its form again with what was typed
    /// (status 403).
    enum class Stale { refuse, tell_handler };
    void post(std::string path, PublicHandler handler, Stale stale = Stale::refuse);
    /// What a GET changes, if a network's way back makes it change something, is audited like a POST.
    enum class Effect { none, changes };
    void console_get(Role least, std::string path, ConsoleHandler handler, Effect effect = Effect::none);
    /// Each is audited (storage::audit), but for what a page sends by itself and decides nothing.
    void console_post(Role least, std::string path, ConsoleHandler handler, Effect effect = Effect::changes);

    /// One line of the list.
    struct Route {
        std::string method;
        std::vector<std::string> parts;  // "{name}" matches one
        PublicHandler for_all;           // one of the two is set
        ConsoleHandler for_operators;
        Stale stale = Stale::refuse;
        Role least = Role::lead;  // of the console's
        bool audited = false;     // likewise
        /// As it was listed: "POST /console/companies/{company}/accept".
        std::string name() const;
    };
    /// In the order in which they were listed.
    std::vector<Route> const& all() const { return routes_; }
    /// Null if nothing is there; else fills `params` with what the places matched, never "". `other_method`
    /// is set when the path exists for another method. The route lives as long as this.
    Route const* find(std::string_view method, std::string_view path,
                      std::map<std::string, std::string>& params, bool& other_method) const;

private:
    std::vector<Route> routes_;
};

}  // namespace bot::web
