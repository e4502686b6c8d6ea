#include "bot/networks/policy.h"

#include <catch2/catch.hpp>
#include <set>

#include "bot/base/user_error.h"
#include "bot/networks/networks.h"
#include "config/keys.h"
#include "embedded_config.h"
#include "tests/tools/world.h"

using bot::networks::by_hand_url;
using bot::networks::Policy;
using bot::networks::read_policy;

namespace {

std::string const good = R"(title = "X"
by_api = "summoned"
by_hand_link = "https://x.example/intent?in_reply_to={native_id}&text={words}"
may_train = false
daily_cap = 5
longest_reply = 280
cost_per_read = "0.005"
cost_per_account = "0.010"
cost_per_write = "0.2"
delete_within_hours = 24
automation_label = "the automated label"
source = "https://x.example/rules"
checked_on = "2026-08-22"
)";

}  // namespace

TEST_CASE("every policy that is built in can be read and was checked on a day", "[networks]") {
    for (auto const& file : embedded_config::files()) {
        if (!file.path.starts_with("policies/")) continue;
        auto const policy = read_policy(file.path.substr(9), file.bytes);
        INFO(file.path);
        CHECK(policy.checked_on.size() == 10);
        CHECK_FALSE(policy.source.empty());
    }
    CHECK(bot::networks::policy_of("archive").by_api == Policy::ByApi::always);
    CHECK_THROWS_AS(bot::networks::policy_of("nowhere"), std::out_of_range);
    CHECK(bot::networks::policy_of("x", "/nowhere").file.empty());
}

TEST_CASE("a policy with a mistake is refused by key", "[networks]") {
    auto const refused = [](std::string const& from, std::string const& to) {
        auto text = good;
        text.replace(text.find(from), from.size(), to);
        return [text] { read_policy("x", text); };
    };
    CHECK(read_policy("x", good).daily_cap == 5);
    CHECK_THROWS_WITH(refused("\"summoned\"", "\"sometimes\"")(), Catch::Contains("policies/x.toml: by_api"));
    CHECK_THROWS_WITH(refused("daily_cap = 5", "daily_cap = -1")(), Catch::Contains("from 0 to"));
    CHECK_THROWS_WITH(refused("may_train = false\n", "")(), Catch::Contains("may_train must be"));
    CHECK_THROWS_WITH(refused("title", "titel")(), Catch::Contains("title must be"));
    CHECK_THROWS_WITH(refused("source", "more = 1\nsource")(), Catch::Contains("more is not a key"));
    CHECK_THROWS_WITH(refused("\"0.005\"", "\"half a cent\"")(),
                      Catch::Contains("cost_per_read must be US dollars"));
    CHECK_THROWS_WITH(refused("\"0.2\"", "0.2")(), Catch::Contains("cost_per_write must be a text"));
    CHECK_THROWS_WITH(refused("hours = 24", "hours = -1")(),
                      Catch::Contains("delete_within_hours must be from"));
    CHECK_THROWS_WITH(refused("daily_cap = 5", "daily_cap =")(), Catch::Contains("policies/x.toml:5"));
}

TEST_CASE("the networks' own rules are kept as data", "[networks]") {
    auto const x = bot::networks::policy_of("x");
    CHECK(x.by_api == Policy::ByApi::summoned);
    CHECK(x.cost_per_read == "0.005");
    CHECK(x.cost_per_write == "0.200");
    CHECK(x.delete_within_hours == 24);
    CHECK(by_hand_url(x, "17", "", "Hi!") == "https://x.com/intent/tweet?in_reply_to=17&text=Hi%21");
    CHECK(bot::networks::policy_of("bluesky").by_api == Policy::ByApi::summoned);
    CHECK_THAT(bot::networks::policy_of("bluesky").automation_label, Catch::Contains("bot"));
    CHECK(bot::networks::policy_of("mastodon").by_api == Policy::ByApi::always);
    CHECK(bot::networks::policy_of("lemmy").longest_reply == 10'000);
    for (auto const* by_hand : {"reddit", "hackernews", "rss"})
        CHECK(bot::networks::policy_of(by_hand).by_api == Policy::ByApi::never);
    for (auto const* not_learnt_from : {"x", "reddit"})
        CHECK_FALSE(bot::networks::policy_of(not_learnt_from).may_train);
}

TEST_CASE("answering by hand opens the network's composer with the words in it", "[networks]") {
    auto const policy = read_policy("x", good);
    CHECK(by_hand_url(policy, "17", "", "Nice & kind: {url} ☕") ==
          "https://x.example/intent?in_reply_to=17&text=Nice%20%26%20kind%3A%20%7Burl%7D%20%E2%98%95");
    CHECK(by_hand_url({}, "17", "https://example.org/17", "words") == "https://example.org/17");
}

TEST_CASE("only networks that are switched on are connected", "[networks]") {
    test::ManualClock const clock;
    bot::networks::Surroundings const here{clock, nullptr, "data", "SupportAwards"};
    CHECK(bot::networks::connect({}, here).empty());
    config::Networks settings;
    settings.archive.enabled = true;
    auto const networks = bot::networks::connect(settings, here);
    REQUIRE(bot::networks::find(networks, "archive") != nullptr);
    CHECK(bot::networks::find(networks, "archive")->policy.title == "Archive");
    CHECK(bot::networks::find(networks, "x") == nullptr);
}

TEST_CASE("a network that is listed has all of its parts", "[networks]") {
    std::set<std::string_view> names;
    for (auto const* network : bot::networks::descriptors()) {
        INFO(network->name);
        CHECK(names.insert(network->name).second);
        std::string const section = "networks." + std::string(network->name);
        CHECK(config::find_key(section + ".enabled") != nullptr);
        CHECK_FALSE(bot::networks::policy_of(network->name).title.empty());
        CHECK(network->composer.count("Thank you!").valid);
        if (!network->account_settings.empty())
            CHECK(network->account_settings.starts_with("[" + section + "]\nenabled = true\n"));
    }
}
