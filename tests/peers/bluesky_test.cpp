// Against a real AT Protocol network, which tests/peers/bluesky/run starts: hidden tests, run by their tag.

#include <sys/wait.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "bot/networks/bluesky/post.h"
#include "bot/networks/bluesky/session.h"
#include "tests/tools/child.h"
#include "tests/tools/program.h"
#include "tests/tools/world.h"

using namespace bot::networks;
using namespace std::chrono_literals;
using nlohmann::json;
using State = Parent::State;

namespace {

json const& network() {
    static json const read = [] {
        auto const* line = std::getenv("SUPPORTAWARDS_TEST_BLUESKY");
        if (line == nullptr) throw std::runtime_error("start these with tests/peers/bluesky/run");
        return json::parse(line);
    }();
    return read;
}

constexpr auto post_type = "app.bsky.feed.post";

/// An account of the network, and what any client would do with it.
class Person {
public:
    explicit Person(std::string const& name) : account(network()["accounts"][name]) {}

    std::string did() const { return account["did"]; }
    std::string handle() const { return account["handle"]; }
    BlueskySettings settings() const {
        BlueskySettings made;
        made.host = network()["pds"];
        made.handle = handle();
        made.app_password = account["password"];
        made.session_file = folder / "session.json";
        made.user_agent = "SupportAwards/test";
        made.private_addresses = true;
        made.settles = 2s;
        return made;
    }
    std::shared_ptr<BlueskySession> session() const {
        return std::make_shared<BlueskySession>(settings(), clock);
    }

    json call(std::string const& method, json const& body) const {
        return json::parse(
            session()->call({"POST", "/xrpc/" + method, {}, body.dump(), "application/json"}).body);
    }
    json get(std::string const& method, Query const& query) const {
        return json::parse(session()->get(query.after("/xrpc/" + method)).body);
    }
    json create(std::string const& type, json record, std::string const& rkey = "") const {
        record["$type"] = type;
        record["createdAt"] = bluesky_time(clock.now());
        json body{{"repo", did()}, {"collection", type}, {"record", record}};
        if (!rkey.empty()) body["rkey"] = rkey;
        return call("com.atproto.repo.createRecord", body);
    }
    json post(std::string const& text, json more = json::object()) const {
        more["text"] = text;
        more["langs"] = {"en"};
        return create(post_type, std::move(more));
    }
    void erase(std::string const& type, std::string const& uri) const {
        call("com.atproto.repo.deleteRecord",
             {{"repo", did()}, {"collection", type}, {"rkey", uri.substr(uri.rfind('/') + 1)}});
    }

    json const account;
    bot::SystemClock const clock;
    test::Folder const folder;
};

/// The app view follows the server by some tenths of a second.
template <class Happens>
bool eventually(Happens happens) {
    for (int i = 0; i < 200; ++i) {
        if (happens()) return true;
        std::this_thread::sleep_for(100ms);
    }
    return false;
}

/// No other test's posts have it.
std::string own_word() {
    return "otter" + storage::random_base32(10);
}

struct Listening {
    explicit Listening(Listener& with, std::string from = "") : listener(with), cursor(std::move(from)) {}
    void ask() {
        auto const page = listener.search({}, cursor);
        for (auto const& post : page.posts) {
            found.insert(post.native_id);
            ++given[post.native_id];
            last = post;
        }
        gone.insert(page.gone.begin(), page.gone.end());
        cursor = page.cursor;
    }
    bool finds(json const& made) {
        return eventually([&] { return ask(), found.contains(made["uri"]); });
    }

    Listener& listener;
    std::string cursor;
    std::set<std::string> found, gone;
    std::map<std::string, int> given;
    FoundPost last;
};

/// The node of the post as `reader` sees its thread.
json thread(Person const& reader, std::string const& uri) {
    return reader.get("app.bsky.feed.getPostThread", Query().add("uri", std::string_view(uri)))["thread"];
}

Parent look_until(Answerer& answerer, std::string const& uri, State state) {
    Parent parent;
    CHECK(eventually([&] { return parent = answerer.look(uri), parent.state == state; }));
    return parent;
}

Composed composed(Parent const& parent, std::string const& words) {
    return bluesky_reply(words, parent, own_word(), bot::SystemClock().now());
}

}  // namespace

TEST_CASE("a real search gives each post once, also after a restart", "[.bluesky_peer]") {
    Person const awards("awards"), mira("mira");
    auto settings = awards.settings();
    auto const word = own_word();
    settings.queries = {word + " -hiring"};
    mira.post("Before we listened: " + word);
    bot::SystemClock const clock;
    std::this_thread::sleep_for(50ms);
    auto const listener = bluesky_listener(settings, awards.session(), clock);
    Listening listening(*listener);
    listening.ask();
    mira.post("We are hiring: " + word);
    auto const praise = mira.post("The best support: " + word);
    CHECK(listening.finds(praise));
    CHECK(listening.last.author_handle == mira.handle());
    CHECK(listening.last.language == "en");

    auto const restarted = bluesky_listener(settings, awards.session(), clock);
    Listening again(*restarted, listening.cursor);
    auto const later = mira.post("And again: " + word);
    CHECK(again.finds(later));
    again.ask();
    CHECK(again.found == std::set<std::string>{later["uri"]});
    CHECK(listening.found == std::set<std::string>{praise["uri"]});
    CHECK(again.given[later["uri"]] == 1);
}

TEST_CASE("a real reply stands in its thread with its facets", "[.bluesky_peer]") {
    Person const awards("awards"), mira("mira");
    auto const post = mira.post("Great support at the otter company");
    auto const answerer = bluesky_answerer(awards.session(), awards.clock);
    auto const parent = look_until(*answerer, post["uri"], State::there);
    CHECK(parent.text == "Great support at the otter company");
    auto const words = "Grüße @" + mira.handle() + "! https://awards.example/n/abc #otters";
    auto const reply = composed(parent, words);
    REQUIRE(reply.valid());
    CHECK_FALSE(answerer->find(reply));
    auto const sent = answerer->send(reply);
    CHECK(answerer->send(reply).native_id == sent.native_id);
    CHECK(answerer->find(reply)->words == words);

    json node;
    CHECK(eventually([&] {
        node = thread(mira, post["uri"]);
        return node.contains("replies") && !node["replies"].empty();
    }));
    REQUIRE(node["replies"].size() == 1);
    auto const shown = node["replies"][0]["post"];
    CHECK(shown["uri"] == sent.native_id);
    std::set<std::string> facets;
    for (auto const& facet : shown["record"]["facets"]) {
        auto const start = facet["index"]["byteStart"].get<std::size_t>();
        auto const end = facet["index"]["byteEnd"].get<std::size_t>();
        facets.insert(words.substr(start, end - start));
    }
    CHECK(facets == std::set<std::string>{"@" + mira.handle(), "https://awards.example/n/abc", "#otters"});

    // Our own timeline shows it to whoever looks for an answer by hand.
    auto const account = bluesky_account(awards.session());
    auto const ours = account->recent_replies(awards.clock.now() - 1min);
    auto const seen = std::find_if(ours.begin(), ours.end(),
                                   [&](OwnReply const& one) { return one.native_id == sent.native_id; });
    REQUIRE(seen != ours.end());
    CHECK(seen->in_reply_to == post["uri"].get<std::string>());
    CHECK(seen->words == words);

    // Deeper in the thread the root stays the first post.
    json const ref{{"uri", shown["uri"]}, {"cid", shown["cid"]}};
    auto const answer =
        mira.post("You're welcome",
                  {{"reply", {{"root", {{"uri", post["uri"]}, {"cid", post["cid"]}}}, {"parent", ref}}}});
    auto const deeper = composed(look_until(*answerer, answer["uri"], State::there), "See you!");
    answerer->send(deeper);
    auto const record = json::parse(deeper.request)["body"]["record"];
    CHECK(record["reply"]["root"]["uri"] == post["uri"]);
    CHECK(record["reply"]["parent"]["uri"] == answer["uri"]);
}

TEST_CASE("a real session that is out of date is renewed", "[.bluesky_peer]") {
    Person const awards("awards");
    CHECK(awards.session()->did() == awards.did());
    auto const path = awards.settings().session_file;
    auto kept = json::parse(std::ifstream(path));
    auto const old_refresh = kept["refresh"];
    kept["access"] = awards.account["expired"];
    std::ofstream(path) << kept.dump();
    CHECK(awards.session()->get("/xrpc/app.bsky.notification.getUnreadCount").status == 200);
    kept = json::parse(std::ifstream(path));
    CHECK(kept["access"] != awards.account["expired"]);
    CHECK(kept["refresh"] != old_refresh);
    // A token that is none: signed in again.
    kept["access"] = "no.such.token";
    std::ofstream(path) << kept.dump();
    CHECK(awards.session()->get("/xrpc/app.bsky.notification.getUnreadCount").status == 200);
    auto wrong = awards.settings();
    wrong.session_file.clear();
    wrong.app_password = "not-it";
    CHECK_THROWS_AS(BlueskySession(wrong, awards.clock).did(), NetworkError);
}

TEST_CASE("a reply is there once, wherever the process dies", "[.bluesky_peer]") {
    Person const awards("awards"), mira("mira");
    auto const post = mira.post("Praise that is answered by one who dies");
    auto const answerer = bluesky_answerer(awards.session(), awards.clock);
    auto const parent = look_until(*answerer, post["uri"], State::there);
    auto const [at, arrived] =
        GENERATE(table<std::string, bool>({{"bluesky.before_send", false}, {"bluesky.after_send", true}}));
    auto const reply = composed(parent, "Thank you! " + at);
    auto const child = test::in_a_child([&, &step = at] {
        ::setenv("SUPPORTAWARDS_KILL_AT", step.c_str(), 1);
        bluesky_answerer(awards.session(), awards.clock)->send(reply);
    });
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(answerer->find(reply).has_value() == arrived);
    auto const sent = answerer->send(reply);
    CHECK(answerer->find(reply)->native_id == sent.native_id);
    auto const records = awards.get(
        "com.atproto.repo.listRecords",
        Query().add("repo", std::string_view(awards.did())).add("collection", std::string_view(post_type)));
    int same = 0;
    for (auto const& one : records["records"])
        same += one["value"]["text"] == "Thank you! " + at &&
                one["value"]["reply"]["parent"]["uri"] == post["uri"];
    CHECK(same == 1);
}

TEST_CASE("a real post that must not be answered says so", "[.bluesky_peer]") {
    Person const awards("awards"), mira("mira"), ada("ada");
    auto const answerer = bluesky_answerer(awards.session(), awards.clock);
    auto const deleted = mira.post("Soon gone");
    look_until(*answerer, deleted["uri"], State::there);
    mira.erase(post_type, deleted["uri"]);
    look_until(*answerer, deleted["uri"], State::gone);

    auto const gated = mira.post("Nobody may answer");
    std::string const uri = gated["uri"];
    mira.create("app.bsky.feed.threadgate", {{"post", uri}, {"allow", json::array()}},
                uri.substr(uri.rfind('/') + 1));
    look_until(*answerer, uri, State::locked);

    auto const blocked = ada.post("From somebody who blocks us");
    look_until(*answerer, blocked["uri"], State::there);
    auto const block = ada.create("app.bsky.graph.block", {{"subject", awards.did()}});
    look_until(*answerer, blocked["uri"], State::blocked_us);
    ada.erase("app.bsky.graph.block", block["uri"]);
    look_until(*answerer, blocked["uri"], State::there);
}

TEST_CASE("who really mentions us has called us", "[.bluesky_peer]") {
    Person const awards("awards"), ada("ada");
    auto const text = "@" + awards.handle() + " look at this team";
    json const facet{{"index", {{"byteStart", 0}, {"byteEnd", awards.handle().size() + 1}}},
                     {"features", {{{"$type", "app.bsky.richtext.facet#mention"}, {"did", awards.did()}}}}};
    auto const listener = bluesky_listener(awards.settings(), awards.session(), awards.clock);
    Listening listening(*listener);
    listening.ask();
    auto const post = ada.post(text, {{"facets", json::array({facet})}});
    CHECK(listening.finds(post));
    CHECK(listening.last.summoned);
}

TEST_CASE("a real firehose is followed over a restart, deletions too", "[.bluesky_peer]") {
    Person const awards("awards"), mira("mira");
    auto settings = awards.settings();
    auto const word = own_word();
    settings.queries = {word};
    settings.jetstream = {network()["jetstream"]};
    std::string cursor;
    json first;
    {
        auto const listener = bluesky_stream_listener(settings, awards.session(), awards.clock);
        Listening listening(*listener);
        listening.ask();
        // The stream begins when it is connected, which nobody tells.
        CHECK(eventually([&] {
            first = mira.post("Lovely support " + word);
            std::this_thread::sleep_for(500ms);
            return listening.ask(), !listening.found.empty();
        }));
        CHECK(listening.last.author_handle == mira.handle());
        CHECK(listening.finds(first));
        cursor = listening.cursor;
    }
    auto const second = mira.post("While nobody listened " + word);
    mira.erase(post_type, first["uri"]);
    auto const listener = bluesky_stream_listener(settings, awards.session(), awards.clock);
    Listening listening(*listener, cursor);
    CHECK(listening.finds(second));
    CHECK(eventually([&] { return listening.ask(), listening.gone.contains(first["uri"]); }));
    CHECK(listening.found == std::set<std::string>{second["uri"]});
    CHECK(listening.given[second["uri"]] == 1);
}

TEST_CASE("the program looks at a real network, and sends nothing there", "[.bluesky_peer]") {
    Person const awards("awards"), mira("mira");
    auto const word = own_word();
    auto const praise = mira.post("The best support: " + word);
    std::string const uri = praise["uri"];
    test::Folder const data;
    auto const run = [&](test::Program::Words const& typed) {
        test::Program::Words words{"--data", data.path.string()};
        for (auto const& [key, value] :
             std::map<std::string, std::string>{{"networks.private_addresses", "true"},
                                                {"networks.bluesky.enabled", "true"},
                                                {"networks.bluesky.host", network()["pds"]},
                                                {"networks.bluesky.handle", awards.handle()},
                                                {"networks.bluesky.app_password", awards.account["password"]},
                                                {"networks.bluesky.queries", word},
                                                {"networks.bluesky.back_fill_hours", "1"}})
            words.insert(words.end(), {"--set", key + "=" + value});
        words.insert(words.end(), typed.begin(), typed.end());
        return test::run(words);
    };
    CHECK_THAT(run({"network", "list"}).out, Catch::Contains("bluesky") && Catch::Contains("not asked yet"));
    auto const checked = run({"network", "check"});
    CHECK_THAT(checked.out, Catch::Contains("the rules of bluesky"));

    test::Ran found;
    CHECK(eventually([&] {
        found = run({"network", "search", "bluesky"});
        return found.out.find(uri) != found.out.npos;
    }));
    CHECK(found.code == 0);
    // Who called us within the hour is told besides.
    std::istringstream lines(found.out);
    std::set<std::string> authors;
    for (std::string line; std::getline(lines, line);)
        if (auto const post = json::parse(line); post["id"] == uri) authors.insert(post["author"]);
    CHECK(authors == std::set<std::string>{mira.handle()});

    auto const words = "Thank you @" + mira.handle() + "! https://awards.example/n/abc";
    auto const reply = run({"network", "reply", "--dry-run", "bluesky", uri, "--text", words});
    INFO(reply.error);
    CHECK(reply.code == 0);
    auto const shown = json::parse(reply.out);
    CHECK(shown["valid"] == true);
    CHECK(shown["request"]["body"]["record"]["reply"]["parent"]["cid"] == praise["cid"]);
    CHECK(shown["facets"].size() == 2);
    CHECK(reply.out.find(awards.account["password"].get<std::string>()) == std::string::npos);
    auto const records = awards.get(
        "com.atproto.repo.listRecords",
        Query().add("repo", std::string_view(awards.did())).add("collection", std::string_view(post_type)));
    for (auto const& one : records["records"]) CHECK(one["value"]["reply"]["parent"]["uri"] != uri);
}
