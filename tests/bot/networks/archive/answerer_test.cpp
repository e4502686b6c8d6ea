#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "bot/networks/archive/archive.h"
#include "tests/bot/networks/archive/archive_files.h"
#include "tests/tools/child.h"
#include "tests/tools/world.h"

using bot::networks::ArchiveSettings;
using bot::networks::NetworkError;
using bot::networks::Parent;
using test::append_file;
using test::post_line;
using test::write_file;

namespace {

struct Outbox {
    test::Folder folder;
    ArchiveSettings settings{{folder.path}, 0, std::chrono::seconds(60), folder / "outbox/replies.jsonl"};
    std::unique_ptr<bot::networks::Answerer> const answerer = bot::networks::archive_answerer(settings);

    std::string text() const {
        std::ifstream file(settings.outbox);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

bot::networks::Composed composed(std::string const& words, std::string const& parent,
                                 std::string const& key) {
    Parent to;
    to.native_id = parent;
    return bot::networks::archive_reply(words, to, key, {});
}

}  // namespace

TEST_CASE("an archive tells whether a post is still there", "[networks]") {
    Outbox outbox;
    write_file(outbox.folder / "a.jsonl",
               post_line("1") + post_line("10", "ten") + post_line("at://did:x/1", "uri"));
    CHECK(outbox.answerer->look("10").state == Parent::State::there);
    CHECK(outbox.answerer->look("10").text == "ten");
    CHECK(outbox.answerer->look("at://did:x/1").text == "uri");
    CHECK(outbox.answerer->look("0").state == Parent::State::gone);
    append_file(outbox.folder / "a.jsonl", "{\"id\": \"10\", \"gone\": true}\n");
    CHECK(outbox.answerer->look("10").state == Parent::State::gone);
    append_file(outbox.folder / "a.jsonl", post_line("10", "back, and edited"));
    CHECK(outbox.answerer->look("10").text == "back, and edited");
}

TEST_CASE("a reply counts its characters, not its bytes", "[networks]") {
    CHECK(composed("Grüße ☕", "1", "k").length == 7);
    CHECK(composed(std::string(500, 'x'), "1", "k").valid());
    CHECK_FALSE(composed(std::string(501, 'x'), "1", "k").valid());
    CHECK_FALSE(composed("", "1", "k").valid());
}

TEST_CASE("a reply sent twice with one key is in the outbox once and can be found", "[networks]") {
    Outbox outbox;
    auto const reply = composed("That team\ndeserves an award.", "7", "key-1");
    CHECK_FALSE(outbox.answerer->find(reply));
    auto const sent = outbox.answerer->send(reply);
    CHECK(outbox.answerer->send(reply).native_id == sent.native_id);
    CHECK(outbox.text() == reply.request + "\n");
    REQUIRE(outbox.answerer->find(reply));
    CHECK(outbox.answerer->find(reply)->words == "That team\ndeserves an award.");
    CHECK_FALSE(outbox.answerer->find(composed("other", "7", "key-2")));
}

TEST_CASE("a line that a crash left half-written does not swallow the next reply", "[networks]") {
    Outbox outbox;
    auto const reply = composed("Hello", "7", "key-1");
    std::filesystem::create_directories(outbox.settings.outbox.parent_path());
    write_file(outbox.settings.outbox, reply.request.substr(0, reply.request.size() - 5));
    CHECK_FALSE(outbox.answerer->find(reply));
    outbox.answerer->send(reply);
    CHECK(outbox.answerer->find(reply));
}

TEST_CASE("a process killed around the outbox's write sends once in the end", "[networks]") {
    for (auto const* const at : {"archive.before_append", "archive.after_append"}) {
        Outbox outbox;
        auto const reply = composed("Hello", "7", "key-1");
        auto const child = test::in_a_child([&] {
            ::setenv("SUPPORTAWARDS_KILL_AT", at, 1);
            outbox.answerer->send(reply);
        });
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        CHECK(outbox.answerer->find(reply).has_value() == (at == std::string("archive.after_append")));
        outbox.answerer->send(reply);
        CHECK(outbox.text() == reply.request + "\n");
    }
}

TEST_CASE("an outbox that cannot be written fails without having sent", "[networks]") {
    Outbox outbox;
    write_file(outbox.folder / "file", "");
    outbox.settings.outbox = outbox.folder / "file/replies.jsonl";
    auto const answerer = bot::networks::archive_answerer(outbox.settings);
    CHECK_THROWS_AS(answerer->send(composed("Hello", "7", "key-1")), NetworkError);
}

TEST_CASE("an archive shows what answers a post, until it is gone", "[networks]") {
    Outbox outbox;
    auto const answer = [](std::string const& id, std::string const& to, std::string const& text) {
        return R"({"id": ")" + id + R"(", "author": "jo", "in_reply_to": ")" + to + R"(", "text": ")" + text +
               "\"}\n";
    };
    write_file(outbox.folder / "a.jsonl", post_line("1") + answer("2", "1", "it broke") +
                                              answer("3", "2", "deeper") + answer("4", "10", "other"));
    auto const below = outbox.answerer->look("1").below;
    REQUIRE(below.size() == 1);
    CHECK(below[0].text == "it broke");
    CHECK(below[0].author_handle == "jo");
    append_file(outbox.folder / "a.jsonl", "{\"id\": \"2\", \"gone\": true}\n");
    CHECK(outbox.answerer->look("1").below.empty());
}
