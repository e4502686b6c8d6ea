#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/soak/networks.h"

namespace test::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto own_did = "did:plc:awards";
constexpr std::size_t page_size = 25;
constexpr auto indexed_late = 4min;

HttpAnswer error(std::string const& what, std::string const& message, int status = 400) {
    return json_answer(Json{{"error", what}, {"message", message}}.dump(), status);
}

/// The values of a parameter that may be repeated.
std::vector<std::string> params(HttpAsked const& asked, std::string const& name) {
    std::vector<std::string> values;
    std::istringstream query(asked.target.substr(asked.target.find('?') + 1));
    for (std::string part; std::getline(query, part, '&');) {
        if (!part.starts_with(name + "=")) continue;
        HttpAsked one;
        one.target = "/?" + part;
        values.push_back(one.param(name));
    }
    return values;
}

/// A personal data server and the app view behind it.
class Bluesky : public Network {
public:
    Bluesky(std::uint64_t seed, Faults& faults, bot::Clock const& clock)
        : Network("bluesky", seed, faults, clock) {
        server_starts();
    }

    std::string settings() const override {
        return "[networks.bluesky]\nenabled = true\nhost = \"" + http_.address() +
               "\"\nhandle = \"awards.example\"\napp_password = \"app-password\"\nqueries = [\"support\"]\n"
               "interval_seconds = 10\nback_fill_hours = 1\n";
    }

protected:
    void publish(Post& post) override {
        // Some are indexed later than they were written, and then stand below what is there already.
        if (chance_.percent(10)) post.written_at -= indexed_late;
        if (post.calls_us) post.words = "@awards.example " + post.words;
        post.native_id =
            "at://did:plc:" + post.author + "/app.bsky.feed.post/3l" + std::to_string(100'000 + post.number);
    }

    HttpAnswer too_many(std::chrono::seconds away) override {
        auto said = error("RateLimitExceeded", "Rate Limit Exceeded", 429);
        auto const reset =
            std::chrono::floor<std::chrono::seconds>((clock_.now() + away).time_since_epoch()).count();
        said.headers.emplace_back("RateLimit-Limit", "3000");
        said.headers.emplace_back("RateLimit-Remaining", "0");
        said.headers.emplace_back("RateLimit-Reset", std::to_string(reset));
        said.headers.emplace_back("RateLimit-Policy", "3000;w=300");
        return said;
    }

    void age() override {
        if (!chance_.percent(2)) return;
        faults_.count("an access token that ran out");
        old_access_ = std::exchange(access_, "none");
        if (!chance_.percent(20)) return;
        faults_.count("a refresh token that ran out");
        refresh_ = "none";
    }

    HttpAnswer answer(Ask const& ask) override {
        auto const method = last_part(ask.path());
        if (method == "com.atproto.server.createSession") return tokens();
        auto const sent = ask.headers.find("authorization");
        auto const token = sent == ask.headers.end() ? "" : sent->second.substr(7);
        if (method == "com.atproto.server.refreshSession")
            return token == refresh_ ? tokens() : error("ExpiredToken", "Token has expired");
        if (token != access_)
            return token == old_access_ ? error("ExpiredToken", "Token has expired")
                                        : error("InvalidToken", "Token could not be verified");
        if (method == "app.bsky.feed.searchPosts") return search(ask);
        if (method == "app.bsky.notification.listNotifications") return notifications(ask);
        if (method == "app.bsky.feed.getPosts") return get_posts(ask);
        if (method == "app.bsky.feed.getPostThread") return thread(ask);
        if (method == "com.atproto.repo.putRecord") return put(ask);
        if (method == "com.atproto.repo.getRecord") return get_record(ask);
        if (method == "com.atproto.repo.listRecords") return list_records(ask);
        return error("MethodNotImplemented", "Method Not Implemented", 501);
    }

    std::string next_reply() const override { return uri_of("3m" + std::to_string(arrivals_.size())); }

private:
    static std::string uri_of(std::string const& rkey) {
        return std::string("at://") + own_did + "/app.bsky.feed.post/" + rkey;
    }

    HttpAnswer tokens() {
        ++pairs_;
        old_access_ = access_;
        access_ = "access-" + std::to_string(pairs_);
        refresh_ = "refresh-" + std::to_string(pairs_);
        return json({{"accessJwt", access_},
                     {"refreshJwt", refresh_},
                     {"did", own_did},
                     {"handle", "awards.example"},
                     {"active", true}});
    }

    Json view(Post const& post) {
        shows(post);
        Json record{{"$type", "app.bsky.feed.post"},
                    {"text", post.words},
                    {"createdAt", moment(post.written_at)},
                    {"langs", {"en"}}};
        if (post.calls_us)
            record["facets"] = Json::array(
                {{{"index", {{"byteStart", 0}, {"byteEnd", 15}}},
                  {"features",
                   Json::array({{{"$type", "app.bsky.richtext.facet#mention"}, {"did", own_did}}})}}});
        return {{"uri", post.native_id},
                {"cid", "bafy" + std::to_string(post.number)},
                {"author",
                 {{"did", "did:plc:" + post.author},
                  {"handle", post.author + ".test"},
                  {"viewer", {{"blockedBy", false}}}}},
                {"record", record},
                {"indexedAt", moment(post.written_at)}};
    }

    /// What fits, the latest first; from `cursor` results on.
    template <class Wanted, class Shown>
    HttpAnswer page(Ask const& ask, std::string const& key, Wanted wanted, Shown shown) {
        std::vector<Post const*> found;
        for (auto const& [number, post] : posts_)
            if (wanted(post)) found.push_back(&post);
        std::ranges::stable_sort(
            found, [](auto const* one, auto const* other) { return one->written_at > other->written_at; });
        auto const from = static_cast<std::size_t>(std::stoi("0" + ask.param("cursor")));
        auto list = Json::array();
        for (auto at = from; at < std::min(found.size(), from + page_size); ++at)
            list.push_back(shown(*found[at]));
        bool const last = from + page_size >= found.size();
        Json body{{key, list}};
        disturb(body[key]);
        if (!last || (!list.empty() && chance_.percent(30)))
            body["cursor"] = std::to_string(from + list.size());
        if (last && body.contains("cursor")) faults_.count("a cursor on the last page");
        return json(body);
    }

    HttpAnswer search(Ask const& ask) {
        auto const since = ask.param("since");
        return page(
            ask, "posts",
            [&](Post const& post) {
                return moment(post.written_at) >= since && finds(ask.param("q"), post.words);
            },
            [&](Post const& post) { return view(post); });
    }

    HttpAnswer notifications(Ask const& ask) {
        return page(
            ask, "notifications", [](Post const& post) { return post.calls_us; },
            [&](Post const& post) {
                auto one = view(post);
                one["reason"] = "mention";
                return one;
            });
    }

    HttpAnswer get_posts(Ask const& ask) {
        auto list = Json::array();
        for (auto const& uri : params(ask, "uris"))
            if (auto const* found = post(uri)) list.push_back(view(*found));
        return json({{"posts", list}});
    }

    HttpAnswer thread(Ask const& ask) {
        auto const* found = post(ask.param("uri"));
        if (found == nullptr) return error("NotFound", "Post not found");
        return json({{"thread", {{"$type", "app.bsky.feed.defs#threadViewPost"}, {"post", view(*found)}}}});
    }

    HttpAnswer put(Ask const& ask) {
        auto const body = Json::parse(ask.body);
        auto const rkey = body.value("rkey", "");
        Json const answer{{"uri", uri_of(rkey)}, {"cid", "bafyreply"}};
        auto const& record = body["record"];
        if (auto const found = records_.find(rkey); found != records_.end())
            return found->second == record ? json(answer) : error("InvalidSwap", "Record was at bafyreply");
        records_[rkey] = record;
        arrived({record["reply"]["parent"].value("uri", ""), answer["uri"], record.value("text", ""), rkey,
                 false});
        return json(answer);
    }

    HttpAnswer get_record(Ask const& ask) {
        auto const found = records_.find(ask.param("rkey"));
        if (found == records_.end()) return error("RecordNotFound", "Could not locate record");
        if (auto const* parent = post(found->second["reply"]["parent"].value("uri", ""))) shows(*parent);
        return json({{"uri", uri_of(found->first)}, {"cid", "bafyreply"}, {"value", found->second}});
    }

    HttpAnswer list_records(Ask const& ask) {
        auto list = Json::array();
        auto const left_out = std::stoi("0" + ask.param("cursor"));
        for (auto at = static_cast<int>(arrivals_.size()) - 1 - left_out; at >= 0 && list.size() < 100;
             --at) {
            auto const& reply = arrivals_[static_cast<std::size_t>(at)];
            list.push_back({{"uri", reply.id},
                            {"cid", "bafyreply"},
                            {"value",
                             {{"$type", "app.bsky.feed.post"},
                              {"text", reply.words},
                              {"createdAt", moment(reply.at)},
                              {"reply", {{"parent", {{"uri", reply.parent}, {"cid", "bafy"}}}}}}}});
        }
        Json body{{"records", list}};
        if (list.size() == 100) body["cursor"] = std::to_string(left_out + 100);
        return json(body);
    }

    std::map<std::string, Json> records_;
    std::string access_, old_access_, refresh_;
    int pairs_ = 0;
};

}  // namespace

std::unique_ptr<Network> bluesky(std::uint64_t seed, Faults& faults, bot::Clock const& clock) {
    return std::make_unique<Bluesky>(seed, faults, clock);
}

}  // namespace test::soak
