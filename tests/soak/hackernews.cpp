#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/soak/networks.h"

namespace test::soak {
namespace {

constexpr int first_id = 41'000'000;

/// The index that is searched and the items behind it, on one address.
class HackerNews : public Network {
public:
    HackerNews(std::uint64_t seed, Faults& faults, bot::Clock const& clock)
        : Network("hackernews", seed, faults, clock) {
        server_starts();
    }

    std::string settings() const override {
        return "[networks.hackernews]\nenabled = true\nsearch_url = \"" + http_.address() +
               "\"\nitems_url = \"" + http_.address() +
               "\"\nqueries = [\"support\"]\ninterval_seconds = 30\nback_fill_hours = 1\n";
    }

protected:
    void publish(Post& post) override {
        post.calls_us = false;
        post.native_id = std::to_string(first_id + post.number);
    }

    HttpAnswer too_many(std::chrono::seconds away) override {
        auto said = html_answer("Too many requests", 429);
        said.headers.emplace_back("Retry-After", std::to_string(away.count()));
        return said;
    }

    HttpAnswer answer(Ask const& ask) override {
        auto const path = ask.path();
        if (path == "/api/v1/search_by_date") return search(ask);
        if (path.starts_with("/v0/item/")) return item(last_part(path));
        return json(nullptr, 404);
    }

private:
    static long long seconds_of(Post const& post) {
        return std::chrono::floor<std::chrono::seconds>(post.written_at.time_since_epoch()).count();
    }

    HttpAnswer search(Ask const& ask) {
        auto const range = ask.param("numericFilters");
        auto const bound = [&](std::string const& mark, long long otherwise) {
            auto const at = range.find(mark);
            return at == range.npos ? otherwise : std::stoll(range.substr(at + mark.size()));
        };
        auto const from = bound("created_at_i>=", 0), until = bound("created_at_i<=", INT64_MAX);
        auto const most = static_cast<std::size_t>(std::stoi("0" + ask.param("hitsPerPage")));
        auto hits = Json::array();
        std::size_t all = 0;
        for (auto at = posts_.rbegin(); at != posts_.rend(); ++at) {
            auto const& post = at->second;
            auto const when = seconds_of(post);
            if (when < from || when > until || !finds(ask.param("query"), post.words) || ++all > most)
                continue;
            shows(post);
            hits.push_back({{"objectID", post.native_id},
                            {"author", post.author},
                            {"comment_text", post.words},
                            {"parent_id", first_id - 1},
                            {"story_id", first_id - 1 - post.number},
                            {"created_at_i", when}});
        }
        disturb(hits);
        return json({{"hits", hits}, {"nbHits", all}, {"nbPages", (all + most - 1) / most}, {"page", 0}});
    }

    HttpAnswer item(std::string const& id) {
        auto const found = posts_.find(std::stoi("0" + id) - first_id);
        if (found == posts_.end()) return json(nullptr);
        auto const& post = found->second;
        shows(post);
        return json({{"id", first_id + post.number},
                     {"by", post.author},
                     {"text", post.words},
                     {"type", "comment"},
                     {"time", seconds_of(post)}});
    }
};

}  // namespace

std::unique_ptr<Network> hackernews(std::uint64_t seed, Faults& faults, bot::Clock const& clock) {
    return std::make_unique<HackerNews>(seed, faults, clock);
}

}  // namespace test::soak
