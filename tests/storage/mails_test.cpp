#include "storage/mails.h"

#include <catch2/catch.hpp>

#include "storage/engine/sql.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
namespace mails = storage::mails;
namespace paces = storage::paces;
using Times = std::vector<std::chrono::milliseconds>;

namespace {

struct Outbox : test::World {
    using World::World;
    storage::Mail add(std::chrono::milliseconds due_in, std::optional<std::string> mailbox = "m") {
        storage::Mail mail;
        mail.sealed_to = "to";
        mail.sealed_text = "text";
        mail.created_at = mail.due_at = clock.now() + due_in;
        mail.mailbox = std::move(mailbox);
        store.write([&](storage::Write& write) { mails::add(write, mail); });
        return mail;
    }
    /// How far ahead each of so many is put.
    Times placed(int many, std::string const& what, paces::Rule const& rule) {
        Times found;
        for (int i = 0; i < many; ++i)
            store.write([&](storage::Write& write) {
                auto const at = paces::next(write, what, rule, clock.now());
                paces::take(write, what, at);
                found.push_back(at - clock.now());
            });
        return found;
    }
};

}  // namespace

TEST_CASE("what is held back for a mailbox can be written on and sent at once", "[storage][mails]") {
    Outbox world(GENERATE(from_range(test::databases())));
    auto const now = world.clock.now();
    auto const late = world.add(2h), soon = world.add(1h), due = world.add(0ms);
    world.add(1h, "other");
    world.add(1h, std::nullopt);
    auto const held = [&] {
        std::vector<storage::MailId> ids;
        for (auto const& mail : mails::held_back(world.store, "m", world.clock.now())) ids.push_back(mail.id);
        return ids;
    };
    CHECK(held() == std::vector<storage::MailId>{soon.id, late.id});
    auto const rewritten = [&](storage::Mail const& mail) {
        return world.store.write(
            [&](storage::Write& write) { return mails::rewrite(write, mail.id, "more", world.clock.now()); });
    };
    CHECK(rewritten(soon));
    CHECK_FALSE(rewritten(due));
    CHECK(mails::held_back(world.store, "m", now)[0].sealed_text == "more");
    world.store.write([&](storage::Write& write) { mails::hasten(write, "m", world.clock.now()); });
    CHECK(held().empty());
    CHECK(mails::due(world.store, now, 10).size() == 3);
    for (auto const& mail : mails::due(world.store, now, 10)) CHECK(mail.created_at == now);
    world.store.write([&](storage::Write& write) { mails::sent(write, soon.id, now); });
    CHECK_FALSE(rewritten(soon));
    storage::Read const read(world.store);
    CHECK(storage::select_value<long long>(read, "select count(*) from mails where mailbox = 'm'") == 2);
}

TEST_CASE("what is paced happens so often in a window and then when it is over", "[storage][mails]") {
    Outbox world(GENERATE(from_range(test::databases())));
    CHECK(world.placed(5, "a", {2, 1h}) == Times{0ms, 0ms, 1h, 1h, 2h});
    CHECK(world.placed(1, "b", {2, 1h}) == Times{0ms});
    world.clock.advance(90min);
    CHECK(world.placed(1, "b", {1, 1h}) == Times{0ms});
    CHECK(world.placed(1, "a", {2, 1h}) == Times{30min});
    world.placed(1, "a from x", {1, 1h});
    world.store.write([](storage::Write& write) {
        paces::take(write, "a!", storage::Time{});
        paces::take(write, "ab", storage::Time{});
        paces::forget(write, "a");
    });
    CHECK(world.placed(1, "a", {1, 1h}) == Times{0ms});
    CHECK(world.placed(1, "a from x", {1, 1h}) == Times{0ms});
    storage::Read const read(world.store);
    CHECK(storage::select_value<long long>(read, "select count(*) from paces where what in ('a!', 'ab')") ==
          2);
}

TEST_CASE("what decides when a mail leaves is found by an index", "[storage][mails]") {
    Outbox world;
    storage::Read const read(world.store);
    auto const plan = [&](std::string const& sql) {
        std::string detail, all;
        int id = 0, parent = 0, unused = 0;
        storage::select_each(read, {"explain query plan", sql}, std::tie(id, parent, unused, detail),
                             [&] { all += detail + "\n"; });
        return all;
    };
    CHECK_THAT(plan("select taken_at from paces where what = 'a' order by taken_at desc limit 1 offset 8"),
               Catch::Contains("paces_by_time"));
    CHECK_THAT(
        plan("select id from mails where mailbox = 'm' and tries = 0 and due_at > 1 and sent_at is null"),
        Catch::Contains("mails_by_mailbox"));
    CHECK_THAT(plan("delete from paces where taken_at < 1"), Catch::Contains("paces_old"));
    CHECK_THAT(plan("select id from audit order by done_at desc, id desc limit 1"),
               Catch::Contains("audit_by_time"));
    CHECK_THAT(plan("select id from audit where operator = 'a' order by done_at desc, id desc limit 1"),
               Catch::Contains("audit_by_operator"));
}
