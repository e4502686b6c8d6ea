#include <catch2/catch.hpp>

#include "bot/web/console/pages.h"
#include "tests/bot/desk/office.h"
#include "tests/bot/web/site.h"

using namespace std::chrono_literals;
using bot::web::Request;
using bot::web::Response;
using Catch::Contains;
using storage::Reply;
using test::Found;

namespace {

// The pages ask the database for nothing that the desk's own tests do not try on both engines.
constexpr auto engine = "sqlite";

/// The desk's pages, and one operator who looks at them.
struct Console : test::FreshOffice {
    explicit Console(std::string const& on)
        : FreshOffice(on),
          queue{office.queue, office.desk, office.store, test::pages(), office.clock},
          sent{office.queue, office.desk, office.store, test::pages(), office.clock} {}

    static Request request(std::vector<std::pair<std::string, std::string>> const& fields = {},
                           storage::CandidateId const& candidate = {}) {
        Request made;
        made.path = "/console/queue";
        made.language = "en";
        made.form_token = "token";
        made.operator_name = "Ana";
        made.params["candidate"] = candidate.text();
        for (auto const& [name, value] : fields) made.form.add(name, value);
        return made;
    }
    static Request of(storage::ReplyId const& reply, std::string const& how = {}) {
        auto made = request({{"how", how}});
        made.params["reply"] = reply.text();
        return made;
    }
    static std::string location(Response const& response) {
        for (auto const& [name, value] : response.headers)
            if (name == "Location" || name == "location") return value;
        return {};
    }

    bot::web::QueuePages queue;
    bot::web::SentPages sent;
    storage::Operator const ana{storage::OperatorId("ana"), "Ana", {}, {}, {}, {}};
    storage::Operator const ben{storage::OperatorId("ben"), "Ben", {}, {}, {}, {}};
};

}  // namespace

TEST_CASE("an empty queue says what will appear", "[desk][pages]") {
    Console console(engine);
    auto const page = console.queue.next(Console::request(), console.ana);
    CHECK(page.status == 200);
    CHECK_THAT(page.body, Contains("Nothing waits for you") && !Contains("<textarea"));
    auto german = Console::request();
    german.language = "de";
    CHECK_THAT(console.queue.next(german, console.ana).body, Contains("Nichts wartet auf dich"));
    CHECK_THAT(console.sent.overview(Console::request(), console.ana).body, Contains("Nothing was sent yet"));
}

TEST_CASE("what strangers wrote is text on the card, with its marks", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({.text = "<script>alert(1)</script> Grüße & thanks"});
    console->sql("update posts set author_name = '<b>Jo</b>', url = 'javascript:alert(1)'");
    console->sql(
        "update candidates set reasons = "
        "'[{\"start\":26,\"end\":31,\"text\":\"<i>\",\"weight\":1.26},{\"start\":0,\"end\":1,\"weight\":-0.2}"
        "]'");
    auto const body = console.queue.item(Console::request({}, found), console.ana).body;
    CHECK_THAT(body, Contains("&lt;script&gt;alert(1)&lt;/script&gt; <mark>Grüße</mark> &amp; thanks"));
    CHECK_THAT(body, Contains("&lt;b&gt;Jo&lt;/b&gt;") && !Contains("javascript:"));
    CHECK_THAT(body, Contains("&lt;i&gt; <span class=\"nowrap\">+1.3") && Contains("−0.2"));
    CHECK_THAT(body, Contains("Approve and send") && Contains("never written to") && Contains("Paloma"));
}

TEST_CASE("looking at an item changes nothing", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    console.queue.next(Console::request(), console.ana);
    console.queue.item(Console::request({}, found), console.ana);
    CHECK_FALSE(console->candidate(found).held_by);
    CHECK(console->network->calls == 0);
}

TEST_CASE("an answer by API goes out by the button and can be undone from the next page", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    auto const answer =
        console.queue.approve(Console::request({{"words", "Thanks {link}"}}, found), console.ana);
    CHECK(answer.status == 303);
    auto next = Console::request();
    auto const reply = storage::replies::in_state(console->store, Reply::State::waiting, 1).at(0);
    CHECK(Console::location(answer) == "/console/queue?did=approved&item=" + reply.id.text());
    next.query.add("did", "approved");
    next.query.add("item", reply.id.text());
    CHECK_THAT(console.queue.next(next, console.ana).body,
               Contains("/console/sent/" + reply.id.text() + "/undo"));
    CHECK_THAT(console.sent.overview(Console::request(), console.ana).body, Contains("leaves in 10 seconds"));
    auto const undone = console.sent.undo(Console::of(reply.id), console.ana);
    CHECK(Console::location(undone) == "/console/queue/" + found.text() + "?did=undone");
    console->clock.advance(1min);
    console->sender.run_once();
    CHECK(console->outbox().empty());
    CHECK(console.sent.undo(Console::of(reply.id), console.ana).status == 409);
}

TEST_CASE("an answer to words that changed since the card was shown is refused once", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    auto const answer = [&](std::string const& read) {
        return console.queue.approve(
            Console::request({{"words", "My own {link}"}, {"read", bot::sha256_hex(read)}}, found),
            console.ana);
    };
    // Somebody else looked again meanwhile.
    console->network->text = "they were all right";
    console->sql("update posts set text = 'they were all right'");
    auto const refused = answer("the team of Paloma was lovely");
    CHECK(refused.status == 409);
    CHECK_THAT(refused.body, Contains("Please read it again") && Contains("My own {link}</textarea>") &&
                                 Contains(bot::sha256_hex("they were all right")));
    CHECK(answer("they were all right").status == 303);
}

TEST_CASE("a refused answer comes back with its words and the reason beside them", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    auto const twice =
        console.queue.approve(Console::request({{"words", "My own {link} {link}"}}, found), console.ana);
    CHECK(twice.status == 422);
    CHECK_THAT(twice.body,
               Contains("My own {link} {link}</textarea>") && Contains("{link} stands there twice"));
    CHECK_THAT(twice.body, Contains("aria-invalid=\"true\""));
    console->queue.claim(found, console.ben.id);
    auto const held =
        console.queue.approve(Console::request({{"words", "My own {link}"}}, found), console.ana);
    CHECK(held.status == 409);
    CHECK_THAT(held.body, Contains("Ben holds this one now"));
    CHECK(console.queue.claim(Console::request({}, found), console.ana).status == 409);
    CHECK(console.queue.item(Console::request({}, storage::CandidateId("x")), console.ana).status == 404);
    CHECK(console.queue.approve(Console::request({}, storage::CandidateId("x")), console.ana).status == 404);
}

TEST_CASE("an answer by hand shows its words with the link, and is settled by three buttons",
          "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({.network = "hand"});
    CHECK_THAT(console.queue.item(Console::request({}, found), console.ana).body,
               Contains("Approve, answer by hand") && !Contains("Approve and send"));
    auto const answer =
        console.queue.by_hand(Console::request({{"words", "Thanks {link}"}}, found), console.ana);
    auto const reply = storage::replies::in_state(console->store, Reply::State::opened, 1).at(0);
    CHECK(Console::location(answer) == "/console/sent/" + reply.id.text());
    auto const page = console.sent.by_hand(Console::of(reply.id), console.ana);
    CHECK_THAT(page.body, Contains("Copy and open post"));
    CHECK_THAT(page.body, Contains("Thanks https://awards.example/n/") &&
                              Contains("https://hand.example/reply?to=post-1"));
    CHECK_THAT(page.body,
               Contains("value=\"sent\"") && Contains("value=\"not_sent\"") && Contains("value=\"unclear\""));
    CHECK_THAT(console.sent.overview(Console::request(), console.ana).body,
               Contains("For you to send by hand"));
    CHECK(console.sent.settle(Console::of(reply.id, "maybe"), console.ana).status == 422);
    CHECK(console.sent.settle(Console::of(reply.id, "sent"), console.ana).status == 303);
    CHECK(console.sent.by_hand(Console::of(reply.id), console.ana).status == 409);
    CHECK_THAT(console.sent.overview(Console::request(), console.ana).body, Contains("Lately"));
}

TEST_CASE("what nobody knows is shown to be settled", "[desk][pages]") {
    Console console(engine);
    console->approve(console->find({}));
    console->network->delivers = false;
    console->network->honours = false;
    console->network->answer = [] {
        throw bot::networks::NetworkError(bot::networks::NetworkError::Class::network, "x", true);
    };
    console->clock.advance(10s);
    console->sender.run_once();
    console->sender.run_once();
    auto const body = console.sent.overview(Console::request(), console.ana).body;
    CHECK_THAT(body, Contains("Nobody knows yet") && Contains("the network does not show it") &&
                         Contains("It is there"));
    CHECK_THAT(body, !Contains("value=\"unclear\""));
}

TEST_CASE("skipping, putting back and another company work by plain forms", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    auto const bare =
        console.queue.skip(Console::request({{"reason", "other"}, {"note", ""}}, found), console.ana);
    CHECK(bare.status == 422);
    CHECK_THAT(bare.body, Contains("Say in a few words") && Contains("<details class=\"skip-it\" open>"));
    CHECK(console.queue.skip(Console::request({{"reason", "sarcasm"}}, found), console.ana).status == 303);
    CHECK_THAT(console.sent.overview(Console::request(), console.ana).body,
               Contains("Skipped in the last day"));
    CHECK_THAT(console.queue.item(Console::request({}, found), console.ana).body,
               Contains("This one was skipped"));
    CHECK(console.queue.restore(Console::request({}, found), console.ana).status == 303);
    auto const unknown =
        console.queue.set_company(Console::request({{"company", "Nobody Ltd"}}, found), console.ana);
    CHECK_THAT(unknown.body, Contains("value=\"Nobody Ltd\"") && Contains("We know no company by that name"));
    CHECK(console.queue.set_company(Console::request({{"company", "Kettle"}}, found), console.ana).status ==
          303);
    CHECK(console.queue.later(Console::request({}, found), console.ana).status == 303);
    CHECK_THAT(console.queue.next(Console::request(), console.ana).body, Contains("Nothing waits for you"));
}

TEST_CASE("long lanes go on at the link More, and bad places in it are the beginning", "[desk][pages]") {
    Console console(engine);
    for (int n = 0; n < 10; ++n) {
        auto const name = std::to_string(n);
        console->find(
            {.name = name, .author = name, .text = "post number " + name, .age = std::chrono::hours(n)});
    }
    auto const first = console.queue.next(Console::request(), console.ana).body;
    CHECK_THAT(first, Contains("post number 7") && !Contains("post number 8"));
    auto const at = first.find("lane=likely&amp;after=");
    REQUIRE(at != first.npos);
    auto const key = first.substr(at + 22, first.find('"', at) - at - 22);
    auto more = Console::request();
    more.query.add("lane", "likely");
    more.query.add("after", key);
    CHECK_THAT(console.queue.next(more, console.ana).body,
               Contains("post number 8") && Contains("post number 9"));
    for (auto const* bad : {"", "-", "x-y", "99999999999999999999-a", "--5-"}) {
        auto wrong = Console::request();
        wrong.query.add("lane", "likely");
        wrong.query.add("after", bad);
        CHECK_THAT(console.queue.next(wrong, console.ana).body, Contains("post number 9"));
    }
}

TEST_CASE("a card says that its author has complained since, and no answer leaves by its button",
          "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    bot::networks::FoundPost later;
    later.native_id = "below";
    later.author_handle = "jo";
    later.text = "awful <b>answer</b>";
    later.written_at = console->clock.now();
    console->network->parents["post-1"] = {
        bot::networks::Parent::State::there, "post-1", console->network->text, {}, {later}};
    auto const opened = console.queue.claim(Console::request({}, found), console.ana);
    CHECK(opened.status == 409);
    CHECK_THAT(opened.body, Contains("role=\"alert\""));
    CHECK_THAT(opened.body, Contains("The author has complained since: “awful &lt;b&gt;answer&lt;/b&gt;”"));
    auto const answer = console.queue.approve(Console::request({{"words", "Thanks"}}, found), console.ana);
    CHECK(answer.status == 409);
    CHECK_THAT(answer.body, Contains("complained since") && Contains("Thanks</textarea>"));
}

TEST_CASE("the card says who may answer here and why", "[desk][pages]") {
    using ByApi = bot::networks::Policy::ByApi;
    Console console(engine);
    struct Case {
        ByApi rule;
        bool summoned;
        std::optional<std::string> author;
        std::string says, button;
    };
    std::vector<Case> const cases{
        {ByApi::always, false, "a", "may be answered from here", "Approve and send"},
        {ByApi::always, false, {}, "no known author: answer by hand", "Approve, answer by hand"},
        {ByApi::summoned, true, "b", "tagged us: may be answered from here", "Approve and send"},
        {ByApi::summoned, false, "c", "did not tag us: answer by hand", "Approve, answer by hand"},
        {ByApi::never, true, "d", "answer by hand only", "Approve, answer by hand"},
    };
    for (auto const& one : cases) {
        console->networks[0].policy.by_api = one.rule;
        auto const found = console->find(
            {.name = std::to_string(&one - cases.data()), .author = one.author, .summoned = one.summoned});
        auto const body = console.queue.item(Console::request({}, found), console.ana).body;
        CHECK_THAT(body, Contains(one.says) && Contains(one.button));
    }
    CHECK_THAT(
        console.queue
            .item(Console::request({}, console->find({.name = "by nobody", .author = {}})), console.ana)
            .body,
        Contains("not known; can only be answered by hand"));
}

TEST_CASE("the card says what became of the post, and takes no second answer", "[desk][pages]") {
    Console console(engine);
    auto const answered = console->find({}), gone = console->find({.name = "2", .author = "mo"});
    auto const shows = [&](storage::CandidateId const& id) {
        return console.queue.item(Console::request({}, id), console.ana).body;
    };
    CHECK_THAT(shows(answered), Contains("never written to") && Contains("<textarea"));
    console->approve(answered);
    CHECK_THAT(shows(answered),
               Contains("An answer to this one is on its way.") && !Contains("Approve and send"));
    console->clock.advance(10s);
    console->sender.run_once();
    CHECK_THAT(shows(answered), Contains("This one was answered.") && !Contains("Approve and send"));
    CHECK_THAT(shows(answered), Contains("written to before: no second time"));
    console->opt_out(*storage::posts::find(console->store, console->candidate(gone).post)->author_key);
    CHECK_THAT(shows(gone), Contains("This post can no longer be answered.") && Contains("said stop"));
}

TEST_CASE("the card says whom the praise is for, by name where one is known", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    auto const shows = [&](std::string const& credit, std::string const& person) {
        console->sql("update candidates set credit = " + credit + ", person = " + person);
        return console.queue.item(Console::request({}, found), console.ana).body;
    };
    CHECK_THAT(shows("'team'", "null"), Contains("team") && !Contains("team and person"));
    CHECK_THAT(shows("'team'", "'Maria'"), !Contains("Maria"));
    CHECK_THAT(shows("'person'", "'<Maria>'"), Contains("one person, &lt;Maria&gt;"));
    CHECK_THAT(shows("'both'", "'Maria'"), Contains("team and person, Maria"));
    CHECK_THAT(shows("'both'", "null"), Contains("team and person") && !Contains("team and person,"));
    CHECK_THAT(shows("null", "'Maria'"), Contains("not clear") && !Contains("Maria"));
}

TEST_CASE("the page after a decision says what was done, and nothing that an address makes up",
          "[desk][pages]") {
    Console console(engine);
    auto const id = storage::ReplyId::random().text();
    auto const after = [&](std::string const& did, std::string const& item) {
        auto request = Console::request();
        request.query.add("did", did);
        request.query.add("item", item);
        return console.queue.next(request, console.ana).body;
    };
    CHECK_THAT(after("skipped", id), Contains("Skipped.") && Contains("/console/queue/" + id + "/restore"));
    CHECK_THAT(after("approved", id), Contains("/console/sent/" + id + "/undo"));
    // A link that somebody sends must not choose where a button posts.
    for (auto const* did : {"skipped", "approved"})
        for (auto const& odd :
             {std::string("abc"), "../sent/" + id, id + "/restore?", id + "#", std::string()})
            CHECK_THAT(after(did, odd), !Contains("/restore") && !Contains("/undo"));
    CHECK_THAT(after("later", id), Contains("Put off.") && !Contains("/restore") && !Contains("/undo"));
    CHECK_THAT(after("settled", id), Contains("Noted."));
    for (auto const* odd : {"", "empty", "skipped ", "<b>"})
        CHECK_THAT(after(odd, id), !Contains(id) && !Contains("&lt;b&gt;"));
}

TEST_CASE("this month's finds and how many were right count from midnight of its first day, in UTC",
          "[desk][pages]") {
    Console console(engine);
    auto const month = [&] { return console.queue.next(Console::request(), console.ana).body; };
    auto const decide = [&](int count, std::string const& lane, std::string const& skip) {
        static int made = 0;
        for (int n = 0; n < count; ++n) {
            auto const name = std::to_string(++made);
            auto const found = console->find({.name = name,
                                              .author = name,
                                              .text = "post " + name,
                                              .lane = *storage::from_name<storage::Candidate::Lane>(lane)});
            if (skip.empty())
                console->desk.approve(found, console.ana.id, "Thanks", Reply::Channel::hand);
            else
                console->queue.skip(found, console.ana.id, skip, "");
        }
    };
    console->network->text = "";
    CHECK_THAT(month(), Contains("Nobody has decided on a find yet."));
    decide(1, "likely", "not_praise");
    CHECK_THAT(month(), Contains("1 find was judged: too few"));
    decide(18, "likely", "not_praise");
    decide(5, "likely", "closed");  // Says nothing of the words.
    CHECK_THAT(month(), Contains("19 finds were judged: too few"));
    decide(1, "maybe", "not_praise");
    CHECK_THAT(month(), Contains("0 % of 20 finds were right.") && !Contains("Likely: 0"));
    decide(1, "likely", "sarcasm");
    CHECK_THAT(month(), Contains("0 % of 21 finds were right.") && Contains("Likely: 0 % of 20.") &&
                            !Contains("Maybe: 0"));
    console->clock.set(bot::Time(std::chrono::sys_days(std::chrono::year(2026) / 10 / 1)) - 1ms);
    CHECK_THAT(month(), Contains("of 21 finds"));
    console->clock.advance(1ms);
    CHECK_THAT(month(), Contains("Nobody has decided on a find yet."));
}

TEST_CASE("an open page renews what it holds, and takes nothing by that", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    CHECK(console.queue.renew(Console::request({}, found), console.ana).status == 409);
    CHECK(console.queue.claim(Console::request({}, found), console.ana).status == 303);
    auto const until = console->candidate(found).held_until;
    console->clock.advance(1min);
    CHECK(console.queue.renew(Console::request({}, found), console.ben).status == 409);
    CHECK(console.queue.renew(Console::request({}, found), console.ana).status == 303);
    CHECK(console->candidate(found).held_until == *until + 1min);
    console->clock.advance(1h);
    CHECK(console.queue.renew(Console::request({}, found), console.ana).status == 409);
}

TEST_CASE("the length on the card is the network's own, of what would be sent", "[desk][pages]") {
    Console console(engine);
    auto const found = console->find({});
    auto const counted = [&](std::string const& words) {
        return console.queue.count(Console::request({{"words", words}}, found), console.ana).body;
    };
    // The fake one says nothing of its own: code points, with the link in its place.
    auto const link = console->desk.length(*storage::posts::find(console->store, console->candidate(found).post), "{link}");
    CHECK(link > 16);
    CHECK_THAT(counted(" Danke \U0001F600 "), Contains("7"));
    console->networks.front().length = [](std::string_view words) {
        return words.size() * 100;
    };
    CHECK_THAT(counted("ab"), Contains("200"));
    CHECK_THAT(console.queue.item(Console::request({{"words", "abc"}}, found), console.ana).body,
               Contains("300"));
    CHECK(console.queue.count(Console::request({}, storage::CandidateId("x")), console.ana).status == 404);
}
