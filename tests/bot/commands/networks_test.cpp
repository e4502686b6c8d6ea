// The real program and every network, whose recorded answers a fake server gives.

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/bot/networks/conformance_stage.h"
#include "tests/tools/program.h"

using Catch::Contains;
using nlohmann::json;
using test::Connector;
using test::Program;

namespace {

/// The keys that switch each network on as its connector in the conformance suite is; {base} is the server.
std::map<std::string, std::vector<std::string>> const keys{
    {"bluesky", {"host={base}", "handle=awards.example", "app_password=secret", "queries=otter"}},
    {"hackernews", {"search_url={base}", "items_url={base}", "queries=otter"}},
    {"rss", {"feeds={base}/feed.xml?key=secret-key"}},
    {"reddit",
     {"api_url={base}", "sign_in_url={base}", "client_id=awards", "client_secret=secret",
      "queries=otter support", "user_agent=linux:example.awards:1 (by /u/awards)"}},
    {"mastodon", {"instance={base}", "access_token=secret", "hashtags=goodsupport"}},
    {"x", {"api_url={base}", "bearer_token=secret", "queries=otter"}},
    {"lemmy", {"instance={base}", "username=awards", "password=secret", "communities=shopping"}},
};

/// The program with one network on, at the time of the recordings.
class Stage {
public:
    explicit Stage(Connector const& with) : connector(with), conformance(with) {
        auto const away = test::ManualClock::start - bot::SystemClock().now();
        std::ofstream(clock_) << away.count();
    }

    Program::Words words(Program::Words typed) const {
        Program::Words all{"--data", (folder_ / "data").string(),
                           "--set",  "networks.private_addresses=true",
                           "--set",  "networks." + connector.name + ".enabled=true"};
        for (auto key : keys.at(connector.name)) {
            if (auto const at = key.find("{base}"); at != key.npos)
                key.replace(at, 6, conformance.server.address());
            all.insert(all.end(), {"--set", "networks." + connector.name + "." + key});
        }
        all.insert(all.end(), typed.begin(), typed.end());
        return all;
    }
    test::Ran run(Program::Words typed) const {
        return test::run(words(std::move(typed)), {{"SUPPORTAWARDS_CLOCK_FILE", clock_}});
    }
    /// Once: what is there stands on the first page.
    test::Ran search(Program::Words typed = {}) {
        server().forget(connector.search_path);
        server().answer(connector.search_path, conformance.answer("ordinary"));
        server().answer(connector.search_path, conformance.answer("empty"));
        typed.insert(typed.begin(), {"network", "search", connector.name});
        return run(std::move(typed));
    }
    std::vector<std::string> ids(std::string const& lines) const {
        std::vector<std::string> all;
        std::istringstream out(lines);
        for (std::string line; std::getline(out, line);) {
            auto const id = json::parse(line)["id"].get<std::string>();
            auto const prefix =
                connector.prefix_ends_with == '\0' ? 0 : id.find(connector.prefix_ends_with) + 1;
            all.push_back(id.substr(prefix));
        }
        return all;
    }
    test::HttpServer& server() { return conformance.server; }
    bool changed_anything() const {
        for (auto const& asked : conformance.server.asked())
            if (asked.method != "GET" && asked.path().find("ession") == std::string::npos &&
                asked.path().find("login") == std::string::npos &&
                asked.path().find("token") == std::string::npos)
                return true;
        return false;
    }

    Connector const connector;
    test::ConformanceStage conformance;

private:
    test::Folder folder_;
    std::string const clock_ = (folder_ / "clock").string();
};

}  // namespace

TEST_CASE("the program lists, checks and searches every network", "[commands][networks]") {
    auto const connector = GENERATE(from_range(test::connectors()));
    INFO(connector.name);
    REQUIRE(keys.contains(connector.name));
    Stage stage(connector);
    CHECK_THAT(stage.run({"network", "list"}).out, Contains(connector.name) && Contains("not asked yet"));
    auto const checked = stage.run({"network", "check"});
    CHECK(checked.code == 0);
    CHECK_THAT(checked.out, Contains("the rules of " + connector.name));

    auto const all = stage.search();
    CHECK(all.error.empty());
    CHECK(all.code == 0);
    CHECK(stage.ids(all.out) == connector.ordinary);
    CHECK(stage.search().out == all.out);  // No cursor was moved.
    CHECK(stage.ids(stage.search({"--limit", "1"}).out) == std::vector{connector.ordinary.front()});
    CHECK_THAT(stage.run({"network", "list"}).out, Contains("not asked yet"));
    auto const line = json::parse(all.out.substr(0, all.out.find('\n')));
    for (auto const* key : {"author", "created_at", "url", "text", "summoned", "label"})
        CHECK(line.contains(key));
    CHECK_FALSE(stage.changed_anything());
}

TEST_CASE("the program shows the reply to a post of every network, and sends none", "[commands][networks]") {
    auto const connector = GENERATE(from_range(test::connectors()));
    INFO(connector.name);
    Stage stage(connector);
    auto const post = connector.parent.empty() ? "7" : connector.parent;
    auto const words = std::string("Grüße! https://awards.example/n/abc");
    auto const reply = [&] {
        return stage.run({"network", "reply", "--dry-run", connector.name, post, "--text", words});
    };
    if (!connector.parent.empty())
        stage.server().answer(connector.look_path, stage.conformance.answer("parent"));
    auto const there = reply();
    CHECK(there.code == 0);
    auto const line = json::parse(there.out);
    CHECK(line["valid"] == true);
    CHECK(line["length"] >= 20);
    CHECK(line.contains("limit"));
    CHECK(line.contains("request"));
    if (connector.name == "x") CHECK(line["request"]["path"] == "/2/tweets");
    if (connector.name == "bluesky" || connector.name == "mastodon" || connector.name == "lemmy") {
        CHECK(line["request"]["method"] == "POST");
        CHECK_THAT(line["request"].dump(), Contains("https://awards.example/n/abc"));
        CHECK(line["request"].dump().find("secret") == std::string::npos);
        CHECK(line["facets"].empty() == (connector.name == "lemmy"));
    }
    if (!connector.parent.empty()) {
        CHECK_THAT(there.error, Contains("the post is there"));
        stage.server().forget(connector.look_path);
        stage.server().answer(connector.look_path, stage.conformance.answer("deleted_parent"));
        auto const gone = reply();
        CHECK(gone.code == 1);
        CHECK(gone.out.empty());
        CHECK_THAT(gone.error, Contains("the post is gone"));
    }
    CHECK_FALSE(stage.changed_anything());
}

TEST_CASE("a command sends no reply, and names what it does not know", "[commands][networks]") {
    Stage const stage(test::hackernews_connector());
    auto const sent = stage.run({"network", "reply", "hackernews", "41000009"});
    CHECK(sent.code == 1);
    CHECK_THAT(sent.error, Contains("only sent from the desk"));
    CHECK_THAT(stage.run({"network", "search", "lemmy"}).error,
               Contains("lemmy is not enabled") && Contains("hackernews"));
    auto const mistyped = stage.run({"network", "search", "hackernews", "(kudos"});
    CHECK(mistyped.code == 1);
    CHECK_FALSE(mistyped.error.empty());
}

TEST_CASE("a search by hand finds what its query holds for", "[commands][networks]") {
    Stage stage(test::hackernews_connector());
    auto const found = stage.search({"otter -wordthatnobodywrote"});
    CHECK(found.code == 0);
    CHECK(stage.server().asked().back().param("query") == "otter");
    CHECK(stage.search({"wordthatnobodywrote"}).out.empty());
    stage.server().forget(stage.connector.search_path);
    stage.server().answer(stage.connector.search_path, test::html_answer("oops", 503));
    auto const broken = stage.run({"network", "search", "hackernews", "otter"});
    CHECK(broken.code == 1);
    CHECK_THAT(broken.error, Contains("503"));
}
