#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "bot/base/keys.h"
#include "bot/web/console/pages.h"
#include "bot/web/console/queue_view.h"
#include "bot/web/http/page.h"

namespace bot::web {
namespace {

using pages::View;
using storage::CandidateId;
using storage::Operator;

constexpr int lines_a_lane = 8;
constexpr int lines_a_page = 40;

/// "1788249600000-abc…" of ?after=, as the link "More" makes it.
std::optional<storage::QueueKey> key_from(std::string const& text) {
    storage::QueueKey key;
    auto const dash = text.rfind('-');
    if (dash == text.npos || dash == 0) return std::nullopt;
    auto const* end = text.data() + dash;
    auto const [parsed, error] = std::from_chars(text.data(), end, key.key);
    if (error != std::errc() || parsed != end) return std::nullopt;
    key.id = CandidateId(text.substr(dash + 1));
    return key;
}

std::string text_of(storage::QueueKey const& key) {
    return std::to_string(key.key) + "-" + key.id.text();
}

std::vector<View> lines(desk::Queue const& queue, desk::Lane const& lane,
                        std::optional<CandidateId> const& shown, Phrases const& phrases) {
    return pages::rows_of(lane.lines, [&](auto const& line) {
        return line_view(line, queue, phrases)
            .set("href", phrases.request.link("/console/queue/" + line.id.text()))
            .set("held", line.held_by ? phrases.say("queue.held", {{"name", *line.held_by}}) : "")
            .set("current", shown == line.id);
    });
}

std::vector<View> lanes(desk::Queue const& queue, std::optional<CandidateId> const& shown,
                        Phrases const& phrases) {
    using Lane = storage::Candidate::Lane;
    auto const& request = phrases.request;
    auto const wanted = request.query.text("lane");
    return pages::rows_of(std::array{Lane::likely, Lane::maybe, Lane::quiet}, [&](Lane name) {
        std::string const word(storage::name_of(name));
        auto const alone = wanted == word;
        auto const lane = queue.lane(name, alone ? lines_a_page : lines_a_lane,
                                     alone ? key_from(request.query.text("after")) : std::nullopt);
        auto const more =
            lane.next ? request.link("/console/queue?lane=" + word + "&after=" + text_of(*lane.next)) : "";
        return View()
            .set("lane", phrases.say("queue." + word))
            .set("count", phrases.number(static_cast<double>(lane.waiting)))
            .set("lines", lines(queue, lane, shown, phrases))
            .set("more", more);
    });
}

/// What ?did= means, if it is one of our words.
void say_what_happened(View& view, Phrases const& phrases) {
    auto const& request = phrases.request;
    auto const did = request.query.text("did");
    auto const known = {"skipped", "later", "approved", "undone", "company", "restored", "settled"};
    if (std::ranges::find(known, did) == known.end()) return;
    view.set("did", phrases.say("queue.did_" + did));
    auto const item = request.query.text("item");
    if (auto const skipped = CandidateId::read(item); skipped && did == "skipped")
        view.set("did_action", request.link("/console/queue/" + skipped->text() + "/restore"))
            .set("did_button", phrases.say("queue.put_back"));
    if (auto const approved = storage::ReplyId::read(item); approved && did == "approved")
        view.set("did_action", request.link("/console/sent/" + approved->text() + "/undo"))
            .set("did_button", phrases.say("sent.undo"));
}

/// The page with that candidate's card, or with an empty place. `one`: the candidate was asked for by its
/// address, so a phone shows it without the lanes. What was refused is said `where`.
Response page(QueuePages const& self, Request request, Operator const& person,
              std::optional<CandidateId> const& shown, bool one, Where where = Where::page) {
    Phrases const phrases(self.pages, request, self.clock.now());
    View view;
    view.set("title", phrases.say("queue.title"))
        .set("at_queue", true)
        .set("one", one)
        .set("lanes", lanes(self.queue, shown, phrases))
        .set("empty", !shown)
        .set("sent_link", request.link("/console/sent"))
        .set("month", month_views(self.queue.this_month(), phrases))
        .set("learning_link", request.link("/console/learning"));
    say_what_happened(view, phrases);
    auto const card = shown ? self.queue.card(*shown, person.id) : std::nullopt;
    if (shown && !card) request = refused(request, phrases.say("queue.no.not_found"), 404);
    // A card that takes no answer has no field to say it at.
    if (!card || !card->open()) where = Where::page;
    if (card) {
        view.set("card", std::vector{candidate_view(*card, offered_companies(self.store), where, phrases,
                                                    self.desk)});
    }
    if (where != Where::page) request.problem.clear();
    return show(self.pages, request, "queue", std::move(view));
}

/// Does `act` and goes where it says; if it is refused, the card again, with the reason at `where`.
Response attempt(QueuePages const& self, Request const& request, Operator const& person, Where where,
                 std::function<std::string(CandidateId const&)> const& act) {
    CandidateId const id(request.param("candidate"));
    try {
        return redirect(request.link(act(id)));
    } catch (desk::Refusal const& refusal) {
        // What was typed is still in the request, and so on the page.
        if (refusal.kind() != UserError::Kind::invalid && where != Where::answer) where = Where::page;
        auto const why = say(self.pages, request, refusal.message(), refusal.arguments);
        return page(self, refused(request, why, status_of(refusal.kind())), person, id, true, where);
    }
}

/// The words are approved if the post still has those that the form was shown with; else the refusal
/// `edited`.
storage::ReplyId approved(QueuePages const& self, Request const& request, CandidateId const& id,
                          Operator const& person, storage::Reply::Channel channel) {
    auto const read = request.form.text("read");
    auto const card = self.queue.card(id, person.id);
    if (!read.empty() && card && read != sha256_hex(card->item.post.text.value_or("")))
        throw desk::Refusal(UserError::Kind::conflict, "edited");
    return self.desk.approve(id, person.id, request.form.text("words"), channel).id;
}

}  // namespace

Response QueuePages::next(Request const& request, Operator const& person) const {
    return page(*this, request, person, queue.next(person.id), false);
}

Response QueuePages::item(Request const& request, Operator const& person) const {
    return page(*this, request, person, CandidateId(request.param("candidate")), true);
}

Response QueuePages::claim(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::page, [&](CandidateId const& id) {
        queue.claim(id, person.id);
        return "/console/queue/" + id.text();
    });
}

Response QueuePages::renew(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::page, [&](CandidateId const& id) {
        auto const card = queue.card(id, person.id);
        if (!card || !card->mine) throw desk::Refusal(UserError::Kind::conflict, "lapsed");
        queue.claim(id, person.id);
        return "/console/queue/" + id.text();
    });
}

Response QueuePages::count(Request const& request, Operator const& person) const {
    Phrases const phrases(pages, request, clock.now());
    auto const card = queue.card(CandidateId(request.param("candidate")), person.id);
    if (!card) return page(*this, request, person, CandidateId(request.param("candidate")), true);
    auto const length = length_shown(*card, request.form.text("words"), phrases, desk);
    nlohmann::json const told{{"length", length.words}, {"over", length.over}};
    return {200, "application/json", told.dump(), {}};
}

Response QueuePages::skip(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::skip, [&](CandidateId const& id) {
        queue.skip(id, person.id, request.form.text("reason"), request.form.text("note"));
        return "/console/queue?did=skipped&item=" + id.text();
    });
}

Response QueuePages::later(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::page, [&](CandidateId const& id) {
        queue.later(id, person.id);
        return std::string("/console/queue?did=later");
    });
}

Response QueuePages::restore(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::page, [&](CandidateId const& id) {
        queue.restore(id, person.id);
        return "/console/queue/" + id.text() + "?did=restored";
    });
}

Response QueuePages::set_company(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::company, [&](CandidateId const& id) {
        queue.set_company(id, person.id, request.form.text("company"));
        return "/console/queue/" + id.text() + "?did=company";
    });
}

Response QueuePages::approve(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::answer, [&](CandidateId const& id) {
        return "/console/queue?did=approved&item=" +
               approved(*this, request, id, person, storage::Reply::Channel::api).text();
    });
}

Response QueuePages::by_hand(Request const& request, Operator const& person) const {
    return attempt(*this, request, person, Where::answer, [&](CandidateId const& id) {
        return "/console/sent/" + approved(*this, request, id, person, storage::Reply::Channel::hand).text();
    });
}

}  // namespace bot::web
