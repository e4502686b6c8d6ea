#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bot/web/http/request.h"
#include "storage/operators.h"

namespace bot::web {

using PublicHandler = std::function<Response(Request const&)>;
/// Is given the operator, so it cannot be listed without a sign-in.
using ConsoleHandler = std::function<Response(Request const&, storage::Operator const&)>;

/// The site map: which handler answers what. Paths may have {name} parts. Every POST is checked for its form
/// token before its handler runs. A path of the console listed without a sign-in throws std::logic_error.
class Routes {
public:
    void get(std::string path, PublicHandler handler);
    /// What happens to a form whose token is wrong or too old, i.e. a page that was open too long: a page
    /// says so, or the handler is called with `token_ok` false and shows its form again with what was typed
    /// (status 403).
    enum class Stale { refuse, tell_handler };
    void post(std::string path, PublicHandler handler, Stale stale = Stale::refuse);
    void console_get(std::string path, ConsoleHandler handler);
    void console_post(std::string path, ConsoleHandler handler);

    struct Route {
        std::string method;
        std::vector<std::string> parts;  // "{name}" matches one
        PublicHandler for_all;           // one of the two is set
        ConsoleHandler for_operators;
        Stale stale = Stale::refuse;
    };
    /// Null if nothing is there; fills `params`. `other_method` is set when the path exists for another
    /// method.
    Route const* find(std::string_view method, std::string_view path,
                      std::map<std::string, std::string>& params, bool& other_method) const;

private:
    std::vector<Route> routes_;
};

}  // namespace bot::web
