#include "bot/networks/archive/archive.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/networks/archive/cursor.h"
#include "tests/bot/networks/archive/archive_files.h"
#include "tests/tools/world.h"

using bot::networks::ArchiveListener;
using bot::networks::ArchiveSettings;
using bot::networks::NetworkError;
using bot::networks::SearchPage;
using test::append_file;
using test::gzipped;
using test::post_line;
using test::write_file;
using test::zstd_packed;

namespace {

struct Archive {
    test::Folder folder;
    test::ManualClock clock;
    ArchiveSettings settings{{folder.path}, 0, std::chrono::seconds(60), folder / "outbox/replies.jsonl"};

    /// One page, by a listener that has just been made, as after a restart.
    SearchPage search(std::string const& cursor = "") {
        return ArchiveListener(settings, clock).search({}, cursor);
    }
};

std::string ids(SearchPage const& page) {
    std::string all;
    for (auto const& post : page.posts) all += (all.empty() ? "" : " ") + post.native_id;
    return all;
}

}  // namespace

TEST_CASE("a file that is no JSON at all is told once, with what to do", "[networks]") {
    Archive archive;
    auto const bytes = GENERATE(std::string("\xFF\xFE{\0\"\0i\0", 8), std::string("<!DOCTYPE html>\n<p>a</p>\n"));
    write_file(archive.folder / "a.jsonl", bytes);
    write_file(archive.folder / "b.jsonl.gz", gzipped(bytes));
    write_file(archive.folder / "c.jsonl", post_line("1"));
    auto const page = archive.search();
    REQUIRE(page.skipped.size() == 2);
    CHECK(page.skipped[0].where == (archive.folder / "a.jsonl").string());
    CHECK(page.skipped[0].why == page.skipped[1].why);
    CHECK(ids(page) == "1");
    CHECK(archive.search(page.cursor).skipped.empty());
}

TEST_CASE("posts in one array, or over several lines each, are read like lines", "[networks]") {
    Archive archive;
    std::string const one = "{\n  \"id\": \"1\",\r\n  \"text\": \"a } \\\" { b\",\n  \"more\": {\"x\": [{}]}\n}";
    auto const bytes = GENERATE_COPY("[\n" + one + ",\n{\"id\": 2, \"text\": \"c\"}]\n",
                                     "[" + one + ", {\"id\": 2, \"text\": \"c\"}]",
                                     one + "\n" + "{\n\"id\": 2, \"text\": \"c\"\n}\n",
                                     "\xEF\xBB\xBF[" + one + ",{\"id\": 2, \"text\": \"c\"}\n]");
    auto const packed = GENERATE(0, 1, 2);
    write_file(archive.folder / "a.jsonl", packed == 0   ? bytes
                                           : packed == 1 ? gzipped(bytes)
                                                         : zstd_packed(bytes));
    auto const page = archive.search();
    CHECK(page.skipped.empty());
    REQUIRE(ids(page) == "1 2");
    CHECK(page.posts[0].text == "a } \" { b");
    CHECK(archive.search(page.cursor).posts.empty());
}

TEST_CASE("an array is gone on with where it ended, and half an object waits", "[networks]") {
    Archive archive;
    auto const file = archive.folder / "a.jsonl";
    write_file(file, "[\n{\"id\": 1, \"text\": \"a\"},\n{\"id\": 2, \"te");
    auto page = archive.search();
    CHECK(ids(page) == "1");
    CHECK(page.skipped.empty());
    append_file(file, "xt\": \"b\"},\n{\"id\": 3, \"text\": \"c\"}\n]\n");
    page = archive.search(page.cursor);
    CHECK(ids(page) == "2 3");
    CHECK(page.skipped.empty());
}

TEST_CASE("an array is read by pages and pieces, and what is too long ends it with a word", "[networks]") {
    Archive archive;
    std::string all = "[\n", wanted;
    for (int i = 0; i < 400; ++i) {
        all += post_line(std::to_string(i), std::string(1000, 'x')) + ",\n";
        wanted += (wanted.empty() ? "" : " ") + std::to_string(i);
    }
    SECTION("all of it") {
        write_file(archive.folder / "a.jsonl", all + "]");
        CHECK(ids(archive.search()) == wanted);
    }
    SECTION("one never ends") {
        write_file(archive.folder / "a.jsonl", all + "{\"id\": \"x\", \"text\": \"" + std::string(3 << 20, 'y'));
        auto const page = archive.search();
        CHECK(ids(page) == wanted);
        REQUIRE(page.skipped.size() == 1);
        CHECK_THAT(page.skipped[0].why, Catch::Contains("longer than"));
        CHECK(archive.search(page.cursor).skipped.empty());
    }
}

TEST_CASE("X's own archive is read as it is", "[networks]") {
    Archive archive;
    write_file(archive.folder / "tweets.jsonl", R"(window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "id_str" : "1593387213315784704",
      "full_text" : "Thank you @acme, kind &amp; fast",
      "created_at" : "Fri Nov 18 00:04:50 +0000 2022",
      "possibly_sensitive" : true,
      "lang" : "en"
    }
  },
  {
    "tweet" : { "id_str" : "2", "full_text" : "second", "in_reply_to_status_id_str" : "1" }
  }
])");
    auto const page = archive.search();
    CHECK(page.skipped.empty());
    REQUIRE(ids(page) == "1593387213315784704 2");
    auto const& post = page.posts[0];
    CHECK(post.text == "Thank you @acme, kind & fast");
    CHECK(post.language == "en");
    CHECK(post.sensitive);
    CHECK(post.written_at);
    CHECK_FALSE(post.author_handle);
    CHECK(post.url == "https://x.com/i/status/1593387213315784704");
    CHECK(page.posts[1].in_reply_to == "1");
}

TEST_CASE("an outbox of Mastodon is told once, on one line or on many", "[networks]") {
    Archive archive;
    archive.settings.complete = true;
    auto const bytes = GENERATE(std::string("{\"orderedItems\": [{\"id\": \"a\"}]}"),
                                std::string("{\n\"orderedItems\": [{\"id\": \"a\"}, {\"id\": \"b\"}]\n}\n"));
    write_file(archive.folder / "a.jsonl", bytes);
    auto const page = archive.search();
    CHECK(page.posts.empty());
    REQUIRE(page.skipped.size() == 1);
    CHECK_THAT(page.skipped[0].why, Catch::Contains("outbox of Mastodon"));
}
