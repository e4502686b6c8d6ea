#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>

#include "bot/nominate/changes.h"
#include "storage/engine/sql.h"
#include "tests/bot/nominate/company_mail.h"
#include "tests/bot/web/nomination_site.h"
#include "tests/tools/child.h"

namespace {

/// Runs `act` in a process of its own that dies at the kill point; the database it leaves behind.
template <class Programme = test::Programme, class Act>
std::string killed_at(char const* point, Act&& act) {
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    auto const child = test::in_a_child([&] {
        Programme programme;
        auto const database = programme.world.options().database;
        (void)!::write(pipe[1], database.data(), database.size());
        ::setenv("SUPPORTAWARDS_KILL_AT", point, 1);
        act(programme);
    });
    REQUIRE(child >= 0);
    ::close(pipe[1]);
    std::string database;
    char bytes[512];
    for (ssize_t got = 0; (got = ::read(pipe[0], bytes, sizeof bytes)) > 0;)
        database.append(bytes, static_cast<std::size_t>(got));
    ::close(pipe[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGKILL);
    return database;
}

long long rows(storage::Store const& store, std::string const& table) {
    long long found = 0;
    storage::Read(store).session() << "select count(*) from " + table, storage::into(found);
    return found;
}

/// Opens what a killed process left, and tidies up at the end.
struct Left {
    explicit Left(std::string const& database)
        : folder(std::filesystem::path(database).parent_path()),
          store({database, folder / "backups", 1, [] { return storage::Time{}; }}) {}
    ~Left() { std::filesystem::remove_all(folder); }
    std::filesystem::path folder;
    storage::Store store;
};

}  // namespace

TEST_CASE("a nomination and its mail survive a power cut before the answer", "[nominate]") {
    Left const left(killed_at("nomination accepted",
                              [](test::Programme& programme) { programme.send(programme.form()); }));
    CHECK(rows(left.store, "nominations where state = 'unconfirmed'") == 1);
    CHECK(rows(left.store, "mails where sealed_text is not null") == 1);
}

TEST_CASE("a confirmation survives a power cut before the answer", "[nominate]") {
    Left const left(killed_at("nomination confirmed",
                              [](test::Programme& programme) { programme.thank(programme.form()); }));
    CHECK(rows(left.store, "nominations where state = 'counted'") == 1);
    CHECK(rows(left.store, "board_changes") > 0);
}

TEST_CASE("a full database refuses a form with all that was typed and keeps those accepted",
          "[nominate][web]") {
    test::NominationSite site;
    site.store.write([](storage::Write& write) { write.session() << "pragma max_page_count = 1"; });
    auto visitor = site.browser();
    long long accepted = 0;
    test::Answer answer;
    for (int i = 0; i < 200; ++i) {
        auto fields = site.typed(visitor);
        test::set(fields, "mail", "ana" + std::to_string(i) + "@host" + std::to_string(i) + ".example");
        test::set(fields, "story", std::string(1500, 'x'));
        site.clock.advance(std::chrono::hours(1));
        answer = visitor.post("/nominate", fields);
        if (answer.status != 303) break;
        ++accepted;
    }
    CHECK(answer.status == 503);
    CHECK_THAT(answer.body, Catch::Contains("We cannot take your nomination right now") &&
                                Catch::Contains(std::string(1500, 'x')));
    CHECK(rows(site.store, "nominations") == accepted);
    CHECK(rows(site.store, "mails") == accepted);
}

TEST_CASE("only a database that is full or away is a reason to try again later", "[nominate]") {
    auto const& words = test::pages().words();
    auto const failing = [&](storage::Error::Kind kind) {
        bot::nominate::or_unavailable(words, "de", [&]() -> int { throw storage::Error(kind, "why"); });
    };
    CHECK_THROWS_WITH(failing(storage::Error::Kind::full), Catch::Contains("nicht gespeichert"));
    CHECK_THROWS_AS(failing(storage::Error::Kind::unreachable), bot::UserError);
    CHECK_THROWS_AS(failing(storage::Error::Kind::broken), storage::Error);
}

TEST_CASE("praise that is put in line survives a power cut, marked as passed on", "[nominate][praise]") {
    Left const left(killed_at<test::CompanyMail>("praise in line", [](test::CompanyMail& programme) {
        programme.contact();
        programme.approved("ana@gmail.com");
        programme.passing_on.run_once();
    }));
    CHECK(rows(left.store, "mails where purpose = 'welcome' and sealed_text is not null") == 1);
    CHECK(rows(left.store,
               "praise where state = 'passed' and mail = (select last_mail from company_contacts)") == 1);
}
