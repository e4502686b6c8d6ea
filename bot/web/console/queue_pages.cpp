#include "bot/web/console/queue_pages.h"

#include <algorithm>
#include <charconv>

#include "bot/base/keys.h"
#include "bot/desk/refusal.h"
#include "bot/web/console/month_view.h"
#include "bot/web/http/show.h"
#include "bot/web/http/status.h"

namespace bot::web {

using pages::View;
using storage::CandidateId;
using storage::Operator;

namespace {

constexpr int lines_a_lane = 8;
constexpr int lines_a_page = 40;
constexpr int most_offered = 100;  // names of companies; any other is typed

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

}  // namespace

QueuePages::QueuePages(desk::Queue& queue, desk::Desk& desk, storage::Store const& store,
                       pages::Pages const& pages, Clock const& clock, std::string const& public_url)
    : queue_(queue),
      desk_(desk),
      store_(store),
      pages_(pages),
      clock_(clock),
      link_length_(public_url.size() + std::string_view("/n/").size() + 16) {}

Response QueuePages::queue(Request const& request, Operator const& person) const {
    return page(request, person, queue_.next(person.id), false, {}, 200);
}

Response QueuePages::item(Request const& request, Operator const& person) const {
    return page(request, person, CandidateId(request.param("candidate")), true, {}, 200);
}

Response QueuePages::claim(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::page, [&](CandidateId const& id) {
        queue_.claim(id, person.id);
        return "/console/queue/" + id.text();
    });
}

Response QueuePages::skip(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::skip, [&](CandidateId const& id) {
        queue_.skip(id, person.id, request.form.text("reason"), request.form.text("note"));
        return "/console/queue?did=skipped&item=" + id.text();
    });
}

Response QueuePages::later(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::page, [&](CandidateId const& id) {
        queue_.later(id, person.id);
        return std::string("/console/queue?did=later");
    });
}

Response QueuePages::restore(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::page, [&](CandidateId const& id) {
        queue_.restore(id, person.id);
        return "/console/queue/" + id.text() + "?did=restored";
    });
}

Response QueuePages::set_company(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::company, [&](CandidateId const& id) {
        queue_.set_company(id, person.id, request.form.text("company"));
        return "/console/queue/" + id.text() + "?did=company";
    });
}

Response QueuePages::approve(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::answer, [&](CandidateId const& id) {
        check_read(request, id, person);
        auto const words = request.form.text("words");
        auto const reply = desk_.approve(id, person.id, words, storage::Reply::Channel::api);
        return "/console/queue?did=approved&item=" + reply.id.text();
    });
}

Response QueuePages::by_hand(Request const& request, Operator const& person) {
    return attempt(request, person, Problem::Where::answer, [&](CandidateId const& id) {
        check_read(request, id, person);
        auto const words = request.form.text("words");
        auto const reply = desk_.approve(id, person.id, words, storage::Reply::Channel::hand);
        return "/console/sent/" + reply.id.text();
    });
}

void QueuePages::check_read(Request const& request, CandidateId const& id, Operator const& person) const {
    auto const read = request.form.text("read");
    auto const card = queue_.card(id, person.id);
    if (read.empty() || !card || read == sha256_hex(card->item.post.text.value_or(""))) return;
    throw desk::Refusal(UserError::Kind::conflict, "edited");
}

Response QueuePages::attempt(Request const& request, Operator const& person, Problem::Where where,
                             std::function<std::string(CandidateId const&)> const& act) {
    CandidateId const id(request.param("candidate"));
    try {
        return redirect(request.link(act(id)));
    } catch (desk::Refusal const& refusal) {
        // What was typed is still in the request, and so on the page.
        Phrases const phrases(pages_.words(), request, clock_.now());
        auto const field = refusal.kind() == UserError::Kind::invalid || where == Problem::Where::answer;
        Problem const problem{field ? where : Problem::Where::page, phrases.refusal(refusal)};
        return page(request, person, id, true, problem, status_of(refusal.kind()));
    }
}

Response QueuePages::page(Request const& request, Operator const& person,
                          std::optional<CandidateId> const& shown, bool one, Problem const& problem,
                          int status) const {
    Phrases const phrases(pages_.words(), request, clock_.now());
    View view;
    view.set("title", phrases.say("queue.title"))
        .set("at_queue", true)
        .set("one", one)
        .set("lanes", lanes(request, shown, phrases))
        .set("empty", !shown)
        .set("sent_link", request.link("/console/sent"))
        .set("month", month(phrases))
        .set("learning_link", request.link("/console/learning"));
    auto told = problem;
    auto const card = shown ? queue_.card(*shown, person.id) : std::nullopt;
    if (shown && !card) {
        told = {Problem::Where::page, phrases.say("queue.no.not_found")};
        status = 404;
    }
    if (card) {
        auto const companies = storage::companies::suggested(store_, most_offered);
        // A card that takes no answer has no field to say it at.
        if (!card->open() && told.where != Problem::Where::nowhere) told.where = Problem::Where::page;
        view.set("card", std::vector{candidate_view(*card, companies, told, request, phrases, link_length_)});
    }
    if (told.where == Problem::Where::page) view.set("problem", told.text);
    say_what_happened(view, request, phrases);
    return show(pages_, request, "queue", std::move(view), status);
}

std::vector<View> QueuePages::month(Phrases const& phrases) const {
    std::vector<View> views;
    for (auto const& words : month_words(queue_.this_month(), phrases))
        views.push_back(View().set("words", words));
    return views;
}

std::vector<View> QueuePages::lanes(Request const& request, std::optional<CandidateId> const& shown,
                                    Phrases const& phrases) const {
    std::vector<View> views;
    auto const wanted = request.query.text("lane");
    for (auto const name : {storage::Candidate::Lane::likely, storage::Candidate::Lane::maybe,
                            storage::Candidate::Lane::quiet}) {
        std::string const word(storage::name_of(name));
        auto const alone = wanted == word;
        auto const lane = queue_.lane(name, alone ? lines_a_page : lines_a_lane,
                                      alone ? key_from(request.query.text("after")) : std::nullopt);
        auto const more =
            lane.next ? request.link("/console/queue?lane=" + word + "&after=" + text_of(*lane.next)) : "";
        views.push_back(View()
                            .set("lane", phrases.say("queue." + word))
                            .set("count", phrases.number(static_cast<double>(lane.waiting), 0))
                            .set("lines", lines(lane, request, shown, phrases))
                            .set("more", more));
    }
    return views;
}

std::vector<View> QueuePages::lines(desk::Lane const& lane, Request const& request,
                                    std::optional<CandidateId> const& shown, Phrases const& phrases) const {
    std::vector<View> views;
    for (auto const& line : lane.lines)
        views.push_back(
            View()
                .set("href", request.link("/console/queue/" + line.id.text()))
                .set("words", shortened(line.text.value_or(phrases.say("queue.no_words"))))
                .set("where", queue_.title_of(line.network) + " · " + phrases.ago(line.written_at))
                .set("held",
                     line.held_by ? phrases.say("queue.held", {{"name", *line.held_by}}) : std::string())
                .set("current", shown == line.id));
    return views;
}

void QueuePages::say_what_happened(View& view, Request const& request, Phrases const& phrases) const {
    auto const did = request.query.text("did");
    auto const item = request.query.text("item");
    auto const known = {"skipped", "later", "approved", "undone", "company", "restored", "settled"};
    if (std::ranges::find(known, did) == known.end()) return;
    view.set("did", phrases.say("queue.did_" + did));
    if (did == "skipped")
        view.set("did_action", request.link("/console/queue/" + item + "/restore"))
            .set("did_button", phrases.say("queue.put_back"));
    if (did == "approved")
        view.set("did_action", request.link("/console/sent/" + item + "/undo"))
            .set("did_button", phrases.say("sent.undo"));
}

}  // namespace bot::web
