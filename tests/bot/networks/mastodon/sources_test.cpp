#include "bot/networks/mastodon/sources.h"

#include <catch2/catch.hpp>
#include <set>

using bot::networks::MastodonItem;
using bot::networks::MastodonSource;
using bot::networks::MastodonWatermark;

namespace {

/// A server's index, newest first, and how far it was read.
class Search {
public:
    void write(int posts) {
        for (; posts > 0; --posts) ids_.push_back(next_++);
    }
    /// One call. True if there may be more.
    bool read() {
        std::vector<MastodonItem> items;
        auto const above = mark_.newest_id.empty() ? 0 : std::stoi(mark_.newest_id);
        for (auto i = ids_.size() - std::min<std::size_t>(mark_.offset, ids_.size()); i > 0; --i)
            if (items.size() < 40 && ids_[i - 1] > above)
                items.push_back({std::to_string(ids_[i - 1]), nullptr, false});
        bool fresh = false;
        for (auto const& item : items) fresh = met_.insert(item.id).second || fresh;
        calls_++;
        return advance(source_, mark_, items, {fresh, false, bot::Time(std::chrono::seconds(1))});
    }
    int read_to_the_end() {
        calls_ = 0;
        while (read()) REQUIRE(calls_ < 100);
        return calls_;
    }
    std::size_t missed() const { return ids_.size() - met_.size(); }

private:
    MastodonSource source_{MastodonSource::Kind::search, "thanks", "search:thanks"};
    MastodonWatermark mark_;
    std::vector<int> ids_;
    std::set<std::string> met_;
    int next_ = 1000;
    int calls_ = 0;
};

}  // namespace

TEST_CASE("a search that failed between two pages is read down to where the last time began",
          "[networks][mastodon]") {
    Search search;
    search.write(30);
    search.read_to_the_end();
    search.write(100);
    CHECK(search.read());
    search.write(40);  // while the server was away; the next page is full of what was met
    search.read_to_the_end();
    search.read_to_the_end();
    CHECK(search.missed() == 0);
}

TEST_CASE("a search ends at what the last time began with", "[networks][mastodon]") {
    Search search;
    search.write(40);
    search.read_to_the_end();
    search.write(40);
    CHECK(search.read_to_the_end() == 2);
    CHECK(search.read_to_the_end() == 1);
}
