#include <fmt/format.h>

#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/web/console/pages.h"
#include "bot/web/http/page.h"
#include "bot/web/phrases.h"

namespace bot::web {
namespace {

using account_linking::Trouble;
using pages::View;
using storage::Operator;
using Account = account_linking::Accounts::Account;

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

View row(NetworkPages const& self, Request const& request, listen::NetworkHealth const& health) {
    auto const words = listen::words_of(health, self.pages.words(), request.language, self.clock.now());
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
    row.set("connect_words", say(self.pages, request, none ? "networks.connect" : "networks.change_account"));
    row.set("try_now", listen::Health::may_try_now(health) ? address_of(request, health.network, "try") : "");
    return row;
}

/// The message "connect.<key>" with all that may stand in it about this account.
std::string about(Account const& account, std::string const& key, pages::Pages const& pages,
                  Request const& request) {
    auto const& state = account.state;
    return say(pages, request, "connect." + key,
               {{"network", account.title},
                {"section", account.network},
                {"handle", state.handle},
                {"server", host_of(state.server)},
                {"address", account.come_back},
                {"key", account.form.lacks}});
}

/// The network of the address. Throws UserError `not_found`.
Account account_of(ConnectPages const& self, Request const& request) {
    auto account = self.accounts.find(request.param("network"));
    if (!account)
        throw UserError(UserError::Kind::not_found, say(self.pages, request, "connect.no_such_network"));
    return *std::move(account);
}

Response show_form(ConnectPages const& self, Request const& request, Account const& account) {
    auto const say = [&](std::string const& key) { return about(account, key, self.pages, request); };
    auto const& [state, form] = std::pair(account.state, account.form);
    bool const open = account.enabled && !state.in_settings && form.lacks.empty();
    auto const pending = open ? self.accounts.pending(account.network, request.form_token) : std::nullopt;
    bool const comes_back = account.can_come_back || form.password;
    View view;
    view.set("title", say("title")).set("at_networks", true);
    view.set("not_enabled", account.enabled ? "" : say("not_enabled"));
    view.set("lacks", account.enabled && !form.lacks.empty() ? say("lacks") : "");
    view.set("lines", !account.enabled || !form.lacks.empty() ? account.settings : "");
    view.set("in_settings", state.in_settings ? say("in_settings") : "");
    auto const* const who = state.handle.empty()   ? "connected_nameless"
                            : state.server.empty() ? "connected"
                                                   : "connected_at";
    view.set("connected", state.connected ? say(who) : "");
    view.set("disconnect", open && state.connected ? address_of(request, account.network, "disconnect") : "");
    view.set("how", open && !pending ? say("how_" + account.network) : "");
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
    view.set("password_label", form.password ? say("password_" + account.network) : "");
    view.set("comes_back", comes_back).set("can_show_code", form.can_show_code && !form.password);
    view.set("send", say(form.password ? "send" : "send_away"));
    view.set("leave", pending ? pending->url : "").set("leave_for", pending ? host_of(pending->url) : "");
    view.set("shows_code", pending && pending->shows_code);
    view.set("code_action", pending ? address_of(request, account.network, "code") : "");
    view.set("stop", pending ? address_of(request, account.network, "stop") : "");
    view.set("overview", request.link("/console/networks"));
    return show(self.pages, request, "connect", std::move(view));
}

/// Back to the form, or the form with the trouble.
Response done_or(ConnectPages const& self, Request const& request, Account const& account,
                 Trouble const& trouble) {
    if (trouble.empty()) return redirect(address_of(request, account.network, "connect"));
    auto const now = self.accounts.find(account.network).value_or(account);
    return show_form(self, refused(request, about(now, "trouble_" + trouble, self.pages, request), 422), now);
}

}  // namespace

Response NetworkPages::all(Request const& request, Operator const&) const {
    auto rows = pages::rows_of(health.all(), [&](auto const& one) { return row(*this, request, one); });
    std::vector<View> others;
    for (auto const& account : accounts.all())
        if (!account.enabled)
            others.push_back(View()
                                 .set("name", account.title)
                                 .set("connect", address_of(request, account.network, "connect")));
    View view;
    view.set("title", say(pages, request, "networks.title"))
        .set("at_networks", true)
        .set("empty", rows.empty())
        .set("full", !rows.empty())
        .set("networks", std::move(rows));
    view.set("has_others", !others.empty()).set("others", std::move(others));
    return show(pages, request, "networks", std::move(view));
}

Response NetworkPages::try_now(Request const& request, Operator const& person) const {
    if (!health.try_now(request.param("network")))
        return all(refused(request, say(pages, request, "networks.error.not_now"), 409), person);
    return redirect(request.link("/console/networks"));
}

std::string NetworkPages::banner(Request const& request) const {
    auto const titles = health.troubled();
    if (titles.empty()) return "";
    return say(pages, request, "networks.banner",
               {{"n", static_cast<long long>(titles.size())},
                {"networks", fmt::to_string(fmt::join(titles, ", "))}});
}

Response ConnectPages::form(Request const& request, Operator const&) const {
    return show_form(*this, request, account_of(*this, request));
}

Response ConnectPages::begin(Request const& request, Operator const&) const {
    auto const wanted = account_of(*this, request);
    account_linking::Accounts::Entered const entered{typed(request, "server"), typed(request, "handle"),
                                                     typed(request, "password"),
                                                     request.form.text("way") == "code"};
    return done_or(*this, request, wanted, accounts.begin(wanted.network, request.form_token, entered));
}

Response ConnectPages::back(Request const& request, Operator const&) const {
    auto const wanted = account_of(*this, request);
    return done_or(*this, request, wanted,
                   accounts.come_back(wanted.network, request.form_token, request.query.text("state"),
                                      request.query.text("code")));
}

Response ConnectPages::code(Request const& request, Operator const&) const {
    auto const wanted = account_of(*this, request);
    return done_or(*this, request, wanted,
                   accounts.paste(wanted.network, request.form_token, typed(request, "code")));
}

Response ConnectPages::stop(Request const& request, Operator const&) const {
    auto const wanted = account_of(*this, request);
    accounts.stop(wanted.network, request.form_token);
    return done_or(*this, request, wanted, "");
}

Response ConnectPages::ask_disconnect(Request const& request, Operator const&) const {
    auto const wanted = account_of(*this, request);
    auto const base = address_of(request, wanted.network, "connect");
    if (!wanted.state.connected || wanted.state.in_settings) return redirect(base);
    auto const say = [&](std::string const& key) { return about(wanted, key, pages, request); };
    View view;
    view.set("title", say("disconnect_title")).set("at_networks", true);
    view.set("text", say("disconnect_text")).set("there", say("disconnect_" + wanted.network));
    view.set("action", address_of(request, wanted.network, "disconnect")).set("keep", base);
    return show(pages, request, "disconnect", std::move(view));
}

Response ConnectPages::disconnect(Request const& request, Operator const&) const {
    auto const wanted = account_of(*this, request);
    return done_or(*this, request, wanted, accounts.disconnect(wanted.network));
}

}  // namespace bot::web
