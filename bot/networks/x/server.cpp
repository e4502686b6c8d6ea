#include "bot/networks/x/server.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/base/strings.h"
#include "bot/networks/client/json.h"
#include "bot/networks/x/post.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;
using Class = NetworkError::Class;
using transport::HttpResponse;

constexpr std::string_view others = "author_id,referenced_tweets.id", of_users = "username,name,protected";
constexpr std::string_view fields =
    "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,lang,"
    "note_tweet,possibly_sensitive,referenced_tweets,reply_settings";

/// Whatever is no 2xx brought no posts, be it of a proxy in front of X (520 to 530, a redirect).
std::vector<int> const refusals = [] {
    std::vector<int> all;
    for (int status = 300; status < 600; ++status) all.push_back(status);
    return all;
}();

/// Words of X's for an operator: short, on one line.
std::string shown(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    constexpr std::size_t longest = 200;
    if (text.size() > longest) {
        auto end = longest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
        text.resize(end);
    }
    return text;
}

/// "client-forbidden" of ".../2/problems/client-forbidden".
std::string kind_of(Json const& problem) {
    auto const type = json::text(problem, "type").value_or("");
    return type.substr(type.rfind('/') + 1);
}

/// What to do about a refusal of that kind, after a full stop; "" if there is nothing to say.
std::string kind_in_words(std::string_view kind) {
    if (kind == "unsupported-authentication") return ". It wants an account that is signed in";
    if (kind == "client-forbidden") return ". The application needs a project and a plan at X";
    return {};
}

std::string detail_of(Json const& problem) {
    for (auto const* key : {"detail", "title"})
        if (auto text = json::text(problem, key)) return shown(*text);
    for (auto const& error : json::list(problem, "errors"))
        for (auto const* key : {"detail", "message"})
            if (auto text = json::text(error, key)) return shown(*text);
    return {};
}

bool says_one_of(std::string const& text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

/// What stands in an answer's way at the post itself, by X's own words; empty if it is something else.
std::optional<Parent::State> refused_by_post(std::string const& detail) {
    using State = Parent::State;
    auto const words = lower_ascii(detail);
    if (says_one_of(words, {"deleted or not visible", "tweet that is deleted", "post that is deleted"}))
        return State::gone;
    if (says_one_of(words, {"you have been blocked", "blocked from", "has blocked you"}))
        return State::blocked_us;
    if (says_one_of(words, {"reply to this conversation", "restricted who can reply", "not allowed to reply",
                            "mentioned or otherwise engaged"}))
        return State::locked;
    return std::nullopt;
}

/// Whether a refusal is for what the account or the application may do at all.
bool about_our_account(std::string_view kind, std::string const& detail) {
    bool const by_kind = kind == "unsupported-authentication" || kind == "client-forbidden";
    return by_kind ||
           says_one_of(lower_ascii(detail), {"your account is", "suspended", "not permitted to access",
                                             "write permissions", "oauth"});
}

long long size_of(Json const& answer, std::string_view path) {
    auto const& list = json::deep(answer, path);
    return list.is_array() ? static_cast<long long>(list.size()) : list.is_object() ? 1 : 0;
}

ApiCost bill_of(Json const& answer, ApiCost const& most) {
    if (most.posts > 0) return x_bill(answer);
    return {0, size_of(answer, "data"), 0};
}

/// The same in the words of the newer description.
std::string newly_named(std::string text) {
    for (std::size_t at; (at = text.find("tweet")) != text.npos;) text.replace(at, 5, "post");
    return text;
}

}  // namespace

ApiCost x_bill(Json const& answer) {
    ApiCost bill;
    bill.posts =
        size_of(answer, "data") + size_of(answer, "includes/tweets") + size_of(answer, "includes/posts");
    bill.accounts = size_of(answer, "includes/users");
    return bill;
}

XServer::XServer(XSettings const& settings, std::shared_ptr<XSession> session, std::shared_ptr<Budget> budget,
                 Clock const& clock)
    : settings_(settings),
      session_(std::move(session)),
      budget_(std::move(budget)),
      api_({settings, "x", settings.api}, clock) {}

HttpResponse XServer::ask(Call call, As as, ApiCost& bill) {
    bool const alone = as == As::reader && !settings_.bearer_token.empty();
    auto const most = std::exchange(bill, {});  // Signing in costs nothing.
    auto token = alone ? settings_.bearer_token : session_->access();
    auto const headers = call.headers;
    call.also = refusals;
    for (bool again = true;; again = false) {
        call.headers = headers;
        call.headers.emplace_back("Authorization", "Bearer " + token);
        auto response = [&] {
            try {
                return api_.call(call);
            } catch (NotReached const&) {
                throw;
            } catch (...) {
                bill = most;
                throw;
            }
        }();
        bill = most;
        if (response.status / 100 == 2) return response;
        if (call.method == "GET" || response.status == 401) bill = {};
        if (response.status != 401 || alone || !again) fail(call, response);
        token = session_->renewed(token);
    }
}

void XServer::fail(Call const& call, HttpResponse const& response) {
    auto const problem = json::parsed(response.body);
    auto const name = api_.name_of(call);
    auto const detail = detail_of(problem);
    auto const says = detail.empty() ? std::string() : ": " + detail;
    switch (response.status) {
        case 400: {
            auto about = shown(json::text(problem, "detail").value_or(""));
            if (problem.is_object()) about += json::written(json::list(problem, "errors"));
            throw XRefusal(name + " was refused" + says, lower_ascii(about));
        }
        case 402:
            throw NetworkError(
                Class::auth,
                "x: the credit at X is used up; buy more in its developer console, then it goes on", false,
                std::chrono::hours(1));
        case 403: {
            auto const what = "x: X does not allow it" + says + kind_in_words(kind_of(problem));
            bool const posts = call.method == "POST";
            if (auto const state = posts ? refused_by_post(detail) : std::nullopt)
                throw ReplyRefused(*state, what);
            // Whatever else a reply is refused for, it will be refused for again.
            throw NetworkError(
                posts && !about_our_account(kind_of(problem), detail) ? Class::ours : Class::auth, what);
        }
        case 429:
            if (kind_of(problem) == "usage-capped")
                throw NetworkError(Class::rate, "x: the plan's posts are used up at X" + says, false,
                                   std::chrono::hours(1));
            break;
        default:
            break;
    }
    api_.fail(call, response);
}

Json XServer::get(std::string_view path, Query const& query, ApiCost const& most, As as) {
    Call const call{"GET", query.after(path)};
    return budget_->paid(most, [&](ApiCost& bill) {
        auto const response = ask(call, as, bill);
        // A page that stands in front of X brought no posts; JSON that breaks off may have.
        if (!trimmed(response.body).starts_with('{')) bill = {};
        auto answer = json::body_of(response, api_.name_of(call));
        if (!answer.is_object())
            throw NetworkError(Class::theirs, api_.name_of(call) + ": the answer is no object");
        bill = bill_of(answer, most);
        return answer;
    });
}

Json XServer::posts(std::string_view path, Query const& query, ApiCost const& most, bool with_others, As as) {
    auto const ask_with = [&](bool new_names) {
        auto const named = [&](std::string_view text) {
            return new_names ? newly_named(std::string(text)) : std::string(text);
        };
        auto whole = query;
        whole.add(named("tweet.fields"), named(fields));
        if (with_others) {
            whole.add("expansions", named(others));
            whole.add("user.fields", of_users);
        }
        return get(path, whole, most, as);
    };
    try {
        return ask_with(new_names_);
    } catch (XRefusal const& refusal) {
        if (new_names_ || !refusal.names("tweet.fields")) throw;
    }
    auto answer = ask_with(true);
    new_names_ = true;
    return answer;
}

Json XServer::post(std::string const& path, std::string const& body) {
    Call const call{"POST", path, {}, body, "application/json"};
    return budget_->paid({0, 0, 1}, [&](ApiCost& bill) {
        auto const response = ask(call, As::account, bill);
        auto answer = json::parsed(response.body);
        if (!answer.is_object())
            throw NetworkError(Class::theirs, api_.name_of(call) + ": the answer is no object", true);
        return answer;
    });
}

HttpResponse XServer::unpaid(Call call) {
    call.headers.emplace_back("Authorization", "Bearer " + settings_.bearer_token);
    return api_.call(call);
}

transport::HttpRequest XServer::stream_request() const {
    Query query;
    query.add("tweet.fields", fields).add("expansions", others).add("user.fields", of_users);
    transport::HttpRequest request{"GET", settings_.api + query.after("/2/tweets/search/stream")};
    request.headers.emplace_back("Authorization", "Bearer " + settings_.bearer_token);
    return request;
}

std::optional<XAccount> XServer::ourselves() {
    if (!session_->signed_in()) return std::nullopt;
    if (auto known = session_->account()) return known;
    auto const answer = get("/2/users/me", Query(), {0, 1, 0}, As::account);
    auto const& data = json::item(answer, "data");
    XAccount account{json::text(data, "id").value_or(""), json::text(data, "username").value_or("")};
    if (!is_x_id(account.id)) throw NetworkError(Class::theirs, "x: the answer does not say who we are");
    session_->set_account(account);
    return account;
}

}  // namespace bot::networks
