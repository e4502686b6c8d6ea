#include "bot/web/console/sent_pages.h"

#include <algorithm>
#include <optional>

#include "bot/web/http/page.h"
#include "storage/operators.h"
#include "storage/replies.h"

namespace bot::web {

using desk::Settled;
using pages::View;
using storage::Operator;
using storage::Reply;
using storage::ReplyId;

namespace {

std::optional<Settled> settled_named(std::string const& name) {
    if (name == "sent") return Settled::sent;
    if (name == "not_sent") return Settled::not_sent;
    if (name == "unclear") return Settled::unclear;
    return std::nullopt;
}

View choice(char const* how, std::string label) {
    return View().set("how", how).set("label", std::move(label));
}

std::vector<View> choices(Reply::State state, Phrases const& phrases) {
    if (state == Reply::State::unknown)
        return {choice("sent", phrases.say("sent.settle_arrived")),
                choice("not_sent", phrases.say("sent.settle_absent"))};
    return {choice("sent", phrases.say("sent.was_sent")),
            choice("not_sent", phrases.say("sent.was_not_sent")),
            choice("unclear", phrases.say("sent.unclear"))};
}

}  // namespace

SentPages::SentPages(desk::Queue const& queue, desk::Desk& desk, storage::Store const& store,
                     pages::Pages const& pages, Clock const& clock)
    : queue_(queue), desk_(desk), store_(store), pages_(pages), clock_(clock) {}

Response SentPages::overview(Request const& request, Operator const&) const {
    return sent(request, "", 200);
}

Response SentPages::attempt(Request const& request, std::function<std::string()> const& act) const {
    try {
        return redirect(request.link(act()));
    } catch (desk::Refusal const& refusal) {
        return sent(request, Phrases(pages_.words(), request, clock_.now()).refusal(refusal),
                    status_of(refusal.kind()));
    }
}

Response SentPages::undo(Request const& request, Operator const& person) {
    return attempt(request, [&] {
        ReplyId const id(request.param("reply"));
        desk_.undo(id, person.id);
        return "/console/queue/" + storage::replies::find(store_, id)->candidate.text() + "?did=undone";
    });
}

Response SentPages::settle(Request const& request, Operator const& person) {
    return attempt(request, [&]() -> std::string {
        auto const how = settled_named(request.form.text("how"));
        if (!how) throw desk::Refusal(UserError::Kind::invalid, "one_or_the_other");
        desk_.settle(ReplyId(request.param("reply")), person.id, *how);
        return "/console/queue?did=settled";
    });
}

Response SentPages::by_hand(Request const& request, Operator const&) const {
    Phrases const phrases(pages_.words(), request, clock_.now());
    try {
        auto const hand = desk_.hand_over(ReplyId(request.param("reply")));
        View view;
        view.set("title", phrases.say("hand.title"))
            .set("at_queue", true)
            .set("words", hand.words)
            .set("open", hand.open)
            .set("no_address",
                 phrases.say("hand.no_address", {{"network", queue_.title_of(hand.reply.network)}}))
            .set("settle_action", request.link("/console/sent/" + hand.reply.id.text() + "/settle"))
            .set("choices", choices(Reply::State::opened, phrases));
        return show(pages_, request, "by_hand", std::move(view));
    } catch (desk::Refusal const& refusal) {
        return sent(request, phrases.refusal(refusal), status_of(refusal.kind()));
    }
}

Response SentPages::sent(Request const& request, std::string const& problem, int status) const {
    Phrases const phrases(pages_.words(), request, clock_.now());
    storage::Read const read(store_);
    std::vector<View> groups;
    auto const add = [&](std::string const& name, std::vector<Reply> const& replies) {
        if (!replies.empty()) groups.push_back(group(name, replies, request, phrases));
    };
    for (auto const state :
         {Reply::State::waiting, Reply::State::sending, Reply::State::opened, Reply::State::unknown})
        add(std::string(storage::name_of(state)), storage::replies::in_state(read, state, 50));
    add("recent", storage::replies::recent(read, 50));
    auto skipped_rows = skipped(request, phrases);
    View view;
    view.set("title", phrases.say("sent.title"))
        .set("at_sent", true)
        .set("problem", problem)
        .set("empty", groups.empty())
        .set("queue_link", request.link("/console/queue"))
        .set("groups", std::move(groups))
        .set("has_skipped", !skipped_rows.empty())
        .set("skipped", std::move(skipped_rows));
    return show(pages_, request, "sent", std::move(view), status);
}

View SentPages::group(std::string const& name, std::vector<Reply> const& replies, Request const& request,
                      Phrases const& phrases) const {
    std::vector<View> views;
    for (auto const& each : replies) views.push_back(reply(each, request, phrases));
    auto const explained = name == "opened" || name == "unknown";
    return View()
        .set("group", phrases.say("sent." + name))
        .set("group_text", explained ? phrases.say("sent." + name + "_text") : std::string())
        .set("replies", std::move(views));
}

View SentPages::reply(Reply const& reply, Request const& request, Phrases const& phrases) const {
    auto const person = storage::operators::find(store_, reply.approved_by);
    auto const base = request.link("/console/sent/" + reply.id.text());
    auto const waits = reply.state == Reply::State::waiting;
    auto const opened = reply.state == Reply::State::opened;
    auto const left =
        std::max<long long>(0, std::chrono::ceil<std::chrono::seconds>(reply.send_at - phrases.now).count());
    auto const leaves = !waits ? std::string()
                        : reply.outcome
                            ? phrases.say("sent.tries_again", {{"when", phrases.ago(reply.send_at)}})
                            : phrases.say("sent.leaves", {{"seconds", left}});
    View view;
    view.set("id", reply.id.text())
        .set("on", phrases.say("sent.on", {{"network", queue_.title_of(reply.network)},
                                           {"name", person ? person->name : std::string("?")},
                                           {"when", phrases.ago(reply.approved_at)}}))
        .set("state", phrases.say("sent.state_" + std::string(storage::name_of(reply.state))))
        .set("why", reply.outcome && !waits ? phrases.say("sent.why_" + *reply.outcome) : std::string())
        .set("url", web_address(reply.url))
        .set("words", reply.words)
        .set("seen_words", reply.seen_words.value_or(""))
        .set("leaves", leaves)
        .set("seconds", std::to_string(left))
        .set("undo_action", waits ? base + "/undo" : std::string())
        .set("open_link", opened ? base : std::string());
    if (opened || reply.state == Reply::State::unknown)
        view.set("settle_action", base + "/settle").set("choices", choices(reply.state, phrases));
    return view;
}

std::vector<View> SentPages::skipped(Request const& request, Phrases const& phrases) const {
    std::vector<View> views;
    for (auto const& line : queue_.skipped_lately(20))
        views.push_back(
            View()
                .set("words", shortened(line.text.value_or(phrases.say("queue.no_words"))))
                .set("where", queue_.title_of(line.network) + " · " + phrases.ago(line.written_at))
                .set("restore_action", request.link("/console/queue/" + line.id.text() + "/restore")));
    return views;
}

}  // namespace bot::web
