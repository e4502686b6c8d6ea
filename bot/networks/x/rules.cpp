#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "bot/networks/client/json.h"
#include "bot/networks/x/stream.h"
#include "bot/text/code_points.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

constexpr auto rules_path = "/2/tweets/search/stream/rules";
constexpr auto tag = "supportawards";
constexpr std::size_t most_rules = 1000, longest_rule = 1024, at_once = 100;
constexpr int most_pages = 20;

/// The plan has no stream.
struct NotAllowed {
    int status;
};

Json answer_to(XServer& server, Call call) {
    call.also = {400, 403, 404};
    auto const response = server.unpaid(call);
    if (response.status == 403 || response.status == 404) throw NotAllowed{response.status};
    return json::body_of(response, "x: the stream's rules");
}

Json post(XServer& server, std::string_view query, Json const& body) {
    return answer_to(
        server,
        {"POST", std::string(rules_path) + std::string(query), {}, json::written(body), "application/json"});
}

struct Rule {
    std::string id, value;
    bool ours = false;
};

std::vector<Rule> rules_in(Json const& answer) {
    std::vector<Rule> rules;
    for (auto const& one : json::list(answer, "data")) {
        auto id = json::text(one, "id");
        auto value = json::text(one, "value");
        if (id && value) rules.push_back({std::move(*id), std::move(*value), json::text(one, "tag") == tag});
    }
    return rules;
}

std::vector<Rule> rules_there(XServer& server) {
    std::vector<Rule> rules;
    Query query;
    for (int pages = 0; pages < most_pages; ++pages) {
        auto const answer = answer_to(server, {"GET", query.after(rules_path)});
        if (!answer.is_object() || (!json::list(answer, "errors").empty() && !answer.contains("meta")))
            throw NetworkError(NetworkError::Class::theirs, "x: the stream's rules cannot be read");
        auto page = rules_in(answer);
        rules.insert(rules.end(), page.begin(), page.end());
        auto const next = json::text(json::deep(answer, "meta/next_token"));
        if (!next) break;
        query = Query().add("pagination_token", *next);
    }
    return rules;
}

Json to_add(std::vector<std::string> const& searches) {
    auto rules = Json::array();
    for (auto const& search : searches) rules.push_back({{"value", search}, {"tag", tag}});
    return {{"add", rules}};
}

/// Says of each search that X takes for no rule what it said, and leaves it out.
void leave_out_refused(Json const& answer, std::vector<std::string>& searches, XRules& rules) {
    std::size_t named = 0;
    std::string said;
    for (auto const& error : json::list(answer, "errors")) {
        auto const title = json::text(error, "title").value_or("");
        if (title == "DuplicateRule") continue;
        auto const& details = json::list(error, "details");
        auto why = details.empty() ? std::nullopt : json::text(details.front());
        if (!why) why = json::text(error, "detail");
        if (!why) why = json::text(error, "message");
        said = why.value_or(title);
        auto const value = json::text(error, "value").value_or("");
        if (std::erase(searches, value) == 0) continue;
        ++named;
        rules.refused.push_back(
            {value, "X takes it for no rule of its stream, so it is searched for: " + said});
    }
    bool const none_made = json::list(answer, "data").empty();
    if (named > 0 || said.empty() || !none_made) return;
    throw NetworkError(NetworkError::Class::ours, "x: the stream's rules were refused: " + said);
}

void add(XServer& server, std::vector<std::string> searches, XRules& rules) {
    for (std::size_t from = 0; from < searches.size(); from += at_once) {
        auto const upto = std::min(searches.size(), from + at_once);
        std::vector<std::string> some(searches.begin() + static_cast<std::ptrdiff_t>(from),
                                      searches.begin() + static_cast<std::ptrdiff_t>(upto));
        leave_out_refused(post(server, "?dry_run=true", to_add(some)), some, rules);
        if (some.empty()) continue;
        auto const answer = post(server, "", to_add(some));
        leave_out_refused(answer, some, rules);
        for (auto const& rule : rules_in(answer)) rules.searches[rule.id] = rule.value;
    }
}

void remove(XServer& server, std::vector<std::string> const& ids) {
    for (std::size_t from = 0; from < ids.size(); from += at_once) {
        auto const upto = std::min(ids.size(), from + at_once);
        auto some = Json::array();
        for (auto at = from; at < upto; ++at) some.push_back(ids[at]);
        post(server, "", {{"delete", {{"ids", some}}}});
    }
}

XRules synced(XServer& server, std::vector<std::string> const& searches) {
    XRules rules;
    std::set<std::string> const wanted(searches.begin(), searches.end());
    std::set<std::string> there;
    std::vector<std::string> unwanted;
    for (auto const& rule : rules_there(server)) {
        if (!rule.ours)
            ++rules.of_others;
        else if (wanted.contains(rule.value) && there.insert(rule.value).second)
            rules.searches[rule.id] = rule.value;
        else
            unwanted.push_back(rule.id);
    }
    std::vector<std::string> missing;
    auto const room = most_rules - std::min(most_rules, rules.of_others);
    for (auto const& search : wanted) {
        if (there.contains(search)) continue;
        if (text::count_code_points(search) > longest_rule)
            rules.refused.push_back({search, "it is too long for X's stream, so it is searched for"});
        else if (there.size() + missing.size() >= room)
            rules.refused.push_back({search, "X's stream has no room for it, so it is searched for"});
        else
            missing.push_back(search);
    }
    bool const crowded = there.size() + unwanted.size() + rules.of_others + missing.size() > most_rules;
    if (crowded) remove(server, unwanted);
    add(server, missing, rules);
    if (!crowded) remove(server, unwanted);
    return rules;
}

}  // namespace

XRules sync_x_rules(XServer& server, std::vector<std::string> const& searches) {
    try {
        return synced(server, searches);
    } catch (NotAllowed const& refusal) {
        XRules none;
        none.not_allowed = refusal.status;
        return none;
    }
}

}  // namespace bot::networks
