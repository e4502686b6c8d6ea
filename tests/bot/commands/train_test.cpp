#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/tools/program.h"

using Catch::Contains;

namespace {

std::string labelled(std::string const& text, std::string const& label) {
    return nlohmann::json{{"text", text}, {"label", label}}.dump() + "\n";
}

/// So many posts of praise and as many complaints, no two alike.
std::string corpus(int of_each) {
    static constexpr std::array names{"Maria", "Tom", "Ines", "Jonas", "Priya"};
    static constexpr std::array things{"refund",  "router", "parcel",  "booking",
                                       "invoice", "laptop", "contract"};
    std::string text;
    for (int i = 0; i < of_each; ++i) {
        auto const* name = names[static_cast<std::size_t>(i) % names.size()];
        auto const* thing = things[static_cast<std::size_t>(i) % things.size()];
        text += labelled(
            fmt::format("@acme your agent {} was wonderful about my {}, thank you so much!", name, thing),
            "praise");
        text +=
            labelled(fmt::format("@acme your agent {} ignored my {} for weeks, useless support", name, thing),
                     "complaint");
    }
    return text;
}

/// Files to learn from, and where the model goes.
struct Workshop {
    std::string file(std::string const& name, std::string const& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
        return (folder / name).string();
    }
    std::string model() const {
        std::stringstream text;
        text << std::ifstream(folder / "new.model").rdbuf();
        return text.str();
    }
    /// The first line of a run that wrote the model: its name and where it is.
    std::string trained(test::Program::Words words) const {
        words.insert(words.begin(), "train");
        words.insert(words.end(), {"--out", (folder / "new.model").string()});
        auto const ran = test::run(words);
        INFO(ran.error);
        REQUIRE(ran.code == 0);
        return ran.out.substr(ran.out.rfind("praise-"));
    }

    test::Folder folder;
};

}  // namespace

TEST_CASE("a model made by train tells praise from complaints that it never saw", "[commands][detect]") {
    Workshop const shop;
    shop.trained({shop.file("posts", corpus(30))});
    auto const unseen = shop.file(
        "unseen",
        labelled("@acme your agent Lena was wonderful about my phone, thank you so much!", "praise") +
            labelled("@acme your agent Lena ignored my phone for weeks, useless support", "complaint"));
    auto const judged =
        test::run({"evaluate", unseen, "--json", "--model", (shop.folder / "new.model").string()});
    auto const figures = nlohmann::json::parse(judged.out);
    CHECK(figures["confusion"]["praise"]["praise"] == 1);
    CHECK(figures["labels"]["praise"]["precision"] == 1.0);
}

TEST_CASE("train prints how good the model is and where its thresholds lie", "[commands][detect]") {
    Workshop const shop;
    auto const ran = test::run({"train", shop.file("posts", corpus(10)), "--folds", "2"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Catch::StartsWith("Cross-validated, 2 folds (20 posts)\n"));
    CHECK_THAT(ran.out, Contains("praise from ") && Contains("candidate from ") && Contains("likely from "));
    CHECK_THAT(ran.out, !Contains("written to") && !Contains("Dev ("));
}

TEST_CASE("the same posts make the same model of the same name; one other label makes another",
          "[commands][detect]") {
    Workshop const shop;
    auto const posts = corpus(10);
    auto const first = shop.trained({shop.file("first", posts)});
    auto const model = shop.model();
    CHECK(first.ends_with(" written to " + (shop.folder / "new.model").string() + "\n"));
    CHECK(shop.trained({shop.file("again", posts)}) == first);
    CHECK(shop.model() == model);
    auto const changed = labelled("the train leaves at nine", "other");
    auto const relabelled = labelled("the train leaves at nine", "product");
    CHECK(shop.trained({shop.file("changed", posts + changed)}) !=
          shop.trained({shop.file("relabelled", posts + relabelled)}));
}

TEST_CASE("several files are learned from together, as if they were one", "[commands][detect]") {
    Workshop const shop;
    auto const posts = corpus(10);
    auto const middle = posts.find('\n', posts.size() / 2) + 1;
    auto const whole = shop.trained({shop.file("whole", posts)});
    auto const model = shop.model();
    CHECK(shop.trained({shop.file("a", posts.substr(0, middle)), shop.file("b", posts.substr(middle))}) ==
          whole);
    CHECK(shop.model() == model);
}

TEST_CASE("posts given with --also are learned from and not measured on", "[commands][detect]") {
    Workshop const shop;
    auto const posts = shop.file("posts", corpus(10));
    shop.trained({posts});
    auto const without = shop.model();
    auto const more =
        shop.file("more", labelled("@acme five stars for your agent Maria, wonderful", "praise"));
    auto const ran =
        test::run({"train", posts, "--also", more, "--out", (shop.folder / "new.model").string()});
    CHECK_THAT(ran.out, Contains("Cross-validated, 5 folds (20 posts)"));
    CHECK_THAT(shop.model(), Contains("21 labelled posts"));
    CHECK(shop.model() != without);
}

TEST_CASE("posts given with --dev are measured and not learned from", "[commands][detect]") {
    Workshop const shop;
    auto const posts = shop.file("posts", corpus(10));
    shop.trained({posts});
    auto const without = shop.model();
    auto const dev = shop.file("dev", labelled("@acme five stars for your agent Maria, wonderful", "praise"));
    auto const ran = test::run({"train", posts, "--dev", dev, "--out", (shop.folder / "new.model").string()});
    CHECK_THAT(ran.out, Contains("(20 posts)") && Contains("Dev (1 posts)"));
    CHECK(shop.model() == without);
}

TEST_CASE("too few posts for so many parts are refused with their number", "[commands][detect]") {
    Workshop const shop;
    auto const posts = shop.file("posts", corpus(4));
    auto const ran = test::run({"train", posts});
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(ran.error, Contains("4 posts of praise and 4 others are too few for 5 folds"));
    CHECK(test::run({"train", posts, "--folds", "4"}).code == 0);
    CHECK(test::run({"train", posts, "--folds", "1"}).code == 1);
}

TEST_CASE("train writes no model when a line is no labelled post, or the file cannot be written",
          "[commands][detect]") {
    Workshop const shop;
    auto const [line, words] = GENERATE(table<std::string, std::string>({
        {"nonsense", "not a JSON object"},
        {"[]", "not a JSON object"},
        {R"({"label":"praise"})", "\"text\" is missing"},
        {R"({"text":"a"})", "\"label\" must be praise"},
        {R"({"text":"a","label":"lovely"})", "\"label\" must be praise"},
    }));
    auto const posts = corpus(5);
    auto const out = shop.folder / "new.model";
    auto const broken = test::run({"train", shop.file("posts", posts + line + "\n"), "--out", out.string()});
    CHECK(broken.code == 1);
    CHECK_THAT(broken.error, Contains("posts:11: " + words));
    CHECK_FALSE(std::filesystem::exists(out));
    auto const nowhere = (shop.folder / "none/new.model").string();
    auto const unwritten = test::run({"train", shop.file("posts", posts), "--out", nowhere});
    CHECK(unwritten.code == 1);
    CHECK_THAT(unwritten.error, Contains("the model " + nowhere + " cannot be written"));
}
