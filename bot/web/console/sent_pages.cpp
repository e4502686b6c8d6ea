#include <algorithm>
#include <functional>

#include "bot/web/console/pages.h"
#include "bot/web/console/queue_view.h"
#include "bot/web/http/page.h"
#include "storage/replies.h"

namespace bot::web {
namespace {

using desk::Settled;
using pages::View;
using storage::Operator;
using storage::Reply;
using storage::ReplyId;

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

/// One reply: who approved it when, its state, what can be done about it.
View reply_view(SentPages const& self, Reply const& reply, Phrases const& phrases) {
    auto const person = storage::operators::find(self.store, reply.approved_by);
    auto const base = phrases.request.link("/console/sent/" + reply.id.text());
    auto const waits = reply.state == Reply::State::waiting;
    auto const opened = reply.state == Reply::State::opened;
    auto const left =
        std::max<long long>(0, std::chrono::ceil<std::chrono::seconds>(reply.send_at - phrases.now).count());
    auto const leaves = !waits ? ""
                        : reply.outcome
                            ? phrases.say("sent.tries_again", {{"when", phrases.ago(reply.send_at)}})
                            : phrases.say("sent.leaves", {{"seconds", left}});
    View view;
    view.set("id", reply.id.text())
        .set("on", phrases.say("sent.on", {{"network", self.queue.title_of(reply.network)},
                                           {"name", person ? person->name : std::string("?")},
                                           {"when", phrases.ago(reply.approved_at)}}))
        .set("state", phrases.say("sent.state_" + std::string(storage::name_of(reply.state))))
        .set("why", reply.outcome && !waits ? phrases.say("sent.why_" + *reply.outcome) : "")
        .set("url", web_address(reply.url))
        .set("words", reply.words)
        .set("seen_words", reply.seen_words.value_or(""))
        .set("leaves", leaves)
        .set("seconds", std::to_string(left))
        .set("undo_action", waits ? base + "/undo" : "")
        .set("open_link", opened ? base : "");
    if (opened || reply.state == Reply::State::unknown)
        view.set("settle_action", base + "/settle").set("choices", choices(reply.state, phrases));
    return view;
}

/// The replies under one heading.
View group(SentPages const& self, std::string const& name, std::vector<Reply> const& replies,
           Phrases const& phrases) {
    auto const explained = name == "opened" || name == "unknown";
    return View()
        .set("group", phrases.say("sent." + name))
        .set("group_text", explained ? phrases.say("sent." + name + "_text") : "")
        .set("replies",
             pages::rows_of(replies, [&](Reply const& one) { return reply_view(self, one, phrases); }));
}

/// Does `act`, whose answer it is; if it is refused, the overview with the reason.
Response attempt(SentPages const& self, Request const& request, Operator const& person,
                 std::function<Response()> const& act) {
    try {
        return act();
    } catch (desk::Refusal const& refusal) {
        auto const why = say(self.pages, request, refusal.message(), refusal.arguments);
        return self.overview(refused(request, why, status_of(refusal.kind())), person);
    }
}

}  // namespace

Response SentPages::overview(Request const& request, Operator const&) const {
    Phrases const phrases(pages, request, clock.now());
    storage::Read const read(store);
    std::vector<View> groups;
    auto const add = [&](std::string const& name, std::vector<Reply> const& replies) {
        if (!replies.empty()) groups.push_back(group(*this, name, replies, phrases));
    };
    for (auto const state :
         {Reply::State::waiting, Reply::State::sending, Reply::State::opened, Reply::State::unknown})
        add(std::string(storage::name_of(state)), storage::replies::in_state(read, state, 50));
    add("recent", storage::replies::recent(read, 50));
    auto skipped = pages::rows_of(queue.skipped_lately(20), [&](auto const& line) {
        return line_view(line, queue, phrases)
            .set("restore_action", request.link("/console/queue/" + line.id.text() + "/restore"));
    });
    View view;
    view.set("title", phrases.say("sent.title"))
        .set("at_sent", true)
        .set("empty", groups.empty())
        .set("queue_link", request.link("/console/queue"))
        .set("groups", std::move(groups))
        .set("has_skipped", !skipped.empty())
        .set("skipped", std::move(skipped));
    return show(pages, request, "sent", std::move(view));
}

Response SentPages::undo(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, [&] {
        ReplyId const id(request.param("reply"));
        desk.undo(id, person.id);
        auto const candidate = storage::replies::find(store, id)->candidate.text();
        return redirect(request.link("/console/queue/" + candidate + "?did=undone"));
    });
}

Response SentPages::settle(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, [&] {
        auto const how = settled_named(request.form.text("how"));
        if (!how) throw desk::Refusal(UserError::Kind::invalid, "one_or_the_other");
        desk.settle(ReplyId(request.param("reply")), person.id, *how);
        return redirect(request.link("/console/queue?did=settled"));
    });
}

Response SentPages::by_hand(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, [&] {
        Phrases const phrases(pages, request, clock.now());
        auto const hand = desk.hand_over(ReplyId(request.param("reply")));
        View view;
        view.set("title", phrases.say("hand.title"))
            .set("at_queue", true)
            .set("words", hand.words)
            .set("open", hand.open)
            .set("no_address",
                 phrases.say("hand.no_address", {{"network", queue.title_of(hand.reply.network)}}))
            .set("settle_action", request.link("/console/sent/" + hand.reply.id.text() + "/settle"))
            .set("choices", choices(Reply::State::opened, phrases));
        return show(pages, request, "by_hand", std::move(view));
    });
}

}  // namespace bot::web
