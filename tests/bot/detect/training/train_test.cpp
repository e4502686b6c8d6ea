#include "bot/detect/training/train.h"

#include <catch2/catch.hpp>
#include <thread>

#include "bot/detect/detect.h"
#include "bot/detect/model/model.h"

using namespace bot::detect;
using Catch::Contains;

namespace {

std::vector<Example> examples() {
    std::vector<Example> all;
    for (std::string const who : {"crew", "team", "agent", "driver", "staff", "rep", "clerk", "pilot"}) {
        all.push_back({"thank you so much to the amazing " + who, "en", "", Label::praise});
        all.push_back({"your " + who + " was brilliant and so helpful", "en", "", Label::praise});
        all.push_back({"worst " + who + " ever, still waiting for my refund", "en", "", Label::complaint});
        all.push_back({"the " + who + " was rude and my bag is lost", "en", "", Label::complaint});
    }
    return all;
}

Trained trained() {
    return train(examples(), {}, {"test-model", "32 made-up posts", 4, 0.1, 12});
}

std::string with_line(std::string model, std::string const& from, std::string const& to) {
    model.replace(model.find(from), from.size(), to);
    return model;
}

}  // namespace

TEST_CASE("a model learns from examples and judges what it has not seen", "[detect]") {
    Detector const detector(trained().model, {});
    CHECK(detector.model() == "test-model");
    CHECK(detector.detect({"thank you to the amazing conductor", "", ""}).label == Label::praise);
    CHECK(detector.detect({"worst conductor ever, amazing that nobody is waiting", "", ""}).label ==
          Label::complaint);
}

TEST_CASE("the same examples give the same model", "[detect]") {
    CHECK(trained().model == trained().model);
}

TEST_CASE("the report shows each label, the thresholds and the calibration", "[detect]") {
    CHECK_THAT(trained().report, Contains("praise") && Contains("complaint") &&
                                     Contains("calibration error") && Contains("likely from") &&
                                     !Contains("Dev"));
    CHECK_THAT(train(examples(), examples(), {"x", "y", 4, 1, 12}).report, Contains("Dev"));
}

TEST_CASE("what is not measured is learned from all the same", "[detect]") {
    auto all = examples();
    for (int i = 0; i < 4; ++i) all.push_back({"zyzzyva zyzzyva bravo", "en", "", Label::praise, false});
    auto const both = train(all, {}, {"x", "y", 4, 0.1, 12});
    CHECK_THAT(both.report, Contains("(32 posts)"));
    CHECK(both.model != trained().model);
    Text const post{"bravo, thanks, zyzzyva", "", ""};
    CHECK(Detector(both.model, {}).detect(post).praise > Detector(trained().model, {}).detect(post).praise);
}

TEST_CASE("two models that judge by turns on one thread do not mix", "[detect]") {
    Detector const shipped(shipped_model(), {}), small(trained().model, {});
    Text const post{"thank you to the wonderful agent who helped me so quickly", "", ""};
    double shipped_alone = 0, small_alone = 0;
    std::thread([&] { shipped_alone = shipped.detect(post).praise; }).join();
    std::thread([&] { small_alone = small.detect(post).praise; }).join();
    REQUIRE(shipped_alone != small_alone);
    for (int turn = 0; turn < 3; ++turn) {
        CHECK(shipped.detect(post).praise == shipped_alone);
        CHECK(small.detect(post).praise == small_alone);
    }
}

TEST_CASE("too few examples of praise are refused", "[detect]") {
    CHECK_THROWS_WITH(train({examples()[0]}, {}, {"x", "y", 5, 1, 12}), Contains("too few"));
}

TEST_CASE("a model that is read and written again is the same file", "[detect]") {
    CHECK(Model::read(trained().model).write() == trained().model);
    CHECK(Model::read(shipped_model()).write() == shipped_model());
}

TEST_CASE("a model that cannot be read is refused by its line", "[detect]") {
    auto const model = trained().model;
    auto const refused = [](std::string const& text) { return Detector(text, {}).model(); };
    CHECK_THROWS_WITH(refused(""), Contains("line 0") && Contains("supportawards praise model 1"));
    CHECK_THROWS_WITH(refused("something else\n"), Contains("line 1"));
    CHECK_THROWS_WITH(refused(with_line(model, "bits 12", "bits many")),
                      Contains("line 4: 'many' is not a number"));
    CHECK_THROWS_WITH(refused(with_line(model, "bits 12", "bits 40")), Contains("line 4: bits must be"));
    CHECK_THROWS_WITH(refused(with_line(model, "bits 12", "bits 12.5")), Contains("line 4: bits must be"));
    CHECK_THROWS_WITH(refused(with_line(model, "slope", "slant")), Contains("line 7: 'slant' is not known"));
    CHECK_THROWS_WITH(refused(model.substr(0, model.size() / 2 / 4 * 4)), Contains("line"));
    CHECK_THROWS_AS(refused(model.substr(0, 300)), std::invalid_argument);
}
