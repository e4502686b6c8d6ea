#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/commands/post_lines.h"
#include "storage/types.h"
#include "tests/tools/paths.h"

using bot::commands::Lines;
using bot::commands::with_verdict;
using bot::detect::Verdict;
using Json = nlohmann::json;

namespace {

std::filesystem::path file_with(std::string const& text) {
    auto const file = std::filesystem::temp_directory_path() / ("detect-" + storage::random_base32(10));
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

struct Ran {
    int code = 0;
    std::string out, problems;
};

std::string text_of(std::filesystem::path const& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    std::filesystem::remove(file);
    return text.str();
}

Ran detect(std::string const& posts, std::string const& options = "") {
    auto const in = file_with(posts), out = file_with(""), problems = file_with("");
    auto const command = test::program_file() + " detect " + options + " < " + in.string() + " > " +
                         out.string() + " 2> " + problems.string();
    auto const status = std::system(command.c_str());
    std::filesystem::remove(in);
    return {WEXITSTATUS(status), text_of(out), text_of(problems)};
}

}  // namespace

TEST_CASE("detect adds a verdict to each line and keeps the rest byte for byte", "[detect][commands]") {
    auto const ran =
        detect("{\"id\":1,  \"text\":\"@acme your agent Maria was amazing, thank you so much!\"}\n");
    CHECK(ran.code == 0);
    CHECK(ran.out.starts_with("{\"id\":1,  \"text\":\"@acme your agent"));
    auto const verdict = Json::parse(ran.out)["verdict"];
    CHECK(verdict["label"] == "praise");
    CHECK(verdict["handle"] == "acme");
    CHECK(verdict["company"].is_null());
    CHECK(verdict["credit"] == "person");
    CHECK(verdict["person"] == "Maria");
    CHECK_FALSE(verdict["reasons"].empty());
    CHECK_FALSE(verdict.contains("prefiltered"));
}

TEST_CASE("a post the prefilter dropped says so", "[detect][commands]") {
    auto const verdict = Json::parse(detect("{\"text\":\"the train leaves at nine\"}").out)["verdict"];
    CHECK(verdict["prefiltered"] == true);
    CHECK(verdict["praise"] == 0);
    CHECK(verdict["credit"].is_null());
}

TEST_CASE("lines that are no posts are named by number, left out, and the exit code tells",
          "[detect][commands]") {
    auto const ran = detect("{\"text\":\"one\"}\nnonsense\n\n{\"id\":4}\n{\"text\":5}\n{\"text\":\"six\"}\n");
    CHECK(ran.code == 1);
    CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 2);
    for (auto const* line : {"line 2: ", "line 4: ", "line 5: "})
        CHECK_THAT(ran.problems, Catch::Contains(line));
    CHECK_THAT(ran.problems, !Catch::Contains("line 6: "));
}

TEST_CASE("a line that breaks behind its words is no post", "[detect][commands]") {
    auto const ran =
        detect("{\"text\":\"thank you team ext\": \"@acme\", \"author\":\"ana\"}\n{\"text\":\"one\"}\n");
    CHECK(ran.code == 1);
    CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
    CHECK_THAT(ran.problems, Catch::Contains("line 1: "));
}

TEST_CASE("a file of another system is read as well", "[detect][commands]") {
    std::string const mark = "\xEF\xBB\xBF";
    auto const ran = detect(mark + "{\"text\":\"one\"}\r\n\r\n" + mark + "{\"text\":\"two\"}\r\n");
    CHECK(ran.code == 0);
    CHECK(ran.problems == "");
    CHECK(ran.out.starts_with("{\"text\":\"one\",\"verdict\""));
    CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 2);

    auto const old = detect("{\"text\":\"one\"}\r{\"text\":\"two\"}\r{\"text\":\"three\"}");
    CHECK(old.code == 0);
    CHECK(std::count(old.out.begin(), old.out.end(), '\n') == 3);
}

TEST_CASE("a broken character costs no line, and what is printed is sound", "[detect][commands]") {
    auto const ran = detect(
        "{\"text\":\"half \\ud83d\"}\n{\"text\":\"byte \xE4\",\"id\":1e999}\n"
        "{\"verdict\":1,\"text\":\"\\ude00\"}\n");
    CHECK(ran.code == 0);
    CHECK(ran.problems == "");
    std::istringstream lines(ran.out);
    int read = 0;
    for (std::string line; std::getline(lines, line); ++read) CHECK(Json::parse(line).contains("verdict"));
    CHECK(read == 3);
}

TEST_CASE("what is no JSON Lines is told once, with what to do", "[detect][commands]") {
    struct Case {
        std::string bytes, told;
    };
    auto const each = GENERATE(
        Case{std::string("\xFF\xFE{\0}\0\n\0", 8), "UTF-16"}, Case{"<!DOCTYPE html>\n<html>\n", "HTML"},
        Case{"\x1F\x8B\x08 packed\n", "gzip"});
    auto const ran = detect(each.bytes);
    INFO(ran.problems);
    CHECK(ran.code != 0);
    CHECK(ran.out == "");
    CHECK(std::count(ran.problems.begin(), ran.problems.end(), '\n') == 1);
    CHECK_THAT(ran.problems, Catch::Contains(each.told));
}

TEST_CASE("posts of an array, of X's own archive and over several lines come out a line each",
          "[detect][commands]") {
    auto const bytes = GENERATE(std::string("\n[\n {\n  \"text\": \"a\"\n },\n {\"text\": \"b\"}\n]\n"),
                                std::string("[{\"text\":\"a\"},{\"text\":\"b\"}]"),
                                std::string("{\n \"text\": \"a\"\n}\n{\n \"text\": \"b\"\n}\n"),
                                std::string("window.YTD.tweets.part0 = [\n {\n \"tweet\": {\"full_text\": \"a\"}\n},"
                                            "\n{\"tweet\": {\"full_text\": \"b &amp;\"}}]"));
    auto const ran = detect(bytes);
    INFO(ran.problems);
    CHECK(ran.code == 0);
    std::istringstream lines(ran.out);
    int read = 0;
    for (std::string line; std::getline(lines, line); ++read) CHECK(Json::parse(line).contains("verdict"));
    CHECK(read == 2);
    auto const broken = detect("[{\"text\":\"a\"},{\"text\":\"b");
    CHECK(broken.code != 0);
    CHECK(std::count(broken.out.begin(), broken.out.end(), '\n') == 1);
    CHECK_THAT(broken.problems, Catch::Contains("line 2"));
}

TEST_CASE("the summary counts labels and ends with the speed", "[detect][commands]") {
    auto const ran = detect("{\"text\":\"one\"}\n{\"text\":\"two\"}\n", "--summary");
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Catch::Contains("praise") && Catch::EndsWith(" posts/s\n"));
}

TEST_CASE("a model that is none is refused by its line", "[detect][commands]") {
    auto const model = file_with("not a model\n");
    auto const ran = detect("", "--model " + model.string());
    std::filesystem::remove(model);
    CHECK(ran.code != 0);
    CHECK_THAT(ran.problems, Catch::Contains("line 1"));
}

TEST_CASE("a verdict is added to any object, and replaces an earlier one", "[detect][commands]") {
    Verdict const verdict;
    CHECK(Json::parse(with_verdict("{}", verdict)).contains("verdict"));
    CHECK(Json::parse(with_verdict(" { \"a\" : 1 } \r", verdict))["a"] == 1);
    auto const again = with_verdict(with_verdict("{\"text\":\"x\"}", verdict), verdict);
    CHECK(again.find("\"verdict\"") == again.rfind("\"verdict\""));
    CHECK(Json::parse(with_verdict("{\"text\":\"my \\\"verdict\\\"\"}", verdict)).size() == 2);
}

TEST_CASE("lines are read whole, however long they are and however the file ends", "[commands]") {
    std::string const long_line(700'000, 'x');
    auto const file = file_with("one\n\n" + long_line + "\nlast");
    Lines lines(file);
    CHECK(lines.next() == "one");
    CHECK(lines.next() == "");
    CHECK(lines.next() == long_line);
    CHECK(lines.next() == "last");
    CHECK(lines.number() == 4);
    CHECK_FALSE(lines.next().has_value());
    std::filesystem::remove(file);
}
