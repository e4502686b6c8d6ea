#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/soak/networks.h"

namespace test::soak {
namespace {

constexpr auto key_lives = std::chrono::hours(1);
constexpr auto origin = "https://meadow.example";

/// Mastodon, or GoToSocial, which looks alike and knows no idempotency keys.
class Mastodon : public Network {
public:
    Mastodon(std::uint64_t seed, Faults& faults, bot::Clock const& clock)
        : Network("mastodon", seed, faults, clock), honours_keys_(chance_.percent(60)) {
        server_starts();
    }

    std::string settings() const override {
        return "[networks.mastodon]\nenabled = true\ninstance = \"" + http_.address() +
               "\"\naccess_token = \"token\"\nhashtags = [\"support\", \"kudos\"]\nqueries = [\"support\"]\n"
               "interval_seconds = 60\nback_fill_hours = 1\n";
    }

protected:
    void publish(Post& post) override {
        if (post.calls_us) post.words = "@awards " + post.words;
        post.words += post.number % 3 == 0 ? " #support #kudos" : " #support";
        post.native_id = std::string(origin) + "/users/" + post.author + "/statuses/" + id_of(post.number);
    }

    HttpAnswer too_many(std::chrono::seconds away) override {
        auto said = json({{"error", "Too many requests"}}, 429);
        said.headers.emplace_back("X-RateLimit-Limit", "300");
        said.headers.emplace_back("X-RateLimit-Remaining", "0");
        said.headers.emplace_back("X-RateLimit-Reset", moment(clock_.now() + away));
        return said;
    }

    HttpAnswer answer(Ask const& ask) override {
        auto const path = ask.path();
        if (path.starts_with("/api/v1/timelines/tag/")) return timeline(ask, last_part(path));
        if (path == "/api/v2/search") return search(ask);
        if (path == "/api/v1/notifications") return notifications(ask);
        if (path == "/api/v1/statuses" && ask.method == "POST") return post_status(ask);
        if (path.starts_with("/api/v1/statuses/")) return one_status(path.substr(17));
        if (path == "/api/v1/accounts/relationships")
            return json(Json::array({{{"id", ask.param("id[]")}, {"blocked_by", false}}}));
        if (path == "/api/v1/accounts/verify_credentials") return json(us());
        if (path == "/api/v1/accounts/1/statuses") return own_statuses(ask);
        if (path == "/api/v2/instance") return instance();
        if (path == "/.well-known/nodeinfo")
            return json({{"links", Json::array({{{"rel", "http://nodeinfo.diaspora.software/ns/schema/2.0"},
                                                 {"href", http_.address() + "/nodeinfo/2.0"}}})}});
        if (path == "/nodeinfo/2.0")
            return json({{"software", {{"name", honours_keys_ ? "mastodon" : "gotosocial"}}}});
        return json({{"error", "Record not found"}}, 404);
    }

    std::string next_reply() const override {
        return std::to_string(1'900'000'000 + static_cast<int>(arrivals_.size()));
    }

private:
    static std::string id_of(int number) { return std::to_string(1'170'000'000 + number); }

    HttpAnswer instance() {
        Json body{{"domain", "meadow.example"},
                  {"version", honours_keys_ ? "4.6.4" : "0.20.1"},
                  {"configuration", {{"statuses", {{"max_characters", 500}}}}}};
        return json(body);
    }

    static Json us() { return {{"id", "1"}, {"username", "awards"}, {"acct", "awards"}, {"bot", true}}; }

    Json status(Post const& post) {
        shows(post);
        Json one{{"id", id_of(post.number)},
                 {"created_at", moment(post.written_at)},
                 {"visibility", "public"},
                 {"language", "en"},
                 {"uri", post.native_id},
                 {"url", std::string(origin) + "/@" + post.author + "/" + id_of(post.number)},
                 {"content", "<p>" + post.words + "</p>"},
                 {"reblog", nullptr},
                 {"account",
                  {{"id", "u" + post.author},
                   {"username", post.author},
                   {"acct", post.author},
                   {"indexable", true},
                   {"note", ""}}},
                 {"mentions", Json::array()}};
        if (post.calls_us) one["mentions"].push_back({{"id", "1"}, {"acct", "awards"}});
        return one;
    }

    Json status(Arrival const& reply) {
        auto const* parent = post(reply.parent);
        return {{"id", reply.id},
                {"created_at", moment(reply.at)},
                {"visibility", "unlisted"},
                {"in_reply_to_id", parent != nullptr ? Json(id_of(parent->number)) : Json()},
                {"uri", std::string(origin) + "/users/awards/statuses/" + reply.id},
                {"url", std::string(origin) + "/@awards/" + reply.id},
                {"content", "<p>" + reply.words + "</p>"},
                {"account", us()}};
    }

    /// Of these ids those that were asked for, the newest first.
    static std::vector<int> window(Ask const& ask, std::vector<int> numbers) {
        auto const bound = [&](char const* name) {
            auto const id = ask.param(name);
            return id.empty() ? 0 : std::stoi(id) - 1'170'000'000;
        };
        auto const above = bound("min_id"), below = bound("max_id");
        std::erase_if(numbers, [&](int number) { return number <= above || (below > 0 && number >= below); });
        auto const limit = static_cast<std::size_t>(std::stoi("0" + ask.param("limit")));
        if (above > 0 && numbers.size() > limit) numbers.resize(limit);
        std::ranges::reverse(numbers);
        if (numbers.size() > limit) numbers.resize(limit);
        return numbers;
    }

    template <class Wanted>
    std::vector<int> numbers_of(Wanted wanted) const {
        std::vector<int> numbers;
        for (auto const& [number, post] : posts_)
            if (wanted(post)) numbers.push_back(number);
        return numbers;
    }

    HttpAnswer timeline(Ask const& ask, std::string const& tag) {
        auto list = Json::array();
        auto const with_tag =
            numbers_of([&](Post const& post) { return post.words.find("#" + tag) != std::string::npos; });
        for (auto const number : window(ask, with_tag)) list.push_back(status(posts_.at(number)));
        disturb(list);
        if (!list.empty() && chance_.percent(5)) {
            faults_.count("a boost of a post that is there");
            auto const boosted = list.front();
            list.front() = {{"id", boosted["id"]}, {"account", us()}, {"reblog", boosted}};
        }
        return json(list);
    }

    HttpAnswer search(Ask const& ask) {
        auto list = Json::array();
        if (auto const* named = post(ask.param("q"))) {
            list.push_back(status(*named));
        } else {
            auto const offset = static_cast<std::size_t>(std::stoi("0" + ask.param("offset")));
            auto all = numbers_of([&](Post const& post) { return finds(ask.param("q"), post.words); });
            auto const least = ask.param("min_id");
            if (!least.empty())
                std::erase_if(all, [&](int number) { return number <= std::stoi(least) - 1'170'000'000; });
            std::ranges::reverse(all);
            for (auto at = offset; at < std::min(all.size(), offset + 40); ++at)
                list.push_back(status(posts_.at(all[at])));
            disturb(list);
        }
        return json({{"statuses", list}, {"accounts", Json::array()}});
    }

    HttpAnswer notifications(Ask const& ask) {
        auto list = Json::array();
        for (auto const number : window(ask, numbers_of([](Post const& post) { return post.calls_us; })))
            list.push_back(
                {{"id", id_of(number)}, {"type", "mention"}, {"status", status(posts_.at(number))}});
        return json(list);
    }

    HttpAnswer one_status(std::string const& rest) {
        auto const id = rest.substr(0, rest.find('/'));
        auto const found = posts_.find(std::stoi("0" + id) - 1'170'000'000);
        if (found == posts_.end()) return json({{"error", "Record not found"}}, 404);
        if (!rest.ends_with("/context")) return json(status(found->second));
        shows(found->second);
        auto below = Json::array();
        for (auto const& reply : arrivals_)
            if (reply.parent == found->second.native_id) below.push_back(status(reply));
        return json({{"ancestors", Json::array()}, {"descendants", below}});
    }

    HttpAnswer own_statuses(Ask const& ask) {
        auto list = Json::array();
        auto const below = ask.param("max_id");
        for (auto reply = arrivals_.rbegin(); reply != arrivals_.rend() && list.size() < 40; ++reply)
            if (below.empty() || reply->id < below) list.push_back(status(*reply));
        return json(list);
    }

    HttpAnswer post_status(Ask const& ask) {
        auto const body = Json::parse(ask.body);
        auto const key = ask.headers.contains("idempotency-key") ? ask.headers.at("idempotency-key") : "";
        auto const parent = posts_.find(std::stoi(body.value("in_reply_to_id", "0")) - 1'170'000'000);
        if (parent == posts_.end()) return json({{"error", "Record not found"}}, 404);
        if (honours_keys_)
            for (auto const& before : arrivals_)
                if (before.key == key && clock_.now() - before.at < key_lives) {
                    shows(parent->second);
                    return json(status(before));
                }
        return json(
            status(arrived({parent->second.native_id, next_reply(), body.value("status", ""), key, false})));
    }

    bool const honours_keys_;
};

}  // namespace

std::unique_ptr<Network> mastodon(std::uint64_t seed, Faults& faults, bot::Clock const& clock) {
    return std::make_unique<Mastodon>(seed, faults, clock);
}

}  // namespace test::soak
