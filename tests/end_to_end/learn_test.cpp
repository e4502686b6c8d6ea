#include <catch2/catch.hpp>
#include <fstream>

#include "bot/base/log.h"
#include "bot/detect/detect.h"
#include "storage/decisions.h"
#include "storage/models.h"
#include "tests/bot/learn/evenings.h"
#include "tests/end_to_end/running_app.h"

using Catch::Contains;
using test::RunningApp;
using namespace std::chrono_literals;

namespace {

/// The model that judged the find with these words.
std::string judged_by(storage::Read const& read, std::string const& start) {
    for (auto const& post : storage::posts::newest(read, 20))
        if (post.text->starts_with(start))
            if (auto const id = storage::candidates::id_of(read, post.id))
                return storage::candidates::find(read, *id)->model;
    return {};
}

void append(RunningApp& running, std::string const& post) {
    std::ofstream(running.folder / "posts.jsonl", std::ios::app) << post << "\n";
}

}  // namespace

TEST_CASE("the daemon learns from the desk, and judges by it without a restart", "[end_to_end]") {
    auto const database = GENERATE(from_range(test::databases()));
    RunningApp running(database, {});
    auto& store = running.app->installation().store;
    running.app->stop(3s);
    test::decide(store, running.app->installation().keys, running.clock, 120, "archive");
    running.restart();
    auto& base = running.app->installation();
    auto const version = RunningApp::eventually([&] {
        auto const use = storage::models::in_use(base.store);
        return use && use->model ? std::to_string(*use->model) : "";
    });
    CHECK(version == "1");
    CHECK_FALSE(running.file("models/1.model").empty());
    CHECK_FALSE(RunningApp::eventually([&] {
                    return running.logged().find("a model is in use") == std::string::npos ? "" : "yes";
                }).empty());
    append(
        running,
        R"({"id": "p9", "author": "jo", "text": "Huge thanks to the @BrixelAir team at gate 7 for helping my mum with her wheelchair, so kind!", "ago": "1m", "lang": "en"})");
    auto const model = RunningApp::eventually([&] {
        running.clock.advance(30s);
        return judged_by(base.store, "Huge thanks to the @BrixelAir");
    });
    CHECK_THAT(model, Catch::EndsWith("+1"));
    CHECK_THAT(running.logged(), !Contains("level=error"));
    bot::log::start({});
}
