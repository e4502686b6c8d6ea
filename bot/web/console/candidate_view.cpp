#include "bot/web/console/candidate_view.h"

#include <algorithm>
#include <cmath>

#include "bot/base/keys.h"
#include "bot/desk/reply_words.h"

namespace bot::web {
namespace {

using desk::Card;
using pages::View;
using storage::Candidate;

std::string rule_words(desk::Rule rule) {
    switch (rule) {
        case desk::Rule::api:
            return "queue.rule_api";
        case desk::Rule::summoned:
            return "queue.rule_summoned";
        case desk::Rule::not_summoned:
            return "queue.rule_not_summoned";
        case desk::Rule::hand:
            return "queue.rule_hand";
        case desk::Rule::nobody:
            return "queue.rule_nobody";
    }
    return {};
}

std::string author_words(Card::Author author) {
    switch (author) {
        case Card::Author::unknown:
            return "queue.author_unknown";
        case Card::Author::never_written_to:
            return "queue.author_never";
        case Card::Author::written_to:
            return "queue.author_written";
        case Card::Author::said_stop:
            return "queue.author_stop";
    }
    return {};
}

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
    std::vector<View> views;
    for (auto const& reason : reasons) {
        auto const sign = reason.weight < 0 ? "−" : "+";
        views.push_back(View()
                            .set("phrase", shortened(reason.text, 40))
                            .set("weight", sign + phrases.number(std::abs(reason.weight), 1)));
    }
    return views;
}

std::vector<View> stretch_views(Card const& card, Phrases const& phrases) {
    std::vector<View> views;
    auto const text = card.item.post.text.value_or(phrases.say("queue.no_words"));
    for (auto const& segment : detect::highlighted(text, card.reasons))
        views.push_back(View().set("text", segment.text).set("marked", segment.highlighted));
    return views;
}

std::vector<View> skip_views(std::string const& chosen, Phrases const& phrases) {
    std::vector<View> views;
    for (auto const reason : desk::skip_reasons) {
        std::string const value(reason);
        views.push_back(View()
                            .set("value", value)
                            .set("label", phrases.say("queue.skip_" + value))
                            .set("chosen", value == chosen));
    }
    return views;
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
        .set("author_fact", phrases.say(author_words(card.author)))
        .set("rule", phrases.say(rule_words(card.rule)))
        .set("thread_has_one", card.thread_has_one)
        .set("answer_hint", phrases.say(card.quiet ? "queue.answer_quiet" : "queue.answer_hint"));
}

void show_draft(View& view, Card const& card, std::string const& words, Phrases const& phrases,
                std::size_t link_length) {
    auto const sent = desk::with_link(words, std::string(link_length, 'a'));
    auto const length = static_cast<long long>(desk::code_points(sent));
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

}  // namespace

View candidate_view(Card const& card, std::vector<storage::Company> const& companies, Problem const& problem,
                    Request const& request, Phrases const& phrases, std::size_t link_length) {
    View view;
    show_post(view, card, phrases);
    show_facts(view, card, phrases);
    show_draft(view, card, request.form.find("words").value_or(card.draft.words), phrases, link_length);
    show_actions(view, card, request);
    std::vector<View> names;
    for (auto const& company : companies) names.push_back(View().set("name", company.name));
    auto const at = [&](Problem::Where where) {
        return problem.where == where ? problem.text : std::string();
    };
    view.set("state", state_words(card, phrases))
        .set("companies", std::move(names))
        .set("company_typed", request.form.text("company"))
        .set("skip_reasons", skip_views(request.form.text("reason"), phrases))
        .set("skip_note", request.form.text("note"))
        .set("answer_language", card.item.post.language.value_or(""))
        .set("answer_problem", at(Problem::Where::answer))
        .set("company_problem", at(Problem::Where::company))
        .set("skip_problem", at(Problem::Where::skip));
    return view;
}

}  // namespace bot::web
