#include "bot/web/console/queue_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "bot/base/keys.h"
#include "bot/text/code_points.h"

namespace bot::web {
namespace {

using desk::Card;
using pages::View;
using storage::Candidate;

/// The ends of the messages' keys, in the order of the enumerators.
constexpr std::array rules{"api", "summoned", "not_summoned", "hand", "nobody"};
static_assert(rules.size() == static_cast<std::size_t>(desk::Rule::nobody) + 1);
constexpr std::array authors{"unknown", "never", "written", "stop"};
static_assert(authors.size() == static_cast<std::size_t>(Card::Author::said_stop) + 1);

std::string credit_words(Candidate const& candidate, Phrases const& phrases) {
    auto const credit = candidate.credit.value_or("unknown");
    if (credit != "person" && credit != "both") return phrases.say("queue.credit_" + credit);
    if (!candidate.person) return phrases.say("queue.credit_" + credit);
    return phrases.say("queue.credit_" + credit + "_named", {{"name", *candidate.person}});
}

std::string state_words(Card const& card, Phrases const& phrases) {
    switch (card.item.candidate.state) {
        case Candidate::State::waiting:
            return card.held_by ? phrases.say("queue.held_by_other", {{"name", *card.held_by}})
                                : std::string();
        case Candidate::State::skipped:
            return phrases.say("queue.is_skipped");
        case Candidate::State::answering:
            return phrases.say("queue.is_answering");
        case Candidate::State::answered:
            return phrases.say("queue.is_answered");
        case Candidate::State::gone:
            return phrases.say("queue.is_gone");
    }
    return {};
}

/// The strongest few; the rest would only blur the picture.
std::vector<View> reason_views(std::vector<detect::Reason> reasons, Phrases const& phrases) {
    std::ranges::stable_sort(reasons, std::greater<>(),
                             [](auto const& reason) { return std::abs(reason.weight); });
    if (reasons.size() > 6) reasons.resize(6);
    return pages::rows_of(reasons, [&](auto const& reason) {
        auto const sign = reason.weight < 0 ? "−" : "+";
        return View()
            .set("phrase", shortened(reason.text, 40))
            .set("weight", sign + phrases.number(std::abs(reason.weight), 1));
    });
}

std::vector<View> stretch_views(Card const& card, Phrases const& phrases) {
    auto const text = card.item.post.text.value_or(phrases.say("queue.no_words"));
    return pages::rows_of(detect::highlighted(text, card.reasons), [](auto const& segment) {
        return View().set("text", segment.text).set("marked", segment.highlighted);
    });
}

std::vector<View> skip_views(std::string const& chosen, Phrases const& phrases) {
    return pages::rows_of(desk::skip_reasons, [&](std::string_view reason) {
        std::string const value(reason);
        return View()
            .set("value", value)
            .set("label", phrases.say("queue.skip_" + value))
            .set("chosen", value == chosen);
    });
}

void show_post(View& view, Card const& card, Phrases const& phrases) {
    auto const& post = card.item.post;
    view.set("heading", phrases.say("queue.item", {{"network", card.network_title}}))
        .set("network", card.network_title)
        .set("age", phrases.ago(post.written_at))
        .set("written_machine", machine_time(post.written_at))
        .set("url", web_address(post.url))
        .set("author",
             post.author_name.value_or(post.author_handle.value_or(phrases.say("queue.unknown_author"))))
        .set("handle", post.author_handle.value_or(""))
        .set("post_language", post.language.value_or(""))
        .set("read", sha256_hex(post.text.value_or("")))
        .set("stretches", stretch_views(card, phrases))
        .set("has_reasons", !card.reasons.empty() || card.like_skipped)
        .set("like_skipped", card.like_skipped
                                 ? phrases.say("queue.like_skipped", {{"day", *card.like_skipped}})
                                 : std::string())
        .set("reasons", reason_views(card.reasons, phrases));
}

void show_facts(View& view, Card const& card, Phrases const& phrases) {
    auto const& candidate = card.item.candidate;
    view.set("company", card.company ? card.company->name : std::string())
        .set("company_from", phrases.say(candidate.handle ? "queue.company_mention" : "queue.company_words"))
        .set("credit", credit_words(candidate, phrases))
        .set("author_fact",
             phrases.say(std::string("queue.author_") + authors[static_cast<std::size_t>(card.author)]))
        .set("rule", phrases.say(std::string("queue.rule_") + rules[static_cast<std::size_t>(card.rule)]))
        .set("thread_has_one", card.thread_has_one)
        .set("season_over", card.season_over)
        .set("came_back", card.came_back)
        .set("earlier_words", card.earlier_words.value_or(""))
        .set("answer_hint", phrases.say(card.season_over ? "queue.answer_season_over"
                                        : card.quiet     ? "queue.answer_quiet"
                                                         : "queue.answer_hint"));
}

void show_draft(View& view, Card const& card, std::string const& words, Phrases const& phrases,
                std::size_t link_length) {
    auto const sent = desk::with_link(words, std::string(link_length, 'a'));
    auto const length = static_cast<long long>(text::count_code_points(sent));
    auto const limit = static_cast<long long>(card.longest_reply);
    auto const& draft = card.draft;
    view.set("words", words)
        .set("link_length", std::to_string(link_length))
        .set("limit", std::to_string(limit))
        .set("length", limit > 0 ? phrases.say("queue.length_of", {{"length", length}, {"limit", limit}})
                                 : phrases.say("queue.length", {{"length", length}}))
        .set("template", draft.template_name
                             ? phrases.say("queue.template", {{"name", *draft.template_name},
                                                              {"steward", draft.steward.value_or("")}})
                             : phrases.say("queue.own_words"));
}

void show_actions(View& view, Card const& card, Request const& request) {
    auto const base = request.link("/console/queue/" + card.item.candidate.id.text());
    auto const by_api = desk::channel_of(card.rule) == storage::Reply::Channel::api;
    view.set("open", card.open())
        .set("mine", card.mine)
        .set("by_api", by_api)
        .set("answer_action", base + (by_api ? "/approve" : "/by-hand"))
        .set("hand_action", base + "/by-hand")
        .set("claim_action", base + "/claim")
        .set("skip_action", base + "/skip")
        .set("later_action", base + "/later")
        .set("company_action", base + "/company")
        .set("restore_action",
             card.item.candidate.state == Candidate::State::skipped ? base + "/restore" : "")
        .set("next_link", request.link("/console/queue"))
        .set("all_link", request.link("/console/queue"));
}

std::string share_words(std::string const& key, desk::ThisMonth::Share const& share, Phrases const& phrases) {
    auto const rounded = (200 * share.right + share.judged) / (2 * share.judged);
    return phrases.say(key,
                       {{"share", phrases.say("board.percent", {{"share", rounded}})}, {"n", share.judged}});
}

}  // namespace

View candidate_view(Card const& card, std::vector<View> companies, Where where, Phrases const& phrases,
                    std::size_t link_length) {
    auto const& request = phrases.request;
    View view;
    show_post(view, card, phrases);
    show_facts(view, card, phrases);
    show_draft(view, card, request.form.find("words").value_or(card.draft.words), phrases, link_length);
    show_actions(view, card, request);
    auto const at = [&](Where field) { return where == field ? request.problem : ""; };
    view.set("state", state_words(card, phrases))
        .set("companies", std::move(companies))
        .set("company_typed", request.form.text("company"))
        .set("skip_reasons", skip_views(request.form.text("reason"), phrases))
        .set("skip_note", request.form.text("note"))
        .set("answer_language", card.item.post.language.value_or(""))
        .set("answer_problem", at(Where::answer))
        .set("company_problem", at(Where::company))
        .set("skip_problem", at(Where::skip));
    return view;
}

View line_view(storage::QueueLine const& line, desk::Queue const& queue, Phrases const& phrases) {
    return View()
        .set("words", shortened(line.text.value_or(phrases.say("queue.no_words"))))
        .set("where", queue.title_of(line.network) + " · " + phrases.ago(line.written_at));
}

std::vector<View> month_views(desk::ThisMonth const& month, Phrases const& phrases) {
    std::vector<View> rows;
    auto const add = [&](std::string words) { rows.push_back(View().set("words", std::move(words))); };
    if (!month.all.enough()) {
        add(phrases.say("queue.month_few", {{"n", month.all.judged}}));
        return rows;
    }
    add(share_words("queue.month_all", month.all, phrases));
    if (month.likely.enough()) add(share_words("queue.month_likely", month.likely, phrases));
    if (month.maybe.enough()) add(share_words("queue.month_maybe", month.maybe, phrases));
    return rows;
}

}  // namespace bot::web
