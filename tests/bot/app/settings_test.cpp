#include "bot/app/settings.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "bot/detect/detect.h"
#include "bot/installation.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using Catch::Contains;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr auto first_start = test::ManualClock::start;  // 2026-09-01 08:00

}  // namespace

TEST_CASE("a season lasts from midnight of its first day to the end of its last", "[app]") {
    config::Config config;
    config.season.opens = "2026-10-05";
    config.season.closes = "2026-11-22";
    config.season.announced_after = days(30);
    auto const season = bot::season_settings(config.season, first_start);
    CHECK(season.opens_at == sys_days(2026y / 10 / 5));
    CHECK(season.closes_at == sys_days(2026y / 11 / 23));
    CHECK(season.announced_at == season.closes_at + days(30));
    CHECK(season.id == "2026");
    CHECK(season.rules.categories == config.season.categories);
}

TEST_CASE("a season without days opens on the day of the first start and lasts for 90", "[app]") {
    config::Config config;
    auto const season = bot::season_settings(config.season, first_start);
    CHECK(season.opens_at == sys_days(2026y / 9 / 1));
    CHECK(season.closes_at == season.opens_at + days(90));
    CHECK(season.counts_at == season.closes_at + days(21));
    CHECK(season.announced_at == season.closes_at + days(28));
    CHECK(season.publishes_at == season.opens_at);
    config.season.opens = "2027-01-01";
    config.season.id = "spring";
    auto const named = bot::season_settings(config.season, first_start);
    CHECK(named.closes_at == sys_days(2027y / 1 / 1) + days(90));
    CHECK(named.id == "spring");
    config.season.id = "";
    CHECK(bot::season_settings(config.season, first_start).id == "2027");
}

TEST_CASE("the days of a season begin and end in its zone", "[app]") {
    config::Config config;
    config.season.zone = "Europe/Berlin";
    config.season.publishes = "2026-10-01";
    config.season.opens = "2026-10-05";
    config.season.closes = "2026-11-22";  // Summer time ended in between.
    auto const season = bot::season_settings(config.season, first_start);
    CHECK(season.publishes_at == sys_days(2026y / 9 / 30) + 22h);
    CHECK(season.opens_at == sys_days(2026y / 10 / 4) + 22h);
    CHECK(season.closes_at == sys_days(2026y / 11 / 22) + 23h);
    CHECK(season.counts_at == season.closes_at + days(21));
}

TEST_CASE("each season of the file has its own days, rules and words", "[app]") {
    config::Config config;
    CHECK(bot::season_settings(config, first_start).size() == 1);
    config.seasons.resize(2);
    config.seasons[0].opens = "2026-10-05";
    config.seasons[0].closes = "2026-11-22";
    config.seasons[1].opens = "2027-03-01";
    config.seasons[1].closes = "2027-05-31";
    config.seasons[1].categories = {"speed"};
    config.seasons[1].category_words = {"speed: Quick to answer: They never let you wait.",
                                        "speed/de: Schnelle Antwort"};
    config.seasons[1].cold_weight = 0.25;
    config.seasons[1].gate_percent = 70;
    auto const seasons = bot::season_settings(config, first_start);
    REQUIRE(seasons.size() == 2);
    CHECK(seasons[0].id == "2026");
    CHECK(seasons[1].id == "2027");
    auto const& rules = seasons[1].rules;
    CHECK(rules.cold_weight == 250'000);
    CHECK(rules.gate_permille == 700);
    REQUIRE(rules.words_for("speed", "fr") != nullptr);
    CHECK(rules.words_for("speed", "fr")->title == "Quick to answer");
    CHECK(rules.words_for("speed", "fr")->text == "They never let you wait.");
    CHECK(rules.words_for("speed", "de")->title == "Schnelle Antwort");
    CHECK(rules.words_for("team", "en") == nullptr);
}

TEST_CASE("mail leaves as the settings of the mail server say", "[app]") {
    using Security = bot::transport::SmtpSettings::Security;
    auto const [word, security] = GENERATE(table<std::string, Security>(
        {{"tls", Security::tls}, {"starttls", Security::starttls}, {"none", Security::none}}));
    config::Config config;
    config.mail.smtp_host = "mail.example";
    config.mail.smtp_port = 2525;
    config.mail.smtp_user = "ana";
    config.mail.smtp_password = "sesame";
    config.mail.smtp_security = word;
    auto const smtp = bot::smtp_settings(config);
    CHECK(smtp.host == "mail.example");
    CHECK(smtp.port == 2525);
    CHECK(smtp.user == "ana");
    CHECK(smtp.password == "sesame");
    CHECK(smtp.security == security);
}

TEST_CASE("mails that no server takes lie in the data folder unless another is named", "[app]") {
    test::Folder const folder;
    bot::DataFolder const data(folder / "data");
    config::Config config;
    CHECK(bot::mail_folder(config, data) == folder / "data/outbox");
    config.mail.outbox = "/var/box";
    CHECK(bot::mail_folder(config, data) == "/var/box");
}

TEST_CASE("the listener's limits are the config's, its longest form in bytes", "[app]") {
    config::Config config;
    config.web.address = "127.0.0.2";
    config.web.port = 81;
    config.web.threads = 5;
    config.web.requests_at_once = 6;
    config.web.body_limit_kb = 7;
    config.web.trusted_proxies = {"10.0.0.1"};
    auto const listener = bot::listener_settings(config);
    CHECK(listener.address == "127.0.0.2");
    CHECK(listener.port == 81);
    CHECK(listener.threads == 5);
    CHECK(listener.requests_at_once == 6);
    CHECK(listener.body_limit == 7 * 1024);
    CHECK(listener.trusted_proxies == config.web.trusted_proxies);
}

TEST_CASE("the desk's limits are the config's, none in the place of another", "[app]") {
    config::Config config;
    config.public_url = "https://awards.example";
    config.desk.lease = 7min;
    config.desk.undo = 8s;
    config.desk.put_off = 9h;
    config.desk.late_after = 10h;
    config.desk.invitations_a_day = 11;
    config.desk.company_invitations_a_day = 12;
    config.desk.candidate_from = 0.25;
    config.desk.likely_from = 0.75;
    config.detect.languages = {"de"};
    auto const desk = bot::desk_settings(config);
    CHECK(desk.public_url == "https://awards.example");
    CHECK(desk.lease == 7min);
    CHECK(desk.undo == 8s);
    CHECK(desk.put_off == 9h);
    CHECK(desk.late_after == 10h);
    CHECK(desk.network_invitations_a_day == 11);
    CHECK(desk.company_invitations_a_day == 12);
    auto const listen = bot::listen_settings(config);
    CHECK(listen.candidate_from == 0.25);
    CHECK(listen.likely_from == 0.75);
    CHECK(listen.late_after == 10h);
    CHECK(listen.languages == std::vector<std::string>{"de"});
}

TEST_CASE("what limits nominations and publishing is the config's", "[app]") {
    test::Folder const folder;
    bot::DataFolder const data(folder / "data");
    config::Config config;
    config.public_url = "https://awards.example";
    config.nominate.story_limit = 300;
    config.nominate.confirm_within = 5h;
    config.nominate.follow_up_after = days(6);
    config.nominate.per_address_a_day = 7;
    config.nominate.mails_to_one_a_day = 8;
    config.publish.interval = 9s;
    config.season.batch = 10;
    config.season.batch_wait = 11min;
    auto const nominate = bot::nominate_settings(config);
    CHECK(nominate.public_url == "https://awards.example");
    CHECK(nominate.limits.story == 300);
    CHECK(nominate.confirm_within == 5h);
    CHECK(nominate.follow_up_after == days(6));
    CHECK(nominate.per_prefix_a_day == 7);
    CHECK(nominate.pace.to_mailbox_a_day == 8);
    auto const publish = bot::publish_settings(config, data);
    CHECK(publish.site == folder / "data/site");
    CHECK(publish.public_url == "https://awards.example");
    CHECK(publish.interval == 9s);
    CHECK(publish.batch == 10);
    CHECK(publish.batch_wait == 11min);
}

TEST_CASE("a network that forbids it is not learned from, be it on or off", "[app][learn]") {
    test::Folder const folder;
    bot::DataFolder const data(folder / "data");
    config::Config config;
    config.networks.x.enabled = true;
    config.networks.reddit.enabled = true;
    auto const learn = bot::learn_settings(config, data);
    for (auto const* allowed : {"archive", "bluesky", "mastodon"}) CHECK(learn.may_train(allowed));
    for (auto const* forbidden : {"x", "reddit", "somewhere"}) CHECK_FALSE(learn.may_train(forbidden));
    CHECK(learn.weekly);
    CHECK(learn.versions.base == bot::base_model(""));
    CHECK(learn.versions.folder == folder / "data/models");
}

TEST_CASE("a file that a setting names is read whole, and one that is missing names the setting", "[app]") {
    test::Folder const folder;
    auto const file = (folder / "own").string();
    CHECK_THROWS_WITH(bot::base_model(file), Contains("detect.model: " + file + " cannot be read"));
    CHECK_THROWS_WITH(bot::companies_file(file), Contains("detect.companies: " + file + " cannot be read"));
    std::string const bytes("one\r\ntwo\0three", 14);
    std::ofstream(file, std::ios::binary) << bytes;
    CHECK(bot::base_model(file) == bytes);
    CHECK(bot::companies_file(file).name == file);
    CHECK(bot::companies_file(file).text == bytes);
    CHECK(bot::companies_file("demo").name == "demo/companies.csv");
    CHECK(bot::companies_file("").name == "companies.csv");
    CHECK(bot::companies_file("").text != bot::companies_file("demo").text);
    CHECK(bot::base_model("") == bot::detect::shipped_model());
}
