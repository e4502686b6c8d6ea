#include "bot/web/http/site_folder.h"

#include <catch2/catch.hpp>

#include "tests/bot/web/site.h"

using test::Site;

TEST_CASE("published files are served with their type and asked for again only when they changed", "[web]") {
    Site site;
    site.publish("index.html", "<p>board");
    site.publish("company/tern-air/index.html", "<p>Tern");
    site.publish("results.json", "{}");
    auto browser = site.browser();
    auto const board = browser.get("/");
    CHECK(board.body == "<p>board");
    CHECK(board.header("content-type") == "text/html; charset=utf-8");
    CHECK(browser.get("/company/tern-air/").body == "<p>Tern");
    CHECK(browser.get("/results.json").header("content-type") == "application/json");

    auto const tag = board.header("etag");
    CHECK(browser.get("/", {"If-None-Match: " + tag}).status == 304);
    CHECK(browser.get("/", {"If-None-Match: " + tag}).body.empty());
    CHECK(browser.get("/", {"If-Modified-Since: " + board.header("last-modified")}).status == 304);
    CHECK(
        browser.get("/", {"If-None-Match: \"other\"", "If-Modified-Since: " + board.header("last-modified")})
            .status == 200);
    site.publish("index.html", "<p>board moved");
    CHECK(browser.get("/", {"If-None-Match: " + tag}).body == "<p>board moved");
    CHECK(browser.head("/").status == 200);
}

TEST_CASE("a folder's address gets its slash, an unknown one a page", "[web]") {
    Site site;
    site.publish("how/index.html", "how");
    site.publish("de/how/index.html", "so");
    auto browser = site.browser();
    CHECK(browser.get("/how").status == 301);
    CHECK(browser.get("/how").header("location") == "/how/");
    CHECK(browser.get("/de/how/").body == "so");
    CHECK(browser.get("/en/how/").header("location") == "/how/");
    CHECK(browser.get("/en/none/").status == 404);
    CHECK(browser.get("/how/index.html/").status == 404);
    CHECK(browser.get("/none").status == 404);
    CHECK(browser.post("/how/", {}).status == 404);
}

TEST_CASE("nothing outside the published folder is served", "[web]") {
    Site site;
    site.publish("index.html", "board");
    site.publish(".hidden", "half written");
    site.publish("../secret.txt", "not for visitors");
    auto const folder = site.folder.path / "site";
    std::filesystem::create_symlink(site.folder.path / "secret.txt", folder / "link.txt");
    std::filesystem::create_directory_symlink(site.folder.path, folder / "up");
    auto browser = site.browser();
    for (auto const* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/link.txt",
                             "/up/secret.txt", "/.hidden", "/up", "/%2e%2e%5csecret.txt"}) {
        INFO(path);
        auto const answer = browser.get(path);
        CHECK(answer.status >= 400);
        CHECK_THAT(answer.body, !Catch::Contains("not for visitors") && !Catch::Contains("half written"));
    }
}
