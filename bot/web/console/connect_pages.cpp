#include "bot/web/console/connect_pages.h"

#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/web/http/show.h"

namespace bot::web {

using account_linking::Trouble;
using pages::View;

namespace {

std::string address_of(Request const& request, std::string const& network, char const* page) {
    return request.link("/console/networks/" + network + "/" + page);
}

std::string host_of(std::string const& address) {
    auto const url = parse_url(address);
    return url ? url->authority() : address;
}

/// Without the blanks that come with what is pasted.
std::string typed(Request const& request, char const* name) {
    auto const text = request.form.text(name);
    auto const start = text.find_first_not_of(" \t\r\n");
    return start == text.npos ? "" : text.substr(start, text.find_last_not_of(" \t\r\n") + 1 - start);
}

}  // namespace

std::string ConnectPages::say(Request const& request, std::string const& key, Account const& account) const {
    auto const& state = account.state;
    return pages_.words().say(request.language, "connect." + key,
                              {{"network", account.title},
                               {"section", account.network},
                               {"handle", state.handle},
                               {"server", host_of(state.server)},
                               {"address", account.come_back},
                               {"key", account.form.lacks}});
}

ConnectPages::Account ConnectPages::account(Request const& request, storage::Operator const& person) const {
    auto const& words = pages_.words();
    auto account = accounts_.find(request.param("network"));
    if (!account)
        throw UserError(UserError::Kind::not_found, words.say(request.language, "connect.no_such_network"));
    if (!storage::operators::may_lead(store_, person))
        throw UserError(UserError::Kind::forbidden, words.say(request.language, "connect.leads_only"));
    return *std::move(account);
}

Response ConnectPages::show_form(Request const& request, Account const& account,
                                 Trouble const& trouble) const {
    auto const& [state, form] = std::pair(account.state, account.form);
    bool const open = account.enabled && !state.in_settings && form.lacks.empty();
    auto const way = open ? accounts_.under_way(account.network, request.form_token) : std::nullopt;
    bool const comes_back = account.can_come_back || form.password;
    View view;
    view.set("title", say(request, "title", account)).set("at_networks", true);
    view.set("problem", trouble.empty() ? "" : say(request, "trouble_" + trouble, account));
    view.set("not_enabled", account.enabled ? "" : say(request, "not_enabled", account));
    view.set("lacks", account.enabled && !form.lacks.empty() ? say(request, "lacks", account) : "");
    view.set("lines", !account.enabled || !form.lacks.empty() ? account.settings : "");
    view.set("in_settings", state.in_settings ? say(request, "in_settings", account) : "");
    auto const* const who = state.handle.empty()   ? "connected_nameless"
                            : state.server.empty() ? "connected"
                                                   : "connected_at";
    view.set("connected", state.connected ? say(request, who, account) : "");
    view.set("disconnect", open && state.connected ? address_of(request, account.network, "disconnect") : "");
    view.set("how", open && !way ? say(request, "how_" + account.network, account) : "");
    view.set("action", open && !way ? address_of(request, account.network, "connect") : "");
    view.set("again", open && !way && state.connected);
    auto const field = [&](char const* name, std::optional<std::string> const& begins_with) {
        bool const sent = request.method == "POST" && request.form.find(name);
        view.set(std::string("asks_") + name, begins_with.has_value());
        view.set(name, sent ? typed(request, name) : begins_with.value_or(""));
    };
    field("server", form.server);
    field("handle", form.handle);
    view.set("asks_password", form.password);
    view.set("password_label", form.password ? say(request, "password_" + account.network, account) : "");
    view.set("comes_back", comes_back).set("can_show_code", form.can_show_code && !form.password);
    view.set("send", say(request, form.password ? "send" : "send_away", account));
    view.set("leave", way ? way->url : "").set("leave_for", way ? host_of(way->url) : "");
    view.set("shows_code", way && way->shows_code);
    view.set("code_action", way ? address_of(request, account.network, "code") : "");
    view.set("stop", way ? address_of(request, account.network, "stop") : "");
    view.set("overview", request.link("/console/networks"));
    return show(pages_, request, "connect", std::move(view), trouble.empty() ? 200 : 422);
}

Response ConnectPages::done_or(Request const& request, Account const& account, Trouble const& trouble) const {
    if (trouble.empty()) return redirect(address_of(request, account.network, "connect"));
    auto const now = accounts_.find(account.network);
    return show_form(request, now ? *now : account, trouble);
}

Response ConnectPages::form(Request const& request, storage::Operator const& person) const {
    return show_form(request, account(request, person), "");
}

Response ConnectPages::begin(Request const& request, storage::Operator const& person) {
    auto const wanted = account(request, person);
    account_linking::Accounts::Entered const entered{typed(request, "server"), typed(request, "handle"),
                                                     typed(request, "password"),
                                                     request.form.text("way") == "code"};
    return done_or(request, wanted, accounts_.begin(wanted.network, request.form_token, entered));
}

Response ConnectPages::back(Request const& request, storage::Operator const& person) {
    auto const wanted = account(request, person);
    return done_or(request, wanted,
                   accounts_.come_back(wanted.network, request.form_token, request.query.text("state"),
                                       request.query.text("code")));
}

Response ConnectPages::code(Request const& request, storage::Operator const& person) {
    auto const wanted = account(request, person);
    return done_or(request, wanted,
                   accounts_.paste(wanted.network, request.form_token, typed(request, "code")));
}

Response ConnectPages::stop(Request const& request, storage::Operator const& person) {
    auto const wanted = account(request, person);
    accounts_.stop(wanted.network, request.form_token);
    return done_or(request, wanted, "");
}

Response ConnectPages::ask_disconnect(Request const& request, storage::Operator const& person) const {
    auto const wanted = account(request, person);
    auto const base = address_of(request, wanted.network, "connect");
    if (!wanted.state.connected || wanted.state.in_settings) return redirect(base);
    View view;
    view.set("title", say(request, "disconnect_title", wanted)).set("at_networks", true);
    view.set("text", say(request, "disconnect_text", wanted));
    view.set("there", say(request, "disconnect_" + wanted.network, wanted));
    view.set("action", address_of(request, wanted.network, "disconnect")).set("keep", base);
    return show(pages_, request, "disconnect", std::move(view));
}

Response ConnectPages::disconnect(Request const& request, storage::Operator const& person) {
    auto const wanted = account(request, person);
    return done_or(request, wanted, accounts_.disconnect(wanted.network));
}

}  // namespace bot::web
