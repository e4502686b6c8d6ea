#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "bot/app/prepare.h"
#include "bot/base/log.h"
#include "storage/nominations.h"
#include "tests/end_to_end/running_app.h"
#include "tests/fakes/dns_server.h"

using Catch::Contains;
using test::between;
using test::hidden_field;
using test::RunningApp;
using namespace std::chrono_literals;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> const posts{
    R"({"id": "p1", "author": "jo_at_gate7", "text": "Huge thanks to the @BrixelAir team at gate 7 for helping my mum with her wheelchair. Such kind and helpful staff, you made her day!", "ago": "21m", "lang": "en"})",
    R"({"id": "p2", "author": "chatter", "text": "What is for lunch today?", "ago": "20m", "lang": "en"})"};

std::string path_of(std::string const& url) {
    return url.substr(url.find('/', url.find("://") + 3));
}

/// Opens a page and sends its form with these fields.
test::Answer send(test::Browser& browser, std::string const& page, std::string const& to, Fields fields) {
    auto const shown = browser.get(page);
    for (auto const* hidden : {"form_token", "invite", "started"})
        if (auto const value = hidden_field(shown.body, hidden); !value.empty())
            fields.emplace_back(hidden, value);
    return browser.post(to, fields);
}

void sign_in(RunningApp& running, test::Browser& browser) {
    bot::add_operator(running.app->installation(), "ana", false);
    auto const link = path_of(bot::sign_in_link(running.app->installation(), "ana"));
    REQUIRE(send(browser, link, link, {{"password", "a long enough one"}}).status == 303);
}

/// The address of the one find that waits.
std::string find_waiting(test::Browser& browser) {
    return RunningApp::eventually([&] {
        auto const id = between(browser.get("/console/queue").body, "/console/queue/", "/");
        return id.empty() ? "" : "/console/queue/" + id.substr(0, id.find_first_of("\"?#"));
    });
}

/// Approves the drafted reply, lets the ten seconds pass; the invite link that was sent.
std::string answer_it(RunningApp& running, test::Browser& browser) {
    auto const find = find_waiting(browser);
    REQUIRE_FALSE(find.empty());
    auto const draft = between(browser.get(find).body, "name=\"words\"", "</textarea>");
    auto const words = draft.substr(draft.find('>') + 1);
    CHECK_THAT(words, Contains("{link}"));
    REQUIRE(send(browser, find, find + "/approve", {{"words", words}}).status == 303);
    CHECK(running.file("outbox/archive.jsonl").empty());
    running.clock.advance(11s);
    auto const sent = RunningApp::eventually([&] { return running.file("outbox/archive.jsonl"); });
    REQUIRE_FALSE(sent.empty());
    auto const reply = nlohmann::json::parse(sent);
    CHECK(reply["in_reply_to"] == "p1");
    auto const text = reply["text"].get<std::string>();
    auto const at = text.find("/n/");
    REQUIRE(at != text.npos);
    return text.substr(at, 3 + 16);
}

Fields const nomination{{"company", "Brixel Air"},
                        {"category", "empathy"},
                        {"excellent", "yes"},
                        {"credit", "team"},
                        {"story", "They carried my mum's bag the whole way."},
                        {"mail", "jo.gate7@mail.example.org"},
                        {"empathy", "5"},
                        {"may_publish", "yes"}};

/// Sends the form behind the invite link and confirms the mail that comes.
void nominate(RunningApp& running, test::Browser& visitor, std::string const& invitation) {
    auto const form = visitor.get(invitation);
    REQUIRE(form.status == 200);
    CHECK_THAT(form.body, Contains("Brixel"));
    Fields fields = nomination;
    fields[0].second = hidden_field(form.body, "company");
    for (auto const* hidden : {"form_token", "invite", "started"})
        fields.emplace_back(hidden, hidden_field(form.body, hidden));
    running.clock.advance(30s);
    REQUIRE(visitor.post("/nominate", fields).status == 303);
    auto const mail = RunningApp::eventually([&] {
        auto const id = between(visitor.get("/outbox").body, "href=\"/outbox/", "\"");
        return id.empty() ? "" : "/outbox/" + id;
    });
    REQUIRE_FALSE(mail.empty());
    auto const link = "/confirm/" + between(visitor.get(mail).body, "/confirm/", "\"");
    REQUIRE(send(visitor, link, link, {}).status < 400);
}

std::string people_on_board(test::Browser& visitor) {
    auto const results = visitor.get("/results.json");
    return results.status == 200 && results.body.find("brixel") != std::string::npos ? results.body : "";
}

}  // namespace

TEST_CASE("a post becomes a reply, a nomination and a place on the board", "[end_to_end]") {
    auto const database = GENERATE(from_range(test::databases()));
    RunningApp running(database, posts);
    auto operators = running.browser(), visitor = running.browser();
    CHECK(people_on_board(visitor).empty());

    sign_in(running, operators);
    auto const invitation = answer_it(running, operators);
    nominate(running, visitor, invitation);
    running.clock.advance(2s);
    auto const board = RunningApp::eventually([&] { return people_on_board(visitor); });
    CHECK_FALSE(board.empty());
    CHECK_THAT(visitor.get("/").body, Contains("Brixel"));

    SECTION("nothing of it is lost or done twice by a restart") {
        running.restart();
        auto again = running.browser();
        CHECK_FALSE(RunningApp::eventually([&] { return people_on_board(again); }).empty());
        running.clock.advance(60s);
        again.cookies = operators.cookies;
        auto const sent = running.file("outbox/archive.jsonl");
        CHECK(std::count(sent.begin(), sent.end(), '\n') == 1);
        CHECK(again.get("/console/queue").status == 200);
    }
    SECTION("no mail address and no word of a person reaches the log") {
        auto const log = running.logged();
        CHECK_THAT(log, Contains("found praise"));
        for (auto const* secret :
             {"jo.gate7", "mail.example.org", "carried my mum", "wheelchair", "a long enough one"})
            CHECK_THAT(log, !Contains(secret));
        CHECK_THAT(log, !Contains(invitation.substr(3)));
        CHECK_THAT(log, !Contains("level=error"));
    }
    bot::log::start({});
}

TEST_CASE("nothing leaves for who has complained since, and the card says so", "[end_to_end]") {
    auto const database = GENERATE(from_range(test::databases()));
    auto thread = posts;
    thread.push_back(
        R"({"id": "p3", "author": "BrixelAir", "in_reply_to": "p1", "text": "Lovely to hear!", "ago": "15m", "lang": "en"})");
    thread.push_back(
        R"({"id": "p4", "author": "jo_at_gate7", "in_reply_to": "p1", "text": "Well, now your support has lost her wheelchair and nobody answers my calls. Worst service ever, I am furious.", "ago": "10m", "lang": "en"})");
    RunningApp running(database, thread);
    auto operators = running.browser();
    sign_in(running, operators);
    auto const find = find_waiting(operators);
    REQUIRE_FALSE(find.empty());
    auto const opened = send(operators, find, find + "/claim", {});
    CHECK(opened.status == 409);
    CHECK_THAT(opened.body, Contains("The company has answered, and the author is not happy"));
    auto const refused = send(operators, find, find + "/approve", {{"words", "Thank you!"}});
    CHECK(refused.status == 409);
    CHECK_THAT(refused.body, Contains("Worst service ever"));
    CHECK(running.file("outbox/archive.jsonl").empty());
}

TEST_CASE("who takes a nominator's mail is asked of the name servers in the settings, once they confirm",
          "[end_to_end]") {
    test::DnsServer dns;
    dns.answer("mail.example.org", {{10, "mx.cheap.example"}});
    RunningApp running("sqlite", {}, [&](config::Config& config) {
        config.nominate.ask_mail_servers = true;
        config.nominate.name_servers = {dns.address()};
    });
    auto visitor = running.browser();
    nominate(running, visitor, "/nominate?company=Brixel%20Air");
    auto const& store = running.app->installation().store;
    auto const counted = storage::nominations::recent(store, 1).at(0);
    CHECK(counted.state == storage::Nomination::State::counted);
    std::vector<std::string> signals;
    for (auto const& signal : storage::nomination_signals::of(store, counted.id))
        signals.push_back(signal.signal);
    CHECK(std::ranges::count(signals, "mail_server") == 1);
    CHECK(dns.asked() == std::vector<std::string>{"mail.example.org"});
}

TEST_CASE("where the site is reached by https its cookies go nowhere else", "[end_to_end]") {
    auto const [url, secure] = GENERATE(
        table<std::string, bool>({{"https://awards.example", true}, {"http://127.0.0.1:8080", false}}));
    RunningApp running("sqlite", {}, [url = url](config::Config& config) { config.public_url = url; });
    auto browser = running.browser();
    auto const goes_nowhere_else = [](test::Answer const& answer) {
        auto const cookie = answer.header("set-cookie");
        REQUIRE_FALSE(cookie.empty());
        return cookie.find("; Secure") != cookie.npos;
    };
    CHECK(goes_nowhere_else(browser.get("/nominate")) == secure);
    bot::add_operator(running.app->installation(), "ana", false);
    auto const link = path_of(bot::sign_in_link(running.app->installation(), "ana"));
    CHECK(goes_nowhere_else(send(browser, link, link, {{"password", "a long enough one"}})) == secure);
}
