#include "storage/models.h"

#include <catch2/catch.hpp>

#include "tests/bot/desk/office.h"

using namespace std::chrono_literals;
using storage::Model;
using storage::ModelUse;
namespace models = storage::models;

namespace {

Model model(long long number, std::optional<long long> compared_with = {}) {
    Model model;
    model.number = number;
    model.made_at = test::ManualClock::start;
    model.base = "praise-1";
    model.base_sha256 = std::string(64, 'a');
    model.compared_with = compared_with;
    model.learned = 120;
    model.held_out = 31;
    model.before = {0.5, 20, 17};
    model.after = {0.25, 19, 18};
    model.sha256 = std::string(64, 'b');
    return model;
}

}  // namespace

TEST_CASE("a model's row comes back as it was added, the newest first", "[storage][learn]") {
    test::World world(GENERATE(from_range(test::databases())));
    CHECK(models::next_number(world.store) == 1);
    CHECK(models::newest(world.store, 5).empty());
    world.store.write([&](storage::Write& write) {
        models::add(write, model(1));
        auto worse = model(2, 1);
        worse.verdict = Model::Verdict::less_right;
        worse.sha256.reset();
        models::add(write, worse);
    });
    CHECK(models::next_number(world.store) == 3);
    auto const all = models::newest(world.store, 5);
    REQUIRE(all.size() == 2);
    CHECK(all[0].number == 2);
    CHECK(all[0].verdict == Model::Verdict::less_right);
    CHECK(all[0].compared_with == 1);
    CHECK_FALSE(all[0].sha256);
    CHECK(all[1].base_sha256 == std::string(64, 'a'));
    CHECK(all[1].sha256 == std::string(64, 'b'));
    CHECK(all[1].learned == 120);
    CHECK(all[1].held_out == 31);
    CHECK(all[1].before.log_loss == 0.5);
    CHECK(all[1].after.right == 18);
    CHECK_FALSE(all[1].compared_with);
    CHECK(models::find(world.store, 2)->number == 2);
    CHECK_FALSE(models::find(world.store, 3));
}

TEST_CASE("one model is in use, and when which one was is kept", "[storage][learn]") {
    test::FreshOffice office(GENERATE(from_range(test::databases())));
    auto& store = office->store;
    CHECK_FALSE(models::in_use(store));
    auto const use = [&](std::optional<long long> number, ModelUse::Why why,
                         std::optional<storage::OperatorId> person = {}) {
        store.write([&](storage::Write& write) {
            models::begin(write, {number, why, person, office->clock.now(), {}});
        });
    };
    store.write([&](storage::Write& write) { models::add(write, model(1)); });
    use(1, ModelUse::Why::better);
    CHECK(models::in_use(store)->model == 1);
    CHECK(models::in_use(store)->from == office->clock.now());
    office->clock.advance(1h);
    use({}, ModelUse::Why::went_back, office->ana);
    REQUIRE(models::in_use(store));
    CHECK_FALSE(models::in_use(store)->model);
    auto const all = models::uses(store, 5);
    REQUIRE(all.size() == 2);
    CHECK(all[0].person == office->ana);
    CHECK(all[0].why == ModelUse::Why::went_back);
    CHECK(all[1].model == 1);
    CHECK(all[1].until == office->clock.now());
}
