#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/soak/networks.h"

namespace test::soak {
namespace {

constexpr auto origin = "https://glade.example";
constexpr int first_id = 100'000, own_ids = 900'000;

HttpAnswer error(std::string const& what, int status = 400) {
    return json_answer(Json{{"error", what}}.dump(), status);
}

/// Odd numbers are posts with a title and a body, even ones are comments on a post of their own. Some who
/// call us do so where the search does not look.
class Lemmy : public Network {
public:
    Lemmy(std::uint64_t seed, Faults& faults, bot::Clock const& clock)
        : Network("lemmy", seed, faults, clock) {
        server_starts();
    }

    std::string settings() const override {
        return "[networks.lemmy]\nenabled = true\ninstance = \"" + http_.address() +
               "\"\nusername = \"awards\"\npassword = \"secret\"\nqueries = [\"support\"]\n"
               "interval_seconds = 60\nback_fill_hours = 1\n";
    }

protected:
    void publish(Post& post) override {
        bool const comment = is_comment(post);
        post.calls_us = post.calls_us && comment;
        if (post.calls_us) post.words = "@awards@glade.example " + post.words;
        post.native_id =
            std::string(origin) + (comment ? "/comment/" : "/post/") + std::to_string(first_id + post.number);
    }

    HttpAnswer too_many(std::chrono::seconds away) override {
        if (chance_.percent(50)) return error("rate_limit_error");
        auto said = error("rate_limit_error", 429);
        said.headers.emplace_back("Retry-After", std::to_string(away.count()));
        return said;
    }

    void age() override {
        if (!chance_.percent(1) || jwt_.empty()) return;
        faults_.count("a login that ran out");
        jwt_.clear();
    }

    HttpAnswer answer(Ask const& ask) override {
        auto const path = ask.path();
        if (path == "/api/v3/user/login") {
            jwt_ = "jwt-" + std::to_string(++logins_);
            return json({{"jwt", jwt_}});
        }
        auto const sent = ask.headers.find("authorization");
        if (sent == ask.headers.end() || jwt_.empty() || sent->second != "Bearer " + jwt_)
            return error("not_logged_in", 401);
        if (path == "/api/v3/site") return site();
        if (path == "/api/v3/user") return own(ask);
        if (path == "/api/v3/search") return search(ask);
        if (path == "/api/v3/user/mention")
            return page(ask, "mentions", [](Post const& post) { return post.calls_us; });
        if (path == "/api/v3/user/replies") return json({{"replies", Json::array()}});
        if (path == "/api/v3/resolve_object") return resolve(ask);
        if (path == "/api/v3/comment" && ask.method == "POST") return comment(ask);
        if (path == "/api/v3/comment") return by_number(ask, "comment_view", true);
        if (path == "/api/v3/post") return by_number(ask, "post_view", false);
        if (path == "/api/v3/comment/list") return replies(ask);
        return error("unknown", 404);
    }

    std::string next_reply() const override {
        return std::to_string(own_ids + static_cast<int>(arrivals_.size()));
    }

private:
    static bool is_comment(Post const& post) { return post.number % 2 == 0; }
    static bool hidden_from_search(Post const& post) { return post.calls_us && post.number % 4 == 0; }

    HttpAnswer site() {
        return json({{"site_view", {{"local_site_rate_limit", {{"search_per_second", 60}}}}},
                     {"all_languages", Json::array({{{"id", 37}, {"code", "en"}, {"name", "English"}}})},
                     {"my_user",
                      {{"local_user_view",
                        {{"person",
                          {{"id", 9},
                           {"name", "awards"},
                           {"actor_id", "https://glade.example/u/awards"},
                           {"bot_account", true}}}}}}}});
    }

    Json person(std::string const& who, int id) {
        return {{"id", id}, {"name", who}, {"actor_id", std::string(origin) + "/u/" + who}};
    }

    Json lemmy_post(Post const& post) {
        auto const id = first_id + post.number;
        bool const itself = !is_comment(post);
        auto const end = post.words.find(' ', 20);
        return {{"id", id},
                {"name", itself ? post.words.substr(0, end) : "Who was kind to you?"},
                {"body", itself && end != post.words.npos ? Json(post.words.substr(end + 1)) : Json()},
                {"ap_id", std::string(origin) + "/post/" + std::to_string(id)},
                {"published", moment(post.written_at)},
                {"language_id", 37}};
    }

    Json view(Post const& post) {
        shows(post);
        auto const id = first_id + post.number;
        Json one{{"creator", person(post.author, 1000 + post.number)}, {"post", lemmy_post(post)}};
        if (is_comment(post))
            one["comment"] = {{"id", id},
                              {"post_id", id},
                              {"content", post.words},
                              {"ap_id", post.native_id},
                              {"published", moment(post.written_at)},
                              {"path", "0." + std::to_string(id)},
                              {"language_id", 37}};
        return one;
    }

    Json view(Arrival const& reply) {
        auto const& parent = *post(reply.parent);
        auto const id = std::stoi(reply.id);
        auto const under = is_comment(parent) ? std::to_string(first_id + parent.number) + "." : "";
        return {{"creator", person("awards", 9)},
                {"post", lemmy_post(parent)},
                {"comment",
                 {{"id", id},
                  {"post_id", first_id + parent.number},
                  {"content", reply.words},
                  {"ap_id", std::string(origin) + "/comment/" + reply.id},
                  {"published", moment(reply.at)},
                  {"path", "0." + under + reply.id},
                  {"language_id", 37}}}};
    }

    template <class Wanted>
    HttpAnswer page(Ask const& ask, std::string const& key, Wanted wanted) {
        auto const limit = std::stoi("0" + ask.param("limit"));
        auto left_out = (std::stoi("0" + ask.param("page")) - 1) * limit;
        auto list = Json::array();
        for (auto at = posts_.rbegin(); at != posts_.rend() && static_cast<int>(list.size()) < limit; ++at)
            if (wanted(at->second) && left_out-- <= 0) list.push_back(view(at->second));
        disturb(list);
        return json({{key, list}});
    }

    HttpAnswer search(Ask const& ask) {
        bool const comments = ask.param("type_") == "Comments";
        return page(ask, comments ? "comments" : "posts", [&](Post const& post) {
            return is_comment(post) == comments && !hidden_from_search(post) &&
                   finds(ask.param("q"), post.words);
        });
    }

    HttpAnswer resolve(Ask const& ask) {
        auto const* found = post(ask.param("q"));
        if (found == nullptr) return error("couldnt_find_object", 404);
        return json({{is_comment(*found) ? "comment" : "post", view(*found)}});
    }

    HttpAnswer by_number(Ask const& ask, std::string const& key, bool comment) {
        auto const found = posts_.find(std::stoi("0" + ask.param("id")) - first_id);
        if (found == posts_.end() || is_comment(found->second) != comment)
            return error(comment ? "couldnt_find_comment" : "couldnt_find_post");
        return json({{key, view(found->second)}});
    }

    HttpAnswer replies(Ask const& ask) {
        auto const found = posts_.find(std::stoi("0" + ask.param("post_id")) - first_id);
        if (found == posts_.end()) return error("couldnt_find_post");
        shows(found->second);
        auto list = Json::array();
        for (auto reply = arrivals_.rbegin(); reply != arrivals_.rend(); ++reply)
            if (reply->parent == found->second.native_id) list.push_back(view(*reply));
        return json({{"comments", list}});
    }

    HttpAnswer own(Ask const& ask) {
        auto list = Json::array();
        auto left_out = (std::stoi("0" + ask.param("page")) - 1) * 50;
        for (auto reply = arrivals_.rbegin(); reply != arrivals_.rend() && list.size() < 50; ++reply)
            if (left_out-- <= 0) list.push_back(view(*reply));
        return json({{"comments", list}, {"posts", Json::array()}});
    }

    HttpAnswer comment(Ask const& ask) {
        auto const body = Json::parse(ask.body);
        auto const found = posts_.find(body.value("post_id", 0) - first_id);
        if (found == posts_.end()) return error("couldnt_find_post");
        auto const& reply =
            arrived({found->second.native_id, next_reply(), body.value("content", ""), "", false});
        return json({{"comment_view", view(reply)}});
    }

    std::string jwt_;
    int logins_ = 0;
};

}  // namespace

std::unique_ptr<Network> lemmy(std::uint64_t seed, Faults& faults, bot::Clock const& clock) {
    return std::make_unique<Lemmy>(seed, faults, clock);
}

}  // namespace test::soak
