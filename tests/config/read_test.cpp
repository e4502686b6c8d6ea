#include "config/read.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "storage/types.h"

using Catch::Contains;

namespace {

/// A file that is gone at the end of the test.
class File {
public:
    explicit File(std::string const& text) { std::ofstream(path_) << text; }
    File(File const&) = delete;
    ~File() { std::filesystem::remove(path_); }
    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path const path_ =
        std::filesystem::temp_directory_path() / ("settings-" + storage::random_base32(10) + ".toml");
};

std::vector<std::string> mistakes_of(config::Sources const& sources) {
    try {
        config::load(sources);
    } catch (config::Error const& error) {
        return error.mistakes();
    }
    return {};
}

config::Sources text(std::string_view toml) {
    config::Sources sources;
    sources.preset = toml;
    sources.preset_name = "a.toml";
    return sources;
}

std::vector<std::string> mistakes_in(std::string const& toml) {
    return mistakes_of(text(toml));
}

}  // namespace

TEST_CASE("without any source every setting has its default", "[config]") {
    auto const loaded = config::load({});
    CHECK(loaded.config.web.port == 8080);
    CHECK(loaded.origins.empty());
}

TEST_CASE("the environment outweighs the file and a flag outweighs both", "[config]") {
    File const file("[web]\nport = 1001\nthreads = 2\nbody_limit_kb = 99\n");
    config::Sources sources;
    sources.file = file.path();
    sources.environment = {
        {"SUPPORTAWARDS_WEB_PORT", "1002"}, {"SUPPORTAWARDS_WEB_THREADS", "3"}, {"HOME", "/root"}};
    sources.flags = {{"--port", "web.port", "1003"}};
    auto const loaded = config::load(sources);
    CHECK(loaded.config.web.port == 1003);
    CHECK(loaded.config.web.threads == 3);
    CHECK(loaded.config.web.body_limit_kb == 99);
    CHECK(loaded.origins.at("web.port") == "--port");
    CHECK(loaded.origins.at("web.threads") == "SUPPORTAWARDS_WEB_THREADS");
    CHECK(loaded.origins.at("web.body_limit_kb") == file.path().string() + ":4");
}

TEST_CASE("every kind of value is read from a file and from words", "[config]") {
    auto const from_file =
        config::load(text("name = \"Prize\"\n[networks.archive]\nenabled = true\npaths = [\"a\", \"b c\"]\n"
                          "[desk]\ncandidate_from = 0.4\nlikely_from = 1\n[season]\nopens = 2026-11-01\n"))
            .config;
    CHECK(from_file.name == "Prize");
    CHECK(from_file.networks.archive.enabled);
    CHECK(from_file.networks.archive.paths == std::vector<std::string>{"a", "b c"});
    CHECK(from_file.desk.candidate_from == 0.4);
    CHECK(from_file.desk.likely_from == 1.0);
    CHECK(from_file.season.opens == "2026-11-01");

    config::Sources words;
    words.environment = {{"SUPPORTAWARDS_NETWORKS_ARCHIVE_ENABLED", "true"},
                         {"SUPPORTAWARDS_NETWORKS_ARCHIVE_PATHS", "a, b c"},
                         {"SUPPORTAWARDS_DESK_CANDIDATE_FROM", "0.4"},
                         {"SUPPORTAWARDS_NOMINATE_FOLLOW_UP_DAYS", "7"}};
    auto const from_words = config::load(words).config;
    CHECK(from_words.networks.archive.enabled);
    CHECK(from_words.networks.archive.paths == std::vector<std::string>{"a", "b c"});
    CHECK(from_words.desk.candidate_from == 0.4);
    CHECK(from_words.nominate.follow_up_after == std::chrono::days(7));
}

TEST_CASE("all mistakes are reported at once, each with its place and what is allowed", "[config]") {
    File const file("nam = \"x\"\n[web]\nport = \"eighty\"\nthreads = 1000\n[nonsense]\na = 1\nb = 2\n");
    config::Sources sources;
    sources.file = file.path();
    sources.environment = {{"SUPPORTAWARDS_WEB_PROT", "1"}};
    sources.flags = {{"--set", "log.level", "loud"}};
    auto const mistakes = mistakes_of(sources);
    auto const at = [&](int line) { return file.path().string() + ":" + std::to_string(line) + ": "; };
    REQUIRE(mistakes.size() == 6);
    CHECK(mistakes[0] == at(1) + "there is no key nam; did you mean name?");
    CHECK_THAT(mistakes[1], Contains(at(5)) && Contains("nonsense"));
    CHECK(mistakes[2] == at(3) + "web.port is \"eighty\"; it must be a whole number from 1 to 65535");
    CHECK(mistakes[3] == at(4) + "web.threads is 1000; it must be a whole number from 1 to 64");
    CHECK(mistakes[4] ==
          "environment: there is no key SUPPORTAWARDS_WEB_PROT; did you mean SUPPORTAWARDS_WEB_PORT?");
    CHECK(mistakes[5] ==
          "--set: log.level is \"loud\"; it must be \"debug\", \"info\", \"warn\", \"error\" or \"off\"");
}

TEST_CASE("a file that is no TOML is reported with its line", "[config]") {
    auto const mistakes = mistakes_in("name = \"a\"\nport = = 3\n");
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes[0], Contains("a.toml:2: this is not TOML"));
}

TEST_CASE("a file that is named and missing is a mistake that says what helps", "[config]") {
    config::Sources sources;
    sources.file = "/nowhere/at/all.toml";
    CHECK_THAT(mistakes_of(sources).at(0),
               Contains("/nowhere/at/all.toml cannot be read") && Contains("example.toml"));
}

TEST_CASE("values that fit their type but not the world are refused", "[config]") {
    auto const [toml, key] = GENERATE(table<std::string, std::string>({
        {"public_url = \"http://a.example/path\"", "public_url"},
        {"public_url = \"ftp://a.example\"", "public_url"},
        {"public_url = \"https://a.example/\"", "public_url"},
        {"public_url = \"https://a.example:99999\"", "public_url"},
        {"public_url = \"https://a.example:0\"", "public_url"},
        {"name = \"\"", "name"},
        {"name = \"a\\nb\"", "name"},
        {"database = \"mysql://x\"", "database"},
        {"[season]\nopens = \"2026-02-30\"", "season.opens"},
        {"[season]\ncategories = []", "season.categories"},
        {"[season]\ncategories = [\"Best Of\"]", "season.categories"},
        {"[web]\ntrusted_proxies = [\"proxy.example\"]", "web.trusted_proxies"},
        {"[web]\ntrusted_proxies = [1]", "web.trusted_proxies"},
        {"[networks.mastodon]\nhashtags = [\"a\\nb\"]", "networks.mastodon.hashtags"},
        {"[networks.rss]\nfeeds = [\"http://a.example/\", \"\\u0000\"]", "networks.rss.feeds"},
        {"[detect]\nlanguages = [\"en\\u007f\"]", "detect.languages"},
        {"[web]\nport = 70000", "web.port"},
        {"[web]\nport = 1.5", "web.port"},
        {"[desk]\ncandidate_from = 1.5", "desk.candidate_from"},
        {"[mail]\nfrom = \"a@b\\r\\nc\"", "mail.from"},
    }));
    auto const mistakes = mistakes_in(toml);
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes[0], Contains(": " + key + " is ") && Contains("it must be"));
}

TEST_CASE("settings that do not go together are refused", "[config]") {
    auto const [toml, words] = GENERATE(table<std::string, std::string>({
        {"[web]\naddress = \"0.0.0.0\"", "needs web.trusted_proxies"},
        {"[season]\nopens = 2026-05-01\ncloses = 2026-05-01", "is not after season.opens"},
        {"[mail]\nsmtp_host = \"m.example\"\noutbox = \"box\"", "keep one"},
        {"[mail]\nsmtp_host = \"m.example\"\nsmtp_user = \"u\"", "SUPPORTAWARDS_MAIL_SMTP_PASSWORD"},
        {"[networks.archive]\nenabled = true", "has no files"},
    }));
    auto const mistakes = mistakes_in(toml);
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes[0], Contains(words));
}

TEST_CASE("each [[season]] is a season of its own, and config show says where its settings come from", "[config]") {
    config::Sources sources;
    sources.preset =
        "[[season]]\nopens = 2026-03-01\ncloses = 2026-05-31\n"
        "[[season]]\nid = \"autumn\"\nopens = 2026-09-01\ncloses = 2026-11-30\ncategories = [\"team\"]\n"
        "category_words = [\"team: Together\"]\n";
    sources.preset_name = "two.toml";
    auto const loaded = config::load(sources);
    REQUIRE(loaded.config.seasons.size() == 2);
    CHECK(loaded.config.seasons[0].opens == "2026-03-01");
    CHECK(loaded.config.seasons[0].categories == config::Season{}.categories);
    CHECK(loaded.config.seasons[1].id == "autumn");
    CHECK(loaded.config.seasons[1].categories == std::vector<std::string>{"team"});
    CHECK(loaded.config.season.opens.empty());
    auto const shown = config::shown(loaded);
    CHECK_THAT(shown, Contains("season[1].opens = \"2026-03-01\"") && Contains("# two.toml:2") &&
                          Contains("season[2].id = \"autumn\"") && !Contains("season.opens"));
}

TEST_CASE("several seasons that do not go together are refused, each by its number", "[config]") {
    auto const [toml, words] = GENERATE(table<std::string, std::string>({
        {"[[season]]\nopens = 2026-05-01\ncloses = 2026-05-01", "season[1].closes"},
        {"[[season]]\nopens = 2026-05-01", "season[1].opens: each of several seasons names"},
        {"[[season]]\nopns = 2026-05-01\nopens = 2026-05-01\ncloses = 2026-06-01", "did you mean season.opens?"},
        {"[[season]]\nopens = 2026-01-01\ncloses = 2026-02-01\n[[season]]\nopens = 2026-05-01\ncloses = 2026-06-01",
         "another season is called 2026, too"},
        {"[season]\npublishes = 2026-05-02\nopens = 2026-05-01", "is after season.opens"},
        {"[season]\nannounced_days = 20", "is before season.counted_days"},
        {"[season]\ncategory_words = [\"speed: Quick\"]", "one of its categories"},
    }));
    auto const mistakes = mistakes_in(toml);
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes[0], Contains(words));
}

TEST_CASE("a secret can lie in a file of its own and is never shown", "[config]") {
    File const secret("  hunter2 \nsecond line\n");
    config::Sources sources;
    sources.environment = {{"SUPPORTAWARDS_MAIL_SMTP_PASSWORD_FILE", secret.path().string()}};
    auto const loaded = config::load(sources);
    CHECK(loaded.config.mail.smtp_password == "hunter2");
    auto const shown = config::shown(loaded);
    CHECK_THAT(shown, !Contains("hunter2"));
    CHECK_THAT(shown, Contains("mail.smtp_password = (set)") &&
                          Contains("SUPPORTAWARDS_MAIL_SMTP_PASSWORD_FILE, from "));

    sources.environment = {{"SUPPORTAWARDS_MAIL_SMTP_PASSWORD_FILE", "/nowhere"}};
    CHECK_THAT(mistakes_of(sources).at(0), Contains("/nowhere") && Contains("first line"));
    CHECK_THAT(mistakes_in("[mail]\nsmtp_password = \"a\"\nsmtp_password_file = \"/b\"").at(0),
               Contains("given twice"));
    CHECK_THAT(mistakes_in("[mail]\nsmtp_password = [\"sesame\"]").at(0), !Contains("sesame"));
    CHECK_THAT(mistakes_in("[web]\nport_file = \"/b\"").at(0), Contains("there is no key web.port_file"));
}

TEST_CASE("what is shown names each value's origin and hides a database password", "[config]") {
    config::Sources sources;
    sources.flags = {{"--database", "database", "postgresql://ana:sesame@db.example/awards"}};
    auto const shown = config::shown(config::load(sources));
    CHECK_THAT(shown, Contains("postgresql://ana:***@db.example/awards") && !Contains("sesame"));
    CHECK_THAT(shown, Contains("# --database") && Contains("# default"));
}

TEST_CASE("the addresses of feeds may hold tokens, so none is shown, and they can lie in a file",
          "[config]") {
    File const file("https://a.example/?token=sesame, https://b.example/sesame\n");
    config::Sources sources;
    sources.flags = {{"--set", "networks.rss.feeds_file", file.path().string()}};
    auto const loaded = config::load(sources);
    CHECK(loaded.config.networks.rss.feeds.size() == 2);
    CHECK_THAT(config::shown(loaded), Contains("networks.rss.feeds = (set)") && !Contains("sesame"));
    CHECK_THAT(config::shown(config::load({})), Contains("networks.rss.feeds = []"));
    sources.flags = {{"--set", "networks.rss.feeds", "sesame"}};
    CHECK_THAT(mistakes_of(sources).at(0), !Contains("sesame"));
}

TEST_CASE("a public_url that was not set follows the port", "[config]") {
    config::Sources sources;
    sources.flags = {{"--port", "web.port", "9090"}};
    CHECK(config::load(sources).config.public_url == "http://127.0.0.1:9090");
    sources.flags.push_back({"--set", "public_url", "https://a.example"});
    sources.flags.push_back({"--set", "web.trusted_proxies", "127.0.0.1"});
    CHECK(config::load(sources).config.public_url == "https://a.example");
}

TEST_CASE("a day is taken only if it is one", "[config]") {
    auto const mistakes = [](std::string const& day) {
        return mistakes_in("[season]\nopens = \"" + day + "\"").size();
    };
    for (auto const* day : {"", "2026-11-22", "2024-02-29"}) CHECK(mistakes(day) == 0);
    for (auto const* text : {"2026-02-29", "2026-13-01", "2026-1-1", "2026/01/01", "+026-01-01", "2026-+1-01",
                             "2026-01-01x", "2026-01- 1", "22.11.2026"})
        CHECK(mistakes(text) == 1);
}
