#pragma once

#include <functional>
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
/// of the console that is listed without a sign-in throws std::logic_error. Filled once, then read by any
/// thread.
class Routes {
public:
    /// Answers HEAD too.
    void get(std::string path, PublicHandler handler);
    /// What happens to a form whose token is wrong or too old, i.e. a page that was open too long: a page
    /// says so, or the handler is called with `token_ok` false and shows its form again with what was typed
    /// (status 403).
    enum class Stale { refuse, tell_handler };
    void post(std::string path, PublicHandler handler, Stale stale = Stale::refuse);
    void console_get(std::string path, ConsoleHandler handler);
    void console_post(std::string path, ConsoleHandler handler);

    /// One line of the list.
    struct Route {
        std::string method;
        std::vector<std::string> parts;  // "{name}" matches one
        PublicHandler for_all;           // one of the two is set
        ConsoleHandler for_operators;
        Stale stale = Stale::refuse;
    };
    /// Null if nothing is there; else fills `params` with what the places matched, never "". `other_method`
    /// is set when the path exists for another method. The route lives as long as this.
    Route const* find(std::string_view method, std::string_view path,
                      std::map<std::string, std::string>& params, bool& other_method) const;

private:
    std::vector<Route> routes_;
};

}  // namespace bot::web
