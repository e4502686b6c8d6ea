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

TEST_CASE("an archive's folder is read in the order of its names, packed or not", "[networks]") {
    Archive archive;
    write_file(archive.folder / "b.jsonl.gz", gzipped(post_line("3")) + gzipped(post_line("4")));
    write_file(archive.folder / "a.jsonl", post_line("1") + post_line("2"));
    write_file(archive.folder / "c.ndjson.zst", zstd_packed(post_line("5")) + zstd_packed(post_line("6")));
    write_file(archive.folder / "notes.txt", post_line("no"));
    write_file(archive.folder / ".hidden.jsonl", post_line("no"));
    auto const page = archive.search();
    CHECK(ids(page) == "1 2 3 4 5 6");
    CHECK(page.skipped.empty());
    CHECK_FALSE(page.more);
}

TEST_CASE("an archive goes on after a restart where it stopped, also inside packed files", "[networks]") {
    Archive archive;
    std::string lines;
    for (int i = 0; i < 1200; ++i) lines += post_line(std::to_string(i), std::string(300, 'x'));
    write_file(archive.folder / "a.jsonl.zst", zstd_packed(lines));
    write_file(archive.folder / "b.jsonl.gz", gzipped(lines));
    write_file(archive.folder / "c.jsonl", lines);
    std::string cursor, read;
    for (bool more = true; more;) {
        auto const page = archive.search(cursor);
        read += ids(page) + " ";
        cursor = page.cursor;
        more = page.more;
    }
    std::string wanted;
    for (int file = 0; file < 3; ++file)
        for (int i = 0; i < 1200; ++i) wanted += std::to_string(i) + " ";
    CHECK((read == wanted || read == wanted + " "));
    CHECK(archive.search(cursor).posts.empty());
}

TEST_CASE("what is added to an archive later is picked up", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1"));
    write_file(archive.folder / "b.jsonl.gz", gzipped(post_line("2")));
    auto const first = archive.search();
    append_file(archive.folder / "a.jsonl", post_line("3"));
    append_file(archive.folder / "b.jsonl.gz", gzipped(post_line("4")));
    write_file(archive.folder / "c.jsonl", post_line("5"));
    auto const second = archive.search(first.cursor);
    CHECK(ids(second) == "3 4 5");
    CHECK(second.skipped.empty());
}

TEST_CASE("a line that is still being written waits for its end", "[networks]") {
    Archive archive;
    auto const line = post_line("2");
    write_file(archive.folder / "a.jsonl", post_line("1") + line.substr(0, 9));
    auto const first = archive.search();
    CHECK(ids(first) == "1");
    CHECK(first.skipped.empty());
    append_file(archive.folder / "a.jsonl", line.substr(9));
    CHECK(ids(archive.search(first.cursor)) == "2");
}

TEST_CASE("a last line without an end is read if it is whole", "[networks]") {
    Archive archive;
    auto line = post_line("1");
    line.pop_back();
    write_file(archive.folder / "a.jsonl", line);
    auto const page = archive.search();
    CHECK(ids(page) == "1");
    CHECK(archive.search(page.cursor).posts.empty());
}

TEST_CASE("a bad line is told by file and line, and the others are read", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1") + "{\"id\": 2, \"text\":\n\n" + post_line("3") +
                                               "[]\n{\"text\": \"x\"}\n" + "{\"id\": \"7\"}\n" +
                                               post_line("8"));
    auto const page = archive.search();
    CHECK(ids(page) == "1 3 8");
    auto const file = (archive.folder / "a.jsonl").string();
    REQUIRE(page.skipped.size() == 4);
    CHECK(page.skipped[0].where == file + ":2");
    CHECK(page.skipped[0].why == "is not JSON");
    CHECK(page.skipped[1].where == file + ":5");
    CHECK_THAT(page.skipped[1].why, Catch::StartsWith("is an array"));
    CHECK(page.skipped[2].why == "has no id");
    CHECK(page.skipped[3].where == file + ":7");
    CHECK(page.skipped[3].why == "has no text");
}

TEST_CASE("a line of many megabytes is skipped and does not stop the archive", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl",
               post_line("1") + std::string(5'000'000, '[') + "\n" + post_line("3"));
    auto const page = archive.search();
    CHECK(ids(page) == "1 3");
    REQUIRE(page.skipped.size() == 1);
    CHECK(page.skipped[0].where == (archive.folder / "a.jsonl").string() + ":2");
}

TEST_CASE("a file that was replaced is told and read from its start", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1") + post_line("2"));
    auto const first = archive.search();
    write_file(archive.folder / "a.jsonl", post_line("new 1") + post_line("new 2") + post_line("new 3"));
    auto const second = archive.search(first.cursor);
    CHECK(ids(second) == "new 1 new 2 new 3");
    REQUIRE(second.skipped.size() == 1);
    CHECK_THAT(second.skipped[0].why, Catch::Contains("replaced"));
}

TEST_CASE("a file that vanished is told once", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1"));
    write_file(archive.folder / "b.jsonl", post_line("2"));
    auto const first = archive.search();
    std::filesystem::remove(archive.folder / "a.jsonl");
    auto const second = archive.search(first.cursor);
    CHECK(second.posts.empty());
    REQUIRE(second.skipped.size() == 1);
    CHECK(second.skipped[0].where == (archive.folder / "a.jsonl").string());
    CHECK(archive.search(second.cursor).skipped.empty());
}

TEST_CASE("a file that is named and missing is told once, unless nothing is there at all", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1"));
    archive.settings.paths = {archive.folder / "a.jsonl", archive.folder / "later.jsonl"};
    auto const first = archive.search();
    CHECK(ids(first) == "1");
    CHECK(first.skipped.size() == 1);
    CHECK(archive.search(first.cursor).skipped.empty());
    write_file(archive.folder / "later.jsonl", post_line("2"));
    CHECK(ids(archive.search(first.cursor)) == "2");

    archive.settings.paths = {archive.folder / "nowhere.jsonl"};
    CHECK_THROWS_AS(archive.search(), NetworkError);
}

TEST_CASE("a damaged packed file gives what could be unpacked and is told", "[networks]") {
    auto const* const name = GENERATE("a.jsonl.gz", "a.jsonl.zst");
    INFO(name);
    Archive archive;
    std::string lines;
    for (int i = 0; i < 20'000; ++i) lines += post_line(storage::random_base32(20));
    // gzip's checksum is wrong, zstd's blocks are no blocks.
    bool const gzip = std::string(name).ends_with("gz");
    auto packed = gzip ? gzipped(lines) : zstd_packed(lines);
    auto const bad = gzip ? packed.size() - 8 : packed.size() / 2;
    for (auto i = bad; i < packed.size(); ++i) packed[i] = '\xff';
    write_file(archive.folder / name, packed);
    std::string cursor, told;
    std::size_t posts = 0;
    for (bool more = true; more;) {
        auto const page = archive.search(cursor);
        for (auto const& skipped : page.skipped) told += skipped.why;
        posts += page.posts.size();
        cursor = page.cursor;
        more = page.more;
    }
    CHECK_THAT(told, Catch::Contains("is damaged from here on"));
    CHECK(posts > 1000);
    CHECK(archive.search(cursor).skipped.empty());
}

TEST_CASE("a packed file that ends too early waits for more, unless it is known to be complete",
          "[networks]") {
    auto const* const name = GENERATE("a.jsonl.gz", "a.jsonl.zst");
    INFO(name);
    Archive archive;
    auto const lines = post_line("1") + post_line(std::string(200'000, 'x'));
    auto const packed = std::string(name).ends_with("gz") ? gzipped(lines) : zstd_packed(lines);
    write_file(archive.folder / name, packed.substr(0, packed.size() - 5));
    auto const page = archive.search();
    CHECK(page.skipped.empty());
    archive.settings.complete = true;
    CHECK_FALSE(archive.search().skipped.empty());
    write_file(archive.folder / name, packed);
    CHECK(archive.search(page.cursor).posts.size() + page.posts.size() == 2);
}

TEST_CASE("a pace gives a post at a time and says when to come back", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1") + post_line("2"));
    archive.settings.posts_a_minute = 30;
    auto const page = archive.search();
    CHECK(ids(page) == "1");
    CHECK(page.more);
    CHECK(page.wait == std::chrono::seconds(2));
}

TEST_CASE("a cursor that nobody can read starts the archive again and says so", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl", post_line("1"));
    for (std::string const cursor : {"nonsense", "[]", R"({"a": 1})", R"({"a": {"at": "x"}})"}) {
        auto const page = archive.search(cursor);
        CHECK(ids(page) == "1");
        CHECK_FALSE(page.skipped.empty());
    }
}

TEST_CASE("a stored place whose counts are none is no place", "[networks][archive]") {
    using bot::networks::ArchiveCursor;
    CHECK(ArchiveCursor::from(R"({"a.jsonl": {"at": 12, "line": 3, "head_bytes": 0, "head": ""}})"));
    for (auto const* count : {"-1", "1.5", "333333333333333333333333333333", "\"3\"", "null", "[]"}) {
        INFO(count);
        CHECK_FALSE(ArchiveCursor::from(R"({"a.jsonl": {"at": 12, "line": )" + std::string(count) + "}}"));
    }
}

TEST_CASE("a file that became shorter is told and read again from its start", "[networks]") {
    Archive archive;
    std::string lines;
    for (int i = 10; i < 30; ++i) lines += post_line(std::to_string(i));
    write_file(archive.folder / "a.jsonl", lines);
    auto const first = archive.search();
    REQUIRE(first.posts.size() == 20);
    // Its beginning is the same, so it is the same file.
    write_file(archive.folder / "a.jsonl", lines.substr(0, lines.size() / 2));
    auto const second = archive.search(first.cursor);
    CHECK(second.posts.size() == 10);
    REQUIRE(second.skipped.size() == 1);
    CHECK_THAT(second.skipped[0].why, Catch::Contains("has become shorter"));
    append_file(archive.folder / "a.jsonl", post_line("new"));
    CHECK(ids(archive.search(second.cursor)) == "new");
}

TEST_CASE("a line ends at a line feed and at nothing else", "[networks]") {
    Archive archive;
    auto const bom = std::string("\xEF\xBB\xBF");
    write_file(
        archive.folder / "a.jsonl",
        bom + "{\"id\": 1, \"text\": \"a\u2028b\u2029c\u0085d\"}\r\n\r\n{\"id\": 2, \"text\":\r\"e\"}\n  \n" +
            bom + "{\"id\": 3, \"text\": \"joined by cat\"}\r\n");
    auto const page = archive.search();
    CHECK(page.skipped.empty());
    REQUIRE(ids(page) == "1 2 3");
    CHECK(page.posts[0].text == "a\u2028b\u2029c\u0085d");
}

TEST_CASE("what tar puts behind a packed file is no damage", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl.gz",
               gzipped(post_line("1")) + gzipped("") + std::string(1024, '\0'));
    archive.settings.complete = true;
    auto const page = archive.search();
    CHECK(ids(page) == "1");
    CHECK(page.skipped.empty());
}

TEST_CASE("an id that is a number keeps all of its digits, whatever stands beside it", "[networks]") {
    Archive archive;
    write_file(archive.folder / "a.jsonl",
               "{\"id\": 1593387213315784705, \"text\": \"a\"}\n"
               "{\"id\": 18446744073709551615, \"text\": \"b\", \"more\": " +
                   std::string(500, '[') + std::string(500, ']') + "}\n");
    CHECK(ids(archive.search()) == "1593387213315784705 18446744073709551615");
}

TEST_CASE("of an archive's bad lines a hundred are told at a time, and none is read twice", "[networks]") {
    Archive archive;
    std::string lines;
    for (int i = 0; i < 150; ++i) lines += "oops\n";
    write_file(archive.folder / "a.jsonl", lines + post_line("1"));
    auto const first = archive.search();
    CHECK(first.more);
    CHECK(first.skipped.size() == 100);
    auto const second = archive.search(first.cursor);
    CHECK(second.skipped.size() == 50);
    CHECK(second.skipped[0].where == (archive.folder / "a.jsonl").string() + ":101");
    CHECK(ids(second) == "1");
    CHECK_FALSE(second.more);
}

TEST_CASE("a page of an archive holds five hundred posts and deletions together", "[networks]") {
    Archive archive;
    std::string lines;
    for (int i = 0; i < 300; ++i) lines += post_line(std::to_string(i)) + "{\"id\": \"x\", \"gone\": true}\n";
    write_file(archive.folder / "a.jsonl", lines);
    auto const first = archive.search();
    CHECK(first.posts.size() + first.gone.size() == 500);
    CHECK(first.more);
    auto const second = archive.search(first.cursor);
    CHECK(second.posts.size() == 50);
    CHECK(second.gone.size() == 50);
}

TEST_CASE("files of other systems are read: byte order marks, all line ends, half emojis, huge ids",
          "[networks]") {
    Archive archive;
    archive.settings.complete = true;
    std::string const mark = "\xEF\xBB\xBF";
    write_file(
        archive.folder / "a.jsonl",
        mark + "{\"id\":1,\"text\":\"a\"}\r\n\r\n" + mark + "{\"id\":2,\"text\":\"half \\ud83d\"}\r\n" +
            "{\"id\":15933872133157847040123,\"text\":\"b\"}\r{\"id\":15933872133157847040124,\"text\":"
            "\"byte \xE4\"}\r");
    auto const page = archive.search();
    CHECK(page.skipped.empty());
    CHECK(ids(page) == "1 2 15933872133157847040123 15933872133157847040124");
    CHECK(page.posts[1].text == "half \uFFFD");
    CHECK(page.posts[3].text == "byte \uFFFD");
    CHECK(archive.search(page.cursor).posts.empty());
}

TEST_CASE("old line ends are found wherever a piece of the file ends", "[networks]") {
    Archive archive;
    archive.settings.complete = true;
    std::string lines, wanted;
    for (int i = 0; i < 400; ++i) {
        auto line = post_line(std::to_string(i), std::string(static_cast<std::size_t>(i), 'x'));
        line.back() = '\r';
        lines += line;
        wanted += (wanted.empty() ? "" : " ") + std::to_string(i);
    }
    write_file(archive.folder / "a.jsonl", lines);
    CHECK(ids(archive.search()) == wanted);
}

TEST_CASE("a file that takes too much memory to unpack is told with what to do, and is not damaged",
          "[networks]") {
    Archive archive;
    // A frame of zstd with a window of 256 MiB.
    write_file(archive.folder / "a.jsonl.zst", std::string_view("\x28\xB5\x2F\xFD\x00\x90\x01\x00\x00", 9));
    auto const page = archive.search();
    REQUIRE(page.skipped.size() == 1);
    CHECK_THAT(page.skipped[0].why, Catch::Contains("--long=31") && !Catch::Contains("damaged"));
}

TEST_CASE("an archive's post whose time cannot be read says so, and the first of a page is told",
          "[networks]") {
    Archive archive;
    auto const line = [](std::string const& id, std::string const& time) {
        return R"({"id": ")" + id + R"(", "text": "words")" + time + "}\n";
    };
    write_file(archive.folder / "a.jsonl", line("1", R"(, "created_at": "Wed Oct 10 20:19:24 +0000 2018")") +
                                               line("2", R"(, "created_at": "1512345678")") +
                                               line("3", R"(, "created_at": "03/04/2020")") +
                                               line("4", R"(, "ago": "a while")") +
                                               line("5", R"(, "created_at": null)") + line("6", ""));
    auto const page = archive.search();
    std::string unread;
    for (auto const& post : page.posts)
        if (post.time_unread) unread += post.native_id;
    CHECK(unread == "34");
    CHECK(page.posts.at(0).written_at);
    CHECK(page.posts.at(1).written_at);
    REQUIRE(page.skipped.size() == 1);
    CHECK_THAT(page.skipped[0].where, Catch::EndsWith("a.jsonl:3"));
}
