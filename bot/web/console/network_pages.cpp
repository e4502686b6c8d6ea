#include "bot/web/console/network_pages.h"

#include "bot/listen/health.h"
#include "bot/web/console/phrases.h"
#include "bot/web/http/show.h"

namespace bot::web {

using pages::View;

namespace {

std::string connect_link(Request const& request, std::string const& network) {
    return request.link("/console/networks/" + network + "/connect");
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
    row.set("connect", words.account.empty() ? "" : connect_link(request, health.network));
    row.set("connect_words",
            pages_.words().say(request.language, none ? "networks.connect" : "networks.change_account"));
    row.set("try_now", listen::Health::may_try_now(health)
                           ? request.link("/console/networks/" + health.network + "/try")
                           : "");
    return row;
}

std::vector<View> NetworkPages::others(Request const& request) const {
    std::vector<View> off;
    for (auto const& account : accounts_.all())
        if (!account.enabled)
            off.push_back(
                View().set("name", account.title).set("connect", connect_link(request, account.network)));
    return off;
}

Response NetworkPages::show_all(Request const& request, std::string const& problem, int status) const {
    std::vector<View> rows;
    for (auto const& health : health_.all()) rows.push_back(row(request, health));
    View view;
    view.set("title", pages_.words().say(request.language, "networks.title"))
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
        return show_all(request, pages_.words().say(request.language, "networks.error.not_now"), 409);
    return redirect(request.link("/console/networks"));
}

std::string NetworkPages::banner(Request const& request) const {
    auto const titles = health_.troubled();
    if (titles.empty()) return "";
    std::string list;
    for (auto const& title : titles) list += (list.empty() ? "" : ", ") + title;
    return pages_.words().say(request.language, "networks.banner",
                              {{"n", static_cast<long long>(titles.size())}, {"networks", list}});
}

}  // namespace bot::web
