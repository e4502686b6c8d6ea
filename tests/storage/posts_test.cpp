#include "storage/posts.h"

#include <catch2/catch.hpp>

#include "storage/daily_totals.h"
#include "storage/networks.h"
#include "tests/tools/world.h"

using storage::Post;
using storage::PostId;
using storage::Write;

namespace {

Post full_post(test::World& world, std::string const& key) {
    Post post;
    post.id = PostId::random();
    post.network = "archive";
    post.key = key;
    post.author_key = "author key";
    post.thread_key = "thread key";
    post.native_id = "1";
    post.author_id = "u1";
    post.author_handle = "mira";
    post.author_name = "Mira";
    post.text = "Grüße 'von' \"hier\" ☕";
    post.language = "de";
    post.url = "https://example.org/1";
    post.in_reply_to = "0";
    post.summoned = true;
    post.written_at = world.clock.now();
    post.seen_at = world.clock.now();
    return post;
}

}  // namespace

TEST_CASE("a post is stored once and comes back as it was", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const post = full_post(world, "key"), again = full_post(world, "key");
    CHECK(world.store.write([&](Write& write) { return storage::posts::add(write, post); }));
    CHECK_FALSE(world.store.write([&](Write& write) { return storage::posts::add(write, again); }));
    auto const found = storage::posts::find_by_key(world.store, "key");
    REQUIRE(found);
    CHECK(found->id == post.id);
    CHECK(found->text == post.text);
    CHECK(found->thread_key == post.thread_key);
    CHECK(found->language == "de");
    CHECK(found->in_reply_to == "0");
    CHECK(found->summoned);
    CHECK(found->written_at == post.written_at);
    CHECK_FALSE(found->emptied_at);
    CHECK_FALSE(storage::posts::find(world.store, again.id));
    CHECK(storage::posts::count(world.store) == 1);
}

TEST_CASE("an emptied post keeps its keys and nothing that names a person", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const post = full_post(world, "key");
    world.store.write([&](Write& write) {
        storage::posts::add(write, post);
        storage::posts::erase_content(write, post.id, world.clock.now());
    });
    auto const found = *storage::posts::find(world.store, post.id);
    CHECK(found.key == "key");
    CHECK(found.author_key == "author key");
    CHECK(found.emptied_at == world.clock.now());
    for (auto const& gone : {found.native_id, found.author_id, found.author_handle, found.author_name,
                             found.text, found.url, found.in_reply_to})
        CHECK_FALSE(gone);
}

TEST_CASE("seen posts add up by network, day and label", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    world.store.write([](Write& write) {
        storage::seen_counts::add(write, {"archive", "2026-09-01", "thanks", 3});
        storage::seen_counts::add(write, {"archive", "2026-09-01", "thanks", 4});
        storage::seen_counts::add(write, {"archive", "2026-09-02", "thanks", 5});
        storage::seen_counts::add(write, {"archive", "2026-08-31", "thanks", 6});
    });
    auto const found = storage::seen_counts::between(world.store, "2026-09-01", "2026-09-02");
    REQUIRE(found.size() == 2);
    CHECK(found[0].posts == 7);
    CHECK(found[1].day == "2026-09-02");
}

TEST_CASE("a network's row tells how listening goes", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const now = world.clock.now(), later = now + std::chrono::minutes(1);
    world.store.write([&](Write& write) {
        storage::networks::add(write, "archive", now);
        storage::networks::advance(write, "archive", "here");
        storage::networks::add(write, "archive", later);
        storage::networks::failed(write, "archive", "rate", "too fast", now, later);
        storage::networks::failed(write, "archive", "rate", "too fast", now, later);
    });
    auto state = *storage::networks::find(world.store, "archive");
    CHECK(state.cursor == "here");
    CHECK(state.failures == 2);
    CHECK(state.due_at == later);
    CHECK(state.error_class == "rate");
    world.store.write([&](Write& write) { storage::networks::succeeded(write, "archive", later, later); });
    state = *storage::networks::find(world.store, "archive");
    CHECK(state.failures == 0);
    CHECK_FALSE(state.error_class);
    CHECK(state.failed_at == now);
    CHECK_FALSE(storage::networks::find(world.store, "x"));
    CHECK_FALSE(storage::networks::find(world.store, ""));
}
