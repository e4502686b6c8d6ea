#include "bot/web/console/pages.h"

#include <catch2/catch.hpp>

#include "storage/candidates.h"
#include "tests/bot/web/site.h"

using bot::web::Request;
using bot::web::WatchPages;
using Catch::Contains;
using storage::Operator;

namespace {

constexpr auto tried = "/console/watch/new?words=kudos&network=";

std::vector<bot::networks::Policy> policies() {
    std::vector<bot::networks::Policy> all(2);
    all[0].network = "x";
    all[0].title = "X";
    all[0].cost_per_read = "0.005";
    all[1].network = "mastodon";
    all[1].title = "Mastodon";
    return all;
}

/// The pages behind the sign-in, and the browser of Ines, who works there with Ben.
struct WatchSite : test::Site {
    WatchSite()
        : Site([this](bot::web::Routes& routes) {
              auto const with = [this](auto member) {
                  return [this, member](Request const& request, Operator const& who) {
                      return (watch_pages.*member)(request, who);
                  };
              };
              routes.console_get(bot::web::Routes::Role::plain, "/console/watch", with(&WatchPages::all));
              routes.console_get(bot::web::Routes::Role::plain, "/console/watch/new",
                                 with(&WatchPages::fresh));
              routes.console_post(bot::web::Routes::Role::plain, "/console/watch", with(&WatchPages::add));
              routes.console_post(bot::web::Routes::Role::plain, "/console/watch/{query}/retire",
                                  with(&WatchPages::retire));
              routes.console_post(bot::web::Routes::Role::plain, "/console/watch/{query}/review",
                                  with(&WatchPages::review));
          }) {
        auto const link = link_for(add_operator("Ines"));
        add_operator("Ben");
        auto const shown = ines.get(link).body;
        ines.post(link, {{"form_token", test::hidden_field(shown, "form_token")},
                         {"password", "correct horse battery"}});
        token = test::hidden_field(ines.get("/console/watch").body, "form_token");
    }
    test::Answer post(std::string const& path, std::vector<std::pair<std::string, std::string>> fields) {
        fields.emplace_back("form_token", token);
        return ines.post("/console/watch" + path, fields);
    }
    test::Answer add(std::string const& words, std::string const& steward,
                     std::string const& review = "2027-01-01") {
        return post("", {{"words", words}, {"network", ""}, {"steward", steward}, {"review", review}});
    }
    /// As somebody else left it there.
    std::string kept_for(std::string const& author) {
        storage::WatchQuery row;
        row.words = "kudos";
        row.author = author;
        row.steward = "Cleo";
        row.review_at = clock.now() + std::chrono::hours(1);
        list.add(row);
        return "/" + list.all().at(0).query.id.text();
    }

    bot::listen::WatchList list{store, clock, policies()};
    WatchPages watch_pages{list, store, clock, test::pages()};
    test::Browser ines = browser();
    std::string token;
};

}  // namespace

TEST_CASE("what is listened for is for operators alone, and changed by forms alone", "[web][watch]") {
    WatchSite site;
    auto const row = site.kept_for("Dan");
    auto stranger = site.browser();
    CHECK(stranger.get("/console/watch").status == 303);
    CHECK(stranger.get(tried).status == 303);
    CHECK(stranger.post("/console/watch", {{"words", "hooray"}}).status == 403);
    CHECK(site.ines.post("/console/watch" + row + "/retire", {}).status == 403);
    CHECK(site.ines.get("/console/watch" + row + "/retire").status == 405);
    CHECK(site.list.all().size() == 1);
}

TEST_CASE("a query is tried before it is kept: native words, estimate, finds", "[web][watch]") {
    WatchSite site;
    auto const form = site.ines.get("/console/watch/new").body;
    CHECK_THAT(form, Contains("Try it") && !Contains("Listen for it</button>"));
    auto const page = site.ines.get(tried).body;
    CHECK_THAT(page, Contains("kudos -is:retweet") && Contains("No find is stored yet") &&
                         Contains("Not known: no find of a whole day of X") && Contains("$0.005") &&
                         Contains("Listen for it</button>") && Contains("<option>Ben</option>") &&
                         !Contains("<option>Ines</option>"));
    CHECK(site.list.all().empty());
    auto const german = site.ines.get(tried, {"Accept-Language: de"}).body;
    CHECK_THAT(german, Contains("Nicht bekannt: Von X") && Contains("Danach fragen"));
}

TEST_CASE("what is wrong with a query stands at its field, and it cannot be kept", "[web][watch]") {
    WatchSite site;
    auto const page = site.ines.get("/console/watch/new?words=%3Cb%3E+-x+(").body;
    CHECK_THAT(page, Contains("aria-invalid=\"true\">&lt;b&gt; -x (</textarea>") && Contains("words-error") &&
                         Contains("At character 9") && !Contains("Listen for it</button>"));
    auto const forced = site.add("-hiring", "Ben");
    CHECK(forced.status == 422);
    CHECK_THAT(forced.body, Contains("It matches everything."));
    CHECK(site.list.all().empty());
}

TEST_CASE("who signed in is the author, and another operator keeps it", "[web][watch]") {
    WatchSite site;
    for (auto const* steward : {"", "Nobody", "Ines"}) {
        auto const refused = site.add("kudos", steward);
        CHECK(refused.status == 422);
        CHECK_THAT(refused.body, Contains("id=\"steward-error\""));
    }
    for (auto const* review : {"", "2026-09-01", "2027-02-30", "soon"}) {
        auto const refused = site.add("kudos", "Ben", review);
        CHECK(refused.status == 422);
        CHECK_THAT(refused.body,
                   Contains("id=\"review-error\"") && Contains("<option selected>Ben</option>"));
    }
    CHECK(site.list.all().empty());
    auto const added = site.add(" \"so kind\"\r\nhelp ", "Ben");
    CHECK(added.status == 303);
    CHECK(added.header("location") == "/console/watch");
    auto const row = site.list.all().at(0).query;
    CHECK(row.words == "\"so kind\" help");
    CHECK(row.author == "Ines");
    CHECK(row.steward == "Ben");
    CHECK_FALSE(row.network);
    auto const again = site.add("\"so kind\" help", "Ben");
    CHECK(again.status == 409);
    CHECK_THAT(again.body, Contains("These words are listened for already."));
}

TEST_CASE("alone at the desk, the form says that a second person is needed", "[web][watch]") {
    WatchSite site;
    auto const ben = storage::operators::named(site.store, "Ben");
    site.store.write(
        [&](storage::Write& write) { storage::operators::disable(write, ben->id, site.clock.now()); });
    CHECK_THAT(site.ines.get(tried).body,
               Contains("supportawards operator add NAME") && !Contains("Listen for it</button>"));
    CHECK(site.add("kudos", "Ben").status == 422);
}

TEST_CASE("a query that is due is marked, and still good if another than its author says so",
          "[web][watch]") {
    WatchSite site;
    auto const row = site.kept_for("Dan");
    CHECK_THAT(site.ines.get("/console/watch").body, !Contains("Due:"));
    site.clock.advance(std::chrono::hours(2));
    CHECK_THAT(site.ines.get("/console/watch").body, Contains("Due:"));
    CHECK(site.post(row + "/review", {{"review", "2026-08-01"}}).status == 422);
    CHECK(site.post(row + "/review", {{"review", "in May"}}).status == 422);
    CHECK(site.post(row + "/review", {{"review", "2027-05-01"}}).status == 303);
    CHECK_THAT(site.ines.get("/console/watch").body,
               !Contains("Due:") && Contains("1 May 2027") && Contains("<dd>Ines</dd>"));
}

TEST_CASE("an author is not asked whether their own query is still good", "[web][watch]") {
    WatchSite site;
    auto const row = site.kept_for("Ines");
    site.clock.advance(std::chrono::hours(2));
    CHECK_THAT(site.ines.get("/console/watch").body,
               Contains("You wrote it") && !Contains("Still good</button>"));
    CHECK(site.post(row + "/review", {{"review", "2027-05-01"}}).status == 403);
}

TEST_CASE("a query is retired once", "[web][watch]") {
    WatchSite site;
    auto const row = site.kept_for("Dan");
    CHECK(site.post(row + "/retire", {}).status == 303);
    auto const again = site.post(row + "/retire", {});
    CHECK(again.status == 409);
    CHECK_THAT(again.body,
               Contains("It is not listened for any more.") && Contains("Nothing is listened for"));
    CHECK(site.post(row + "/review", {{"review", "2027-05-01"}}).status == 409);
}

TEST_CASE("a query that is tried shows the finds it holds for, without letting their words do anything",
          "[web][watch]") {
    WatchSite site;
    auto const find = [&](std::string const& name, std::string const& text, std::string const& url) {
        storage::Post post;
        post.id = storage::PostId(name);
        post.network = "mastodon";
        post.key = name;
        post.text = text;
        post.url = url;
        post.seen_at = site.clock.now();
        storage::Candidate candidate;
        candidate.id = storage::CandidateId(name);
        candidate.post = post.id;
        candidate.label = "praise";
        candidate.model = "test";
        candidate.created_at = site.clock.now();
        site.store.write([&](storage::Write& write) {
            REQUIRE(storage::posts::add(write, post));
            REQUIRE(storage::candidates::add(write, candidate));
        });
    };
    find("one", "kudos <b>to them</b> " + std::string(200, 'x'), "https://meadow.example/1");
    find("two", "kudos twice", "javascript:alert(1)");
    find("three", "nothing of it", "https://meadow.example/3");
    auto const page = site.ines.get(tried).body;
    CHECK_THAT(page,
               Contains("kudos &lt;b&gt;to them&lt;/b&gt;") && Contains("…") && Contains("kudos twice"));
    CHECK_THAT(page, Contains("https://meadow.example/1") && !Contains("javascript:"));
    CHECK_THAT(page, !Contains("nothing of it") && !Contains("https://meadow.example/3"));
    CHECK_THAT(page, Contains("datetime=\"2026-09-01T08:00:00Z\""));
}
