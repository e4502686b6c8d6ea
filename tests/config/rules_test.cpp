#include <catch2/catch.hpp>

#include "config/read.h"

using Catch::Contains;

namespace {

std::vector<std::string> mistakes_in(std::string const& toml) {
    config::Sources sources;
    sources.preset = toml;
    sources.preset_name = "a.toml";
    try {
        config::load(sources);
    } catch (config::Error const& error) {
        return error.mistakes();
    }
    return {};
}

std::string list_of(std::string const& key, std::string const& value) {
    auto const dot = key.rfind('.');
    return "[" + key.substr(0, dot) + "]\n" + key.substr(dot + 1) + " = " + value + "\n";
}

}  // namespace

TEST_CASE("a network that is enabled without what it needs is refused, naming the key", "[config]") {
    auto const [toml, key, words] = GENERATE(table<std::string, std::string, std::string>({
        {"[networks.mastodon]\nenabled = true", "networks.mastodon.instance", "name the server"},
        {"[networks.lemmy]\nenabled = true", "networks.lemmy.instance", "name the server"},
        {"[networks.lemmy]\nusername = \"a\"", "networks.lemmy.password", "username needs it"},
        {"[networks.x]\nenabled = true", "networks.x.client_id", "client_id or bearer_token"},
        {"[networks.x]\nenabled = true\nclient_id = \"a\"\nstream = true", "networks.x.bearer_token",
         "stream needs it"},
        {"[networks.rss]\nenabled = true", "networks.rss.feeds", "there is none"},
        {"[networks.rss]\nfeeds = [\"https://a.example\", \"ftp://a.example\"]", "networks.rss.feeds",
         "https:// or http://"},
        {"[networks.reddit]\nenabled = true\nclient_id = \"a\"\nsubreddits = [\"b\"]",
         "networks.reddit.client_id", "client_id and user_agent"},
        {"[networks.reddit]\nenabled = true\nuser_agent = \"a\"\nsubreddits = [\"b\"]",
         "networks.reddit.client_id", "client_id and user_agent"},
        {"[networks.reddit]\nenabled = true\nclient_id = \"a\"\nuser_agent = \"a\"",
         "networks.reddit.subreddits", "neither subreddits nor queries"},
    }));
    auto const mistakes = mistakes_in(toml);
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes[0], Contains(": " + key + ": ") && Contains(words));
}

TEST_CASE("a site that is open to the world names the proxy in front of it", "[config]") {
    auto const* const open =
        GENERATE("https://awards.example", "http://192.168.1.5:8080", "https://[2001:db8::1]");
    auto const text = "public_url = \"" + std::string(open) + "\"\n";
    auto const mistakes = mistakes_in(text);
    REQUIRE(mistakes.size() == 1);
    CHECK_THAT(mistakes[0], Contains(": web.trusted_proxies: ") && Contains(open) && Contains("127.0.0.1"));
    CHECK(mistakes_in(text + "[web]\ntrusted_proxies = [\"127.0.0.1\"]").empty());
}

TEST_CASE("a site for this machine alone needs no proxy", "[config]") {
    auto const* const own =
        GENERATE("http://127.0.0.1:8080", "http://localhost", "https://localhost:8443", "http://[::1]:80");
    CHECK(mistakes_in("public_url = \"" + std::string(own) + "\"\n").empty());
}

TEST_CASE("a network that has just what it needs is taken", "[config]") {
    auto const* const toml = GENERATE(
        "[networks.x]\nenabled = true\nclient_id = \"a\"",
        "[networks.x]\nenabled = true\nbearer_token = \"a\"",
        "[networks.x]\nenabled = true\nbearer_token = \"a\"\nstream = true", "[networks.x]\nstream = true",
        "[networks.rss]\nenabled = true\nfeeds = [\"http://a.example\", \"https://a.example\"]",
        "[networks.lemmy]\nenabled = true\ninstance = \"https://a.example\"",
        "[networks.mastodon]\nenabled = true\ninstance = \"https://a.example\"",
        "[networks.reddit]\nenabled = true\nclient_id = \"a\"\nuser_agent = \"a\"\nqueries = [\"b\"]",
        "[networks.reddit]\nenabled = true\nclient_id = \"a\"\nuser_agent = \"a\"\nsubreddits = [\"b\"]");
    INFO(toml);
    CHECK(mistakes_in(toml).empty());
}

TEST_CASE("settings that go together up to the very limit are taken, and no further", "[config]") {
    auto const [fits, does_not] = GENERATE(table<std::string, std::string>({
        {"[desk]\ncandidate_from = 0.5\nlikely_from = 0.5",
         "[desk]\ncandidate_from = 0.5\nlikely_from = 0.49"},
        {"[desk]\ncandidate_from = 0.5\nlikely_from = 0.0",
         "[desk]\ncandidate_from = 0.5\nlikely_from = 0.01"},
        {"[season]\nopens = 2026-05-01\ncloses = 2026-05-02",
         "[season]\nopens = 2026-05-02\ncloses = 2026-05-01"},
        {"[web]\naddress = \"127.8.0.1\"", "[web]\naddress = \"128.0.0.1\""},
        {"[web]\naddress = \"0.0.0.0\"\ntrusted_proxies = [\"10.0.0.1\"]", "[web]\naddress = \"::\""},
        {"[mail]\nsmtp_host = \"a\"\nsmtp_user = \"u\"\nsmtp_password = \"p\"",
         "[mail]\nsmtp_user = \"u\"\nsmtp_password = \"p\""},
    }));
    INFO(fits << "\n" << does_not);
    CHECK(mistakes_in(fits).empty());
    CHECK(mistakes_in(does_not).size() == 1);
}

TEST_CASE("a rule that is broken names the line that broke it, or that it is the default", "[config]") {
    CHECK_THAT(mistakes_in("[desk]\nlikely_from = 0.2\ncandidate_from = 0.5").at(0),
               Catch::StartsWith("a.toml:2: desk.likely_from: "));
    CHECK_THAT(mistakes_in("[networks.rss]\nenabled = true").at(0),
               Catch::StartsWith("default: networks.rss.feeds: "));
}

TEST_CASE("the first and the last value that a key allows are taken, the next is not", "[config]") {
    auto const quoted = [](std::string const& text) { return "\"" + text + "\""; };
    auto const [key, allowed, refused] =
        GENERATE_COPY(table<std::string, std::vector<std::string>, std::vector<std::string>>({
            {"web.port", {"1", "65535"}, {"0", "65536", "-1"}},
            {"web.body_limit_kb", {"16", "10240"}, {"15", "10241"}},
            {"season.announced_days", {"21", "365"}, {"-1", "366"}},
            {"desk.undo_seconds", {"0", "600"}, {"-1", "601"}},
            {"desk.candidate_from", {"0", "1", "1.0"}, {"-0.01", "1.01", "nan", "\"0.5\""}},
            {"season.name", {quoted(std::string(60, 'x'))}, {"\"\"", quoted(std::string(61, 'x'))}},
            {"season.id",
             {"\"\"", "\"2026-b\"", quoted(std::string(40, 'x'))},
             {quoted(std::string(41, 'x')), "\"B\"", "\"a_b\""}},
            {"season.opens",
             {"\"\"", "2026-02-28", "\"2028-02-29\""},
             {"\"2026-02-29\"", "2026-02-28T10:00:00"}},
            {"mail.from",
             {"\"a@b.example\"", "\"a@bc\"", "\"a.b+c@x-1.example\"",
              quoted(std::string(64, 'a') + "@b.example")},
             {"\"\"", "\"@b.example\"", "\"a@b@c.example\"", "\"a b@c.example\"", "\"<a@b.example>\"",
              "\"a@b\"", quoted("a@" + std::string(248, 'x')), "\"\u00e4@b.example\"",
              "\"a@b\u00fccher.example\"", "\"a;b@c.example\"", "\"a(b)@c.example\"", "\"a,b@c.example\"",
              "\"a@b..example\"", "\".a@b.example\"", "\"a@-b.example\"", "\"a@[10.0.0.1]\"",
              "\"a@b_c.example\"", quoted(std::string(65, 'a') + "@b.example")}},
            {"nominate.name_servers",
             {"[]", "[\"10.0.0.1\", \"10.0.0.1:5353\", \"::1\", \"[2001:db8::53]:53\"]"},
             {"[\"dns.example\"]", "[\"10.0.0.1:0\"]", "[\"10.0.0.1:65536\"]", "[\"[::1\"]",
              "[\"10.0.0.1:\"]", "[\"\"]"}},
            {"web.trusted_proxies",
             {"[]", "[\"10.0.0.1\", \"::1\"]"},
             {"[\"10.0.0\"]", "[\"\"]", "\"10.0.0.1\""}},
            {"detect.languages", {"[]", "[\"de\"]"}, {"[\"\"]", "[1]"}},
            {"networks.x.daily_spend",
             {"\"0\"", "\"999999.99\"", "\"0.05\""},
             {"\"\"", "\"1000000\"", "\".5\"", "\"5.\"", "\"-1\"", "\"1e3\"", "5"}},
            {"log.level", {"\"off\"", "\"debug\""}, {"\"OFF\"", "\"\"", "true"}},
            {"detect.learn", {"true", "false"}, {"1", "\"true\""}},
        }));
    for (auto const& value : allowed) {
        INFO(key << " = " << value);
        CHECK(mistakes_in(list_of(key, value)).empty());
    }
    for (auto const& value : refused) {
        INFO(key << " = " << value);
        auto const mistakes = mistakes_in(list_of(key, value));
        REQUIRE(mistakes.size() == 1);
        CHECK_THAT(mistakes[0], Catch::StartsWith("a.toml:2: " + key + " is "));
    }
}

TEST_CASE("an address of the site is a scheme, a host and perhaps a port", "[config]") {
    auto const taken = [](std::string const& address) {
        return mistakes_in("public_url = \"" + address + "\"\n[web]\ntrusted_proxies = [\"127.0.0.1\"]")
            .empty();
    };
    for (auto const* good : {"https://a.example", "http://localhost:8080", "https://A.example",
                             "http://[::1]", "http://[::1]:80", "http://a-b.example:65535"}) {
        INFO(good);
        CHECK(taken(good));
    }
    for (auto const* bad :
         {"", "a.example", "https://", "https://:80", "https://a.example:", "https://a.example:x",
          "https://a.example:123456", "https://a.example/", "https://ana@a.example", "https://a.example?b",
          "HTTPS://a.example", " https://a.example"}) {
        INFO(bad);
        CHECK_FALSE(taken(bad));
    }
}

TEST_CASE("words of the environment must be of the key's type, whole", "[config]") {
    auto const [name, words] = GENERATE(table<std::string, std::string>({
        {"SUPPORTAWARDS_WEB_PORT", "8080x"},
        {"SUPPORTAWARDS_WEB_PORT", ""},
        {"SUPPORTAWARDS_WEB_PORT", " 8080"},
        {"SUPPORTAWARDS_WEB_PORT", "99999999999999999999"},
        {"SUPPORTAWARDS_DESK_LIKELY_FROM", "0,5"},
        {"SUPPORTAWARDS_DETECT_LEARN", "yes"},
        {"SUPPORTAWARDS_DETECT_LEARN", "TRUE"},
    }));
    config::Sources sources;
    sources.environment = {{name, words}};
    CHECK_THROWS_WITH(config::load(sources),
                      Catch::StartsWith(name + ": ") && Contains(" is \"" + words + "\";"));
}

TEST_CASE("a list in words is parted at commas, and what is blank between them is nothing", "[config]") {
    config::Sources sources;
    sources.flags = {{"--set", "detect.languages", " de ,, en\t, "}};
    CHECK(config::load(sources).config.detect.languages == std::vector<std::string>{"de", "en"});
    sources.flags = {{"--set", "detect.languages", ""}};
    CHECK(config::load(sources).config.detect.languages.empty());
}

TEST_CASE("the file of a secret must be named by a text", "[config]") {
    CHECK_THAT(mistakes_in("[mail]\nsmtp_password_file = [\"/run/a\"]").at(0),
               Contains("a.toml:2: mail.smtp_password_file is ") && Contains("the path of a file"));
    for (auto const* odd : {"5", "[1]", "2026-05-01T10:00:00"})
        CHECK_THAT(mistakes_in(std::string("[mail]\nsmtp_password_file = ") + odd).at(0),
                   Contains("the path of a file"));
}

TEST_CASE("an interval that our pace cannot serve is refused with the figures", "[config]") {
    auto const mastodon = [](int seconds, std::string const& more) {
        return mistakes_in("[networks.mastodon]\nenabled = true\ninstance = \"https://a.example\"\n" + more +
                           "interval_seconds = " + std::to_string(seconds));
    };
    CHECK(mastodon(60, "").empty());
    CHECK(mastodon(39, "").empty());
    REQUIRE(mastodon(38, "").size() == 1);
    auto const why = mastodon(10, "hashtags = [\"a\", \"b\"]\n").at(0);
    CHECK_THAT(why,
               Catch::StartsWith("a.toml:5: networks.mastodon.interval_seconds: 10 seconds are too few") &&
                   Catch::Contains("28 times") && Catch::Contains("1.5 seconds") &&
                   Catch::Contains("set 42 or more"));
    auto const lemmy = [](std::string const& communities) {
        return mistakes_in(
            "[networks.lemmy]\nenabled = true\ninstance = \"https://a.example\"\ncommunities = [" +
            communities + "]\ninterval_seconds = 60");
    };
    CHECK(lemmy("\"a\", \"b\", \"c\"").empty());
    CHECK_THAT(lemmy("\"a\", \"b\", \"c\", \"d\"").at(0), Catch::Contains("set 80 or more"));
}
