#include "bot/web/console/network_pages.h"

#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/listen/health.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"

namespace bot::web {

using account_linking::Trouble;
using pages::View;

namespace {

/// A page of that network in the console.
std::string address_of(Request const& request, std::string const& network, char const* page) {
    return request.link("/console/networks/" + network + "/" + page);
}

std::string host_of(std::string const& address) {
    auto const url = parse_url(address);
    return url ? url->authority() : address;
}

/// Without the blanks that come with what is pasted.
std::string typed(Request const& request, char const* name) {
    return std::string(trimmed(request.form.text(name)));
}

}  // namespace

View NetworkPages::row(Request const& request, listen::NetworkHealth const& health) const {
    auto const words = listen::words_of(health, pages_.words(), request.language, clock_.now());
    View row;
    row.set("id", health.network).set("name", health.title).set("state", words.state);
    row.set("fails", health.state == listen::NetworkHealth::State::fails)
        .set("waits", health.state == listen::NetworkHealth::State::waits);
    row.set("trouble", words.trouble)
        .set("advice", words.advice)
        .set("error", health.last.error.value_or(""));
    row.set("succeeded", words.succeeded).set("succeeded_at", machine_time(health.last.succeeded_at));
    row.set("next", words.next).set("next_at", words.next.empty() ? "" : machine_time(health.last.due_at));
    row.set("read", words.read)
        .set("spend", words.spend)
        .set("answers", words.answers)
        .set("account", words.account)
        .set("rules", words.rules);
    bool const none = health.account == listen::NetworkHealth::Account::none;
    row.set("connect", words.account.empty() ? "" : address_of(request, health.network, "connect"));
    row.set("connect_words", say(pages_, request, none ? "networks.connect" : "networks.change_account"));
    row.set("try_now", listen::Health::may_try_now(health) ? address_of(request, health.network, "try") : "");
    return row;
}

std::vector<View> NetworkPages::others(Request const& request) const {
    std::vector<View> off;
    for (auto const& account : accounts_.all())
        if (!account.enabled)
            off.push_back(View()
                              .set("name", account.title)
                              .set("connect", address_of(request, account.network, "connect")));
    return off;
}

Response NetworkPages::show_all(Request const& request, std::string const& problem, int status) const {
    std::vector<View> rows;
    for (auto const& health : health_.all()) rows.push_back(row(request, health));
    View view;
    view.set("title", say(pages_, request, "networks.title"))
        .set("at_networks", true)
        .set("problem", problem)
        .set("empty", rows.empty())
        .set("full", !rows.empty())
        .set("networks", std::move(rows));
    auto off = others(request);
    view.set("has_others", !off.empty()).set("others", std::move(off));
    return show(pages_, request, "networks", std::move(view), status);
}

Response NetworkPages::all(Request const& request, storage::Operator const&) const {
    return show_all(request, "", 200);
}

Response NetworkPages::try_now(Request const& request, storage::Operator const&) {
    if (!health_.try_now(request.param("network")))
        return show_all(request, say(pages_, request, "networks.error.not_now"), 409);
    return redirect(request.link("/console/networks"));
}

std::string NetworkPages::banner(Request const& request) const {
    auto const titles = health_.troubled();
    if (titles.empty()) return "";
    std::string list;
    for (auto const& title : titles) list += (list.empty() ? "" : ", ") + title;
    return say(pages_, request, "networks.banner",
               {{"n", static_cast<long long>(titles.size())}, {"networks", list}});
}

std::string ConnectPages::say(Request const& request, std::string const& key, Account const& account) const {
    auto const& state = account.state;
    return web::say(pages_, request, "connect." + key,
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
    auto const pending = open ? accounts_.pending(account.network, request.form_token) : std::nullopt;
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
    view.set("how", open && !pending ? say(request, "how_" + account.network, account) : "");
    view.set("action", open && !pending ? address_of(request, account.network, "connect") : "");
    view.set("again", open && !pending && state.connected);
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
    view.set("leave", pending ? pending->url : "").set("leave_for", pending ? host_of(pending->url) : "");
    view.set("shows_code", pending && pending->shows_code);
    view.set("code_action", pending ? address_of(request, account.network, "code") : "");
    view.set("stop", pending ? address_of(request, account.network, "stop") : "");
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
