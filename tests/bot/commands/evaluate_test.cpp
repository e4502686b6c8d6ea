#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/base/user_error.h"
#include "bot/commands/post_lines.h"
#include "storage/types.h"
#include "tests/tools/paths.h"

using bot::detect::Credit;
using Json = nlohmann::json;

namespace {

constexpr auto posts =
    R"({"text":"@acme your agent Maria was amazing, thank you so much!","label":"praise","company":"acme","credit":"both|person"}
{"text":"Great customer service, if you like to wait for three hours","label":"complaint"}
{"text":"the train leaves at nine","label":"praise","company":"","credit":"team"}
)";

/// A file that is gone when the test ends.
class File {
public:
    explicit File(std::string const& text)
        : path_(std::filesystem::temp_directory_path() / ("evaluate-" + storage::random_base32(10))) {
        std::ofstream(path_, std::ios::binary) << text;
    }
    ~File() { std::filesystem::remove(path_); }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::string evaluated(std::string const& options) {
    File const in(posts), out("");
    auto const command = test::program_file() + " evaluate " + in.path().string() + " " + options + " > " +
                         out.path().string();
    REQUIRE(std::system(command.c_str()) == 0);
    std::stringstream text;
    text << std::ifstream(out.path()).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("evaluate prints figures, and each mistake with its post", "[detect][commands]") {
    auto const text = evaluated("");
    for (auto const* piece :
         {"precision", "calibration error", "truth down, said across", "credit of praise found",
          "the train leaves at nine", "the prefilter dropped it"})
        CHECK_THAT(text, Catch::Contains(piece));
    CHECK_THAT(text, !Catch::Contains("keyword search"));
}

TEST_CASE("evaluate shows a keyword search beside it", "[detect][commands]") {
    CHECK_THAT(evaluated("--baseline keywords"),
               Catch::Contains("a keyword search for praise: precision 0.000"));
}

TEST_CASE("evaluate tells machines the same", "[detect][commands]") {
    auto const json = Json::parse(evaluated("--json --baseline keywords"));
    CHECK(json["posts"] == 3);
    CHECK(json["labels"]["praise"]["of"] == 2);
    CHECK(json["labels"]["praise"]["recall"] == 0.5);
    CHECK(json["company"]["right"] == 1);
    CHECK(json["credit"]["right"] == 1);
    CHECK(json["confusion"]["praise"]["other"] == 1);
    CHECK(json["worst"][0]["verdict"]["prefiltered"] == true);
    CHECK(json["keywords"]["praise"]["recall"] == 0.0);
}

TEST_CASE("labelled posts are read with company and credit, and a mistake names its line",
          "[detect][commands]") {
    std::vector<bot::detect::LabelledPost> read;
    bot::commands::read_labelled(File(posts).path(), read);
    REQUIRE(read.size() == 3);
    CHECK(read[0].company == "acme");
    CHECK(read[0].credit == std::vector{Credit::both, Credit::person});
    CHECK(read[1].credit.empty());
    File const wrong(
        "{\"text\":\"a\",\"label\":\"other\"}\n{\"text\":\"b\",\"label\":\"praise\",\"credit\":\"dog\"}\n");
    CHECK_THROWS_WITH(bot::commands::read_labelled(wrong.path(), read), Catch::Contains(":2: \"credit\""));
}
