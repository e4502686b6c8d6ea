#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bot/web/http/front.h"
#include "bot/web/http/listener.h"
#include "bot/web/site.h"
#include "tests/tools/world.h"

namespace test {

struct Answer {
    int status = 0;
    std::string body;
    std::multimap<std::string, std::string> headers;  // names in lower case
    std::string header(std::string const& name) const {
        auto const found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

/// A browser as far as the server can tell: it keeps cookies and its connection, follows no redirects, and
/// knows one site. One thread.
class Browser {
public:
    explicit Browser(int port);
    Answer get(std::string const& path, std::vector<std::string> const& more_headers = {});
    Answer head(std::string const& path);
    Answer post(std::string const& path, std::vector<std::pair<std::string, std::string>> const& fields);
    Answer send(std::string const& method, std::string const& path, std::string const& body,
                std::vector<std::string> const& more_headers = {});
    std::map<std::string, std::string> cookies;
    std::vector<std::string> headers;  // of every request

private:
    int port_;
    std::shared_ptr<void> connection_;  // copies share it
};

/// What a form of the page carries in that hidden field.
std::string hidden_field(std::string const& page, std::string const& name);

/// Sends the bytes as they are and gives back what comes until the server closes, or nothing came for
/// `patience`.
std::string raw_exchange(int port, std::string const& bytes,
                         std::chrono::milliseconds patience = std::chrono::milliseconds(400));

bot::pages::Pages const& pages();

/// The web part of the program with an empty database, on a free port. `more` adds routes for the test.
class Site : public World {
public:
    explicit Site(std::function<void(bot::web::Routes&)> const& more = {},
                  bot::web::ListenerSettings settings = {}, bot::web::FrontSettings front_settings = {},
                  bot::web::Front::Banner banner = {});

    storage::Operator add_operator(std::string const& name);
    /// A link's path for that operator.
    std::string link_for(storage::Operator const& person);
    /// Puts a file into the published site.
    void publish(std::string const& name, std::string const& text);
    Browser browser() const { return Browser(listener->port()); }

    bot::web::Sessions sessions{store, clock, keys, {}};
    bot::web::FormTokens tokens{keys, clock};
    bot::web::SignIn sign_in{store, clock, keys};
    bot::web::SignInPages sign_in_pages{pages(), sign_in, sessions};
    bot::web::SiteFolder files{folder.path / "site"};
    bool ready = true;
    std::unique_ptr<bot::web::Front> front;
    std::unique_ptr<bot::web::Listener> listener;
};

}  // namespace test
