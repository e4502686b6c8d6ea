#include "bot/notify/mailer.h"

#include <catch2/catch.hpp>

#include "bot/notify/mail_transport.h"
#include "bot/notify/mime_message.h"
#include "storage/host.h"
#include "tests/fakes/smtp_server.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using Catch::Generators::from_range;

namespace {

using Fault = bot::notify::MailNotSent::Fault;

/// Does what the test says and remembers.
class FakeCarrier : public bot::notify::MailTransport {
public:
    void deliver(bot::notify::OutgoingMail const& mail) override {
        tried.push_back(mail);
        if (during) during();
        if (failure) throw *failure;
    }
    std::function<void()> during;
    std::vector<bot::notify::OutgoingMail> tried;
    std::optional<bot::notify::MailNotSent> failure;
};

struct Post {
    explicit Post(std::string const& engine = "sqlite") : world(engine) {}

    storage::MailId queue(std::string const& to = "ana@example.org", std::string const& text = "Hi\nBody\n") {
        storage::Mail mail;
        mail.sealed_to = world.keys.seal(to);
        mail.sealed_text = world.keys.seal(text);
        mail.created_at = mail.due_at = world.clock.now();
        world.store.write([&](storage::Write& write) { storage::mails::add(write, mail); });
        return mail.id;
    }
    long long waiting() { return storage::mails::counts(world.store).waiting; }

    /// The trouble that the operators were told of; "" if there is none.
    std::string alert() {
        auto const all = storage::host_alerts::all(world.store);
        return all.empty() ? "" : all.front().name + ": " + all.front().why;
    }

    test::World world;
    FakeCarrier transport;
    bool may_give_up = true;
    bot::notify::Mailer mailer{
        world.store, world.keys, world.clock, transport, {"awards@example.org", "Awards", [this] {
                                                              return may_give_up;
                                                          }}};
};

}  // namespace

TEST_CASE("a mail leaves once and nothing of it stays", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    auto const id = post.queue();
    CHECK(post.mailer.run_once() == 1);
    CHECK(post.mailer.run_once() == 0);
    REQUIRE(post.transport.tried.size() == 1);
    CHECK(post.transport.tried[0].to == "ana@example.org");
    auto const letter = bot::notify::read_eml(post.transport.tried[0].eml);
    CHECK(letter->id == id.text());
    CHECK(letter->subject == "Hi");
    CHECK(letter->body == "Body\n");
    CHECK(storage::mails::counts(post.world.store).sent == 1);
}

TEST_CASE("a mail that is not taken waits longer each time and is given up after three days", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.queue();
    post.transport.failure.emplace("busy", Fault::mail);
    post.mailer.run_once();
    post.mailer.run_once();
    CHECK(post.transport.tried.size() == 1);
    post.world.clock.advance(1min);
    post.mailer.run_once();
    post.world.clock.advance(4min);
    post.mailer.run_once();
    CHECK(post.transport.tried.size() == 2);
    for (int hour = 0; hour < 80; ++hour) {
        post.world.clock.advance(1h);
        post.mailer.run_once();
    }
    CHECK(post.waiting() == 0);
    CHECK(storage::mails::counts(post.world.store).failed == 1);
    CHECK(post.transport.tried.size() < 20);
}

TEST_CASE("a mail that can never be taken does not hold up the others", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.queue("ana@example.org\r\nBcc: ben@example.org");
    post.queue("ana@example.org", "Sub\rject\nBody");
    post.world.clock.advance(1ms);
    post.queue("cyd@example.org");
    CHECK(post.mailer.run_once() == 1);
    CHECK(storage::mails::counts(post.world.store).failed == 2);
    post.queue();
    post.transport.failure.emplace("nobody there", Fault::recipient);
    CHECK(post.mailer.run_once() == 0);
    CHECK(post.waiting() == 0);
}

TEST_CASE("a mail that was on its way when the program died goes out again", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.queue();
    auto const due = storage::mails::due(post.world.store, post.world.clock.now(), 1);
    auto const until = post.world.clock.now() + 10min;
    auto const take = [&] {
        return post.world.store.write(
            [&](storage::Write& write) { return storage::mails::take(write, due[0], until); });
    };
    CHECK(take());
    CHECK_FALSE(take());
    CHECK(post.mailer.run_once() == 0);
    post.world.clock.advance(10min);
    CHECK(post.mailer.run_once() == 1);
}

TEST_CASE("the outbox folder holds mails as files that only we may read", "[notify]") {
    test::World world;
    auto const folder = world.folder / "outbox";
    bot::notify::OutboxFolder outbox(folder);
    bot::notify::MimeMessage letter{"abc2",    "awards@example.org", "", "ana@example.org", "Grüße",
                                    "Hello\n", world.clock.now()};
    outbox.deliver({letter.id, letter.from, letter.to, to_eml(letter)});
    outbox.deliver({letter.id, letter.from, letter.to, to_eml(letter)});
    CHECK(std::filesystem::status(folder / "abc2.eml").permissions() == std::filesystem::perms(0600));
    REQUIRE(bot::notify::messages_in(folder, 10).size() == 1);
    CHECK(bot::notify::message_in(folder, "abc2")->subject == "Grüße");
    CHECK_FALSE(bot::notify::message_in(folder, "../outbox/abc2"));
    CHECK_FALSE(bot::notify::message_in(folder, "nothere"));
    CHECK(bot::notify::messages_in(world.folder / "missing", 10).empty());
    CHECK_THROWS_AS(outbox.deliver({"../x", letter.from, letter.to, "x"}), bot::notify::MailNotSent);
}

TEST_CASE("an outbox that cannot be written keeps the mail waiting", "[notify]") {
    test::World world;
    bot::notify::OutboxFolder outbox("/dev/null/outbox");
    CHECK_THROWS_AS(outbox.deliver({"abc", "a@x", "b@x", "x"}), bot::notify::MailNotSent);
}

TEST_CASE("the mailer hands mails to a mail server", "[notify]") {
    Post post;
    test::SmtpServer server;
    bot::transport::SmtpSettings settings;
    settings.host = "127.0.0.1";
    settings.port = server.port();
    settings.security = bot::transport::SmtpSettings::Security::none;
    bot::notify::MailServer transport(settings);
    bot::notify::Mailer mailer(post.world.store, post.world.keys, post.world.clock, transport,
                               {"awards@example.org", "", [] { return true; }});
    post.queue();
    CHECK(mailer.run_once() == 1);
    server.answer_recipient("550 5.1.1 no such person");
    post.queue("ben@example.org");
    CHECK(mailer.run_once() == 0);
    CHECK(server.taken().size() == 1);
    CHECK(storage::mails::counts(post.world.store).failed == 1);
}

TEST_CASE("a mail that is not taken is tried after 1, 5, 15, 60 minutes, 3 hours and then every 6",
          "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.queue();
    post.transport.failure.emplace("busy", Fault::mail);
    std::size_t tries = 1;
    post.mailer.run_once();
    for (auto const wait : {1min, 5min, 15min, 60min, 180min, 360min, 360min}) {
        post.world.clock.advance(wait - 1ms);
        post.mailer.run_once();
        CHECK(post.transport.tried.size() == tries);
        post.world.clock.advance(1ms);
        post.mailer.run_once();
        CHECK(post.transport.tried.size() == ++tries);
    }
}

TEST_CASE("a mail is given up at the first try after three days, and not before", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.queue();
    post.transport.failure.emplace("busy", Fault::mail);
    post.world.clock.advance(std::chrono::days(3) - 1ms);
    post.mailer.run_once();
    CHECK(post.waiting() == 1);
    post.world.clock.advance(1min);
    post.mailer.run_once();
    CHECK(post.waiting() == 0);
    CHECK(storage::mails::counts(post.world.store).failed == 1);
}

TEST_CASE("a mail that was sealed with another key is given up at once and never handed over", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    bot::Keys const other(post.world.folder / "other-keys");
    storage::Mail mail;
    mail.sealed_to = other.seal("ana@example.org");
    mail.sealed_text = other.seal("Hi\nBody");
    mail.created_at = mail.due_at = post.world.clock.now();
    post.world.store.write([&](storage::Write& write) { storage::mails::add(write, mail); });
    CHECK(post.mailer.run_once() == 0);
    CHECK(post.transport.tried.empty());
    CHECK(storage::mails::counts(post.world.store).failed == 1);
}

TEST_CASE("a mail is not sent before it is due, and fifty at most in one round", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    for (int n = 0; n < 51; ++n) post.queue();
    CHECK(post.mailer.run_once() == 50);
    CHECK(post.mailer.run_once() == 1);
    storage::Mail later;
    later.sealed_to = post.world.keys.seal("ana@example.org");
    later.sealed_text = post.world.keys.seal("Hi\nBody");
    later.created_at = post.world.clock.now();
    later.due_at = post.world.clock.now() + 1min;
    post.world.store.write([&](storage::Write& write) { storage::mails::add(write, later); });
    post.world.clock.advance(1min - 1ms);
    CHECK(post.mailer.run_once() == 0);
    post.world.clock.advance(1ms);
    CHECK(post.mailer.run_once() == 1);
}

TEST_CASE("while a relay refuses us no mail is lost, all wait for it, and the operators are told once",
          "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    for (int n = 0; n < 5; ++n) post.queue();
    post.transport.failure.emplace("answer 554 5.7.1", Fault::server);
    CHECK(post.mailer.run_once() == 0);
    CHECK(post.mailer.run_once() == 0);
    CHECK(post.transport.tried.size() == 1);  // The others are not made to wait by a try of their own.
    CHECK(post.alert() == "mail: answer 554 5.7.1");
    for (int hours = 0; hours < 24 * 10; ++hours) {
        post.world.clock.advance(1h);
        post.mailer.run_once();
    }
    CHECK(post.waiting() == 5);
    CHECK(storage::mails::counts(post.world.store).failed == 0);
    post.transport.failure.reset();
    post.world.clock.advance(15min);
    CHECK(post.mailer.run_once() == 5);
    CHECK(post.alert().empty());
}

TEST_CASE("a server that fails is asked again after 1, 5 and then every 15 minutes", "[notify]") {
    Post post;
    post.queue();
    post.transport.failure.emplace("time-out", Fault::server);
    post.mailer.run_once();
    std::size_t tries = 1;
    for (auto const wait : {1min, 5min, 15min, 15min}) {
        post.world.clock.advance(wait - 1ms);
        post.mailer.run_once();
        CHECK(post.transport.tried.size() == tries);
        post.world.clock.advance(1ms);
        post.mailer.run_once();
        CHECK(post.transport.tried.size() == ++tries);
    }
}

TEST_CASE("a mail that the server keeps is given up after 30 days, unless the clock is doubted", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.queue();
    post.transport.failure.emplace("answer 535", Fault::server);
    post.world.clock.advance(std::chrono::days(30) - 1min);
    post.mailer.run_once();
    CHECK(post.waiting() == 1);
    post.may_give_up = false;
    post.world.clock.advance(1h);
    post.mailer.run_once();
    CHECK(post.waiting() == 1);
    post.may_give_up = true;
    post.world.clock.advance(1h);
    post.mailer.run_once();
    CHECK(post.waiting() == 0);
}

TEST_CASE("one wrong address is no news, three in a row are", "[notify]") {
    Post post(GENERATE(from_range(test::databases())));
    post.transport.failure.emplace("answer 550", Fault::mail);
    for (int n = 0; n < 3; ++n) {
        CHECK(post.alert().empty());
        post.queue();
        post.mailer.run_once();
    }
    CHECK(post.alert() == "mail: answer 550");
}

TEST_CASE("a round with a slow server ends after two minutes, and the next goes on", "[notify]") {
    Post post;
    for (int n = 0; n < 10; ++n) post.queue();
    post.transport.during = [&] { post.world.clock.advance(50s); };
    CHECK(post.mailer.run_once() == 3);
    CHECK(post.mailer.run_once() == 3);
    CHECK(post.waiting() == 4);
}

TEST_CASE("a clock that is set back does not keep the mails for longer than the server's pause", "[notify]") {
    Post post;
    post.queue();
    post.transport.failure.emplace("answer 421", Fault::server);
    post.mailer.run_once();
    post.transport.failure.reset();
    post.world.clock.advance(-std::chrono::days(100));
    post.queue();
    CHECK(post.mailer.run_once() == 1);
}
