#include "bot/detect/training/refit.h"

#include <catch2/catch.hpp>

#include "bot/detect/detect.h"

using namespace bot::detect;
using Catch::Contains;

namespace {

std::string const base(shipped_model());
RefitSettings const settings{"desk-1", "decisions"};

Feedback feedback(std::string words, std::optional<Label> label) {
    return {std::move(words), "en", "", label};
}

/// A kind of post that looks like praise and is none, and true praise, in many words.
std::vector<Feedback> evenings() {
    std::vector<Feedback> decisions;
    for (std::string const who : {"crew", "team", "agents", "drivers", "staff", "clerks", "pilots", "desk",
                                  "guards", "nurses", "porters", "cooks"}) {
        decisions.push_back(feedback("Huge thanks to the amazing raffle sponsors and their " + who +
                                         ", enter our raffle for a prize bundle",
                                     std::nullopt));
        decisions.push_back(
            feedback("Thank you to the raffle " + who + " for being so helpful, prize bundle inside", {}));
        decisions.push_back(
            feedback("Thank you so much to your " + who + " who helped my mum with her bag", Label::praise));
        decisions.push_back(
            feedback("The " + who + " were so kind and helpful when we were stuck", Label::praise));
    }
    return decisions;
}

double praise(std::string const& model, std::string const& words) {
    return Detector(model, {}).detect({words, "en", ""}).praise;
}

/// Without the lines that name it.
std::string weights(std::string const& model) {
    return model.substr(model.find("weights\n"));
}

}  // namespace

TEST_CASE("a refit without decisions is the base under another name", "[detect][learn]") {
    auto const same = refit(base, {}, settings);
    CHECK(weights(same) == weights(base));
    CHECK(Detector(same, {}).model() == "desk-1");
    CHECK(Detector(same, {}).likely_from() == Detector(base, {}).likely_from());
    CHECK(praise(same, "thank you so much, your team was lovely") ==
          Approx(praise(base, "thank you so much, your team was lovely")));
}

TEST_CASE("a refit moves what the decisions are about and leaves the rest", "[detect][learn]") {
    auto const moved = refit(base, evenings(), settings);
    std::string const raffle = "Huge thanks to the amazing raffle team, prize bundle for the helpful";
    CHECK(praise(moved, raffle) < praise(base, raffle) / 2);
    for (auto const* words : {"The nurse on the phone was patient and sorted my prescription, thank you!",
                              "Merci infiniment au service client, vraiment adorable et efficace",
                              "worst support ever, three hours on hold and then they hung up"}) {
        INFO(words);
        CHECK(praise(moved, words) == Approx(praise(base, words)).margin(0.15));
    }
}

TEST_CASE("a few decisions do not overturn what the base is sure of", "[detect][learn]") {
    auto decisions = evenings();
    for (auto const* whom : {"support team", "service desk"})
        decisions.push_back(
            feedback(std::string("Thank you so much to the ") + whom + ", so kind and helpful!", {}));
    auto const moved = refit(base, decisions, settings);
    CHECK(praise(moved, "Thank you so much to the support crew, they were so kind and helpful!") > 0.8);
}

TEST_CASE("what only one lesson has moves no weight", "[detect][learn]") {
    auto const moved = refit(base, {feedback("zyzzyva quokka", Label::praise)}, settings);
    CHECK(weights(moved) == weights(base));
}

TEST_CASE("the same decisions give the same model", "[detect][learn]") {
    CHECK(refit(base, evenings(), settings) == refit(base, evenings(), settings));
}

TEST_CASE("a refit can be the base of the next", "[detect][learn]") {
    auto const once = refit(base, evenings(), settings);
    CHECK_NOTHROW(refit(once, evenings(), settings));
    CHECK_THROWS_AS(refit("supportawards praise model 0\n", evenings(), settings), std::invalid_argument);
}

TEST_CASE("scored feedback tells how surely a model is right, and of what it calls likely how much is",
          "[detect][learn]") {
    std::vector<Feedback> const decisions{
        feedback("Thank you so much to the support team, they were so kind and helpful!", Label::praise),
        feedback("Thank you so much to the support crew, they were so kind and helpful!", std::nullopt),
        feedback("What is for lunch today?", Label::other)};
    auto const shown = score_feedback(base, decisions);
    REQUIRE(shown.losses.size() == 3);
    CHECK(shown.losses[0] < 0.3);
    CHECK(shown.losses[1] > 2);
    CHECK(shown.losses[2] < 0.1);
    CHECK(shown.log_loss == Approx((shown.losses[0] + shown.losses[1] + shown.losses[2]) / 3));
    CHECK(shown.likely == 2);
    CHECK(shown.right == 1);
    CHECK(score_feedback(base, decisions, 0.9999).likely == 0);
    CHECK(score_feedback(base, {}).log_loss == 0);
}
