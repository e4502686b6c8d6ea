#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/soak/networks.h"

namespace test::soak {
namespace {

constexpr std::int64_t first_id = 2'000'000'000, own_ids = 3'000'000'000;
constexpr auto own_id = "77";
constexpr std::size_t smaller_page = 20;

/// Every post that is read costs, and a reply that is sent twice is there twice: X knows no idempotency keys.
class X : public Network {
public:
    X(std::uint64_t seed, Faults& faults, bot::Clock const& clock) : Network("x", seed, faults, clock) {
        server_starts();
    }

    std::string settings() const override {
        return "[networks.x]\nenabled = true\nclient_id = \"client\"\nbearer_token = \"application\"\n"
               "queries = [\"support\"]\ninterval_seconds = 30\nback_fill_hours = 1\n"
               "daily_spend = \"999999\"\napi_url = \"" +
               http_.address() + "\"\n";
    }

    /// The account was signed in before.
    void prepare(std::filesystem::path const& data) override {
        auto const file = data / "keys" / "x.session";
        std::ofstream(file) << Json{{"client_id", "client"}, {"access", access()},
                                    {"refresh", "refresh"},  {"good_until", 32'503'680'000'000},
                                    {"account_id", own_id},  {"handle", "awards"}}
                                   .dump();
        ::chmod(file.c_str(), 0600);
    }

protected:
    void publish(Post& post) override {
        if (post.calls_us) post.words = "@awards " + post.words;
        post.native_id = std::to_string(first_id + post.number);
    }

    HttpAnswer too_many(std::chrono::seconds away) override {
        auto said = json({{"title", "Too Many Requests"}, {"status", 429}}, 429);
        auto const reset =
            std::chrono::floor<std::chrono::seconds>((clock_.now() + away).time_since_epoch()).count();
        said.headers.emplace_back("x-rate-limit-limit", "450");
        said.headers.emplace_back("x-rate-limit-remaining", "0");
        said.headers.emplace_back("x-rate-limit-reset", std::to_string(reset));
        return said;
    }

    void age() override {
        if (!chance_.percent(2)) return;
        faults_.count("an access token that ran out");
        ++tokens_;
    }

    HttpAnswer answer(Ask const& ask) override {
        auto const path = ask.path();
        if (path == "/2/oauth2/token")
            return json({{"access_token", access()}, {"refresh_token", "refresh"}, {"expires_in", 7200}});
        auto const sent = ask.headers.find("authorization");
        auto const token = sent == ask.headers.end() ? "" : sent->second.substr(7);
        if (token != access() && token != "application")
            return json({{"title", "Unauthorized"}, {"status", 401}}, 401);
        if (path == "/2/tweets" && ask.method == "POST") return reply(ask);
        if (path == "/2/tweets/search/recent")
            return page(ask, "next_token",
                        [&](Post const& post) { return finds(ask.param("query"), post.words); });
        if (path == "/2/users/77/mentions")
            return page(ask, "pagination_token", [](Post const& post) { return post.calls_us; });
        if (path == "/2/users/77/tweets") return own(ask);
        if (path == "/2/tweets") return by_id(ask);
        return json({{"title", "Not Found"}, {"status", 404}}, 404);
    }

    std::string next_reply() const override {
        return std::to_string(own_ids + static_cast<std::int64_t>(arrivals_.size()));
    }

private:
    std::string access() const { return "access-" + std::to_string(tokens_); }

    Json shown(Post const& post) {
        shows(post);
        Json one{{"id", post.native_id},
                 {"text", post.words},
                 {"author_id", std::to_string(5'000 + post.number)},
                 {"conversation_id", post.native_id},
                 {"created_at", moment(post.written_at)},
                 {"edit_history_tweet_ids", {post.native_id}},
                 {"lang", "en"},
                 {"reply_settings", "everyone"}};
        if (post.calls_us)
            one["entities"] = {{"mentions", Json::array({{{"username", "awards"}, {"id", own_id}}})}};
        return one;
    }

    static Json author(Post const& post) {
        return {{"id", std::to_string(5'000 + post.number)}, {"username", post.author}, {"name", "Mira"}};
    }

    /// The newest first; `token` names the parameter that turns the page.
    template <class Wanted>
    HttpAnswer page(Ask const& ask, std::string const& token, Wanted wanted) {
        auto const above = std::stoll("0" + ask.param("since_id")) - first_id;
        auto const since = ask.param("start_time");
        auto const turned = std::stoll("0" + ask.param(token));
        auto data = Json::array(), users = Json::array();
        bool more = false;
        std::string newest;
        for (auto at = posts_.rbegin(); at != posts_.rend(); ++at) {
            auto const& post = at->second;
            if (!wanted(post) || post.number <= above || moment(post.written_at) < since ||
                (turned > 0 && post.number >= turned))
                continue;
            if ((more = data.size() == smaller_page)) break;
            if (newest.empty()) newest = post.native_id;
            data.push_back(shown(post));
            users.push_back(author(post));
        }
        Json body{{"meta", {{"result_count", data.size()}}}};
        if (more)
            body["meta"]["next_token"] = std::to_string(std::stoll(data.back().value("id", "")) - first_id);
        if (!newest.empty()) body["meta"]["newest_id"] = newest;
        if (!data.empty()) body["includes"] = {{"users", users}};
        disturb(data);
        if (!data.empty()) body["data"] = data;
        return json(body);
    }

    HttpAnswer by_id(Ask const& ask) {
        auto const* found = post(ask.param("ids"));
        if (found == nullptr)
            return json(
                {{"errors", Json::array({{{"type", "https://api.x.com/2/problems/resource-not-found"}}})}});
        return json({{"data", Json::array({shown(*found)})}, {"includes", {{"users", {author(*found)}}}}});
    }

    HttpAnswer own(Ask const& ask) {
        auto data = Json::array();
        auto const parent = ask.param("since_id");
        auto const turned = ask.param("pagination_token");
        Json body{{"meta", Json::object()}};
        for (auto reply = arrivals_.rbegin(); reply != arrivals_.rend(); ++reply) {
            if (!turned.empty() && std::stoll(reply->id) >= std::stoll(turned)) continue;
            if (data.size() == 100) {
                body["meta"]["next_token"] = data.back()["id"];
                break;
            }
            if (auto const* about = post(reply->parent); reply->parent == parent && about != nullptr)
                shows(*about);
            data.push_back(
                {{"id", reply->id},
                 {"text", reply->words},
                 {"author_id", own_id},
                 {"created_at", moment(reply->at)},
                 {"referenced_tweets", Json::array({{{"type", "replied_to"}, {"id", reply->parent}}})}});
        }
        if (!data.empty()) body["data"] = data;
        body["meta"]["result_count"] = data.size();
        return json(body);
    }

    HttpAnswer reply(Ask const& ask) {
        auto const body = Json::parse(ask.body);
        auto const parent = body["reply"].value("in_reply_to_tweet_id", "");
        auto const id = next_reply();
        arrived({parent, id, body.value("text", ""), "", false});
        return json({{"data", {{"id", id}, {"text", body.value("text", "")}}}}, 201);
    }

    int tokens_ = 1;
};

}  // namespace

std::unique_ptr<Network> x(std::uint64_t seed, Faults& faults, bot::Clock const& clock) {
    return std::make_unique<X>(seed, faults, clock);
}

}  // namespace test::soak
