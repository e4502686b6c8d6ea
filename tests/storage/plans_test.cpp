// For the listener; so this file does without the others' precompiled header.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <mutex>
#include <regex>
#include <set>

#include "storage/engine/upgrade.h"
#include "tests/tools/world.h"

// Whatever the tests make the program ask of SQLite, by whichever page or job, is asked for its plan when
// they have run: none may read more rows the longer the programme lives, but for those named here with a
// reason.

namespace {

/// Tables with a row for each post, person, company or mail. Of the others there is a handful.
std::set<std::string> const growing = {"audit",         "paces",
                                       "board_changes", "bursts",
                                       "candidates",    "companies",
                                       "company_names", "company_seeds",
                                       "decisions",     "follow_ups",
                                       "invite_tokens", "mails",
                                       "nominations",   "nomination_signals",
                                       "posts",         "replies",
                                       "praise",        "company_contacts",
                                       "told",          "standings",
                                       "stories",       "suppressions",
                                       "tallies"};

/// A row has few others with the same value in such a column.
std::set<std::string> const selective = {"id",          "post",       "candidate",       "nomination",
                                         "leader",      "token_hash", "confirm_hash",    "answer_hash",
                                         "person_hash", "post_key",   "author_key",      "words_key",
                                         "native_id",   "folded",     "folded_name",     "slug",
                                         "seed_key",    "key_hash",   "idempotency_key", "band_1",
                                         "mailbox",     "mail",       "address_hash",    "band_2",
                                         "band_3",      "band_4",     "like_skipped",    "thread_key",
                                         "merged_into", "person_key", "rowid",           "key"};

/// Part of a statement, and why it may read what grows.
struct Allowed {
    std::string_view part, because;
};
constexpr std::array allowed = {
    Allowed{"from nominations n left join follow_ups f", "a tally, outside of writes"},
    Allowed{"from standings s join companies c", "a board, by the publisher"},
    Allowed{"select distinct company from standings", "all pages anew, by the publisher"},
    Allowed{"category, company, cast(:now as bigint) from standings", "a row a category"},
    Allowed{"select id from nominations where season = :season and id > :after", "a job, some at a time"},
    Allowed{"replace(folded_name, :find, '') <> folded_name", "companies that an operator took in"},
    Allowed{"order by made_at desc limit 1", "the newest"},
    Allowed{"from decisions d join candidates c on c.id = d.candidate where d.made_at >= :from_time",
            "a window"},
    Allowed{"from decisions d join candidates c on c.id = d.candidate join posts", "the yearly refit, a job"},
    Allowed{"select count(*) from posts where network = :network and seen_at >= :since", "a window"},
    Allowed{"and approved_at > :since", "a day's replies, which are capped"},
    Allowed{"select distinct network from posts", "a job, outside of writes"},
    Allowed{"select p.id from posts p", "a job, outside of writes"},
    Allowed{"select max(moment) from", "by check"},
    Allowed{"from company_names n join companies c", "every name, when the detector is made"},
    Allowed{"from companies where state = :value order by name, id",
            "every company, when the detector is made"},
    Allowed{"delete from paces where taken_at < :then", "what is over, each minute"},
    Allowed{"delete from paces where what = :what", "one mailbox's"},
    Allowed{"update board_changes set since = :now", "once, after the clock went back"},
    Allowed{"held_until = null where held_until > :day", "once, after the clock went back"},
    Allowed{"set later_until = null where later_until", "once, after the clock went back"},
    Allowed{"update mails set due_at = :now where sent_at", "once, after the clock went back"},
    Allowed{"update posts set looked_at = null", "once, after the clock went back"},
    Allowed{"set look_at = :now where look_at > :day", "once, after the clock went back"},
    Allowed{"set send_at = :now where state", "once, after the clock went back"},
    Allowed{"and lane <> 'quiet' and written_at < :before", "only those to be moved"},
    Allowed{"from company_seeds where company = :company", "one company's"},
    Allowed{"from company_names n where n.company = :company", "one company's"},
    Allowed{"delete from standings where company = :company", "one company's"},
    Allowed{"from standings where season = :season and company = :company", "one company's"},
};

std::string plain(std::string const& sql) {
    return std::regex_replace(sql, std::regex("\\s+"), " ");
}

bool binds(std::string const& sql) {
    return std::regex_replace(sql, std::regex("'[^']*'"), "").find(':') != std::string::npos;
}

std::vector<std::string> plan_of(sqlite3* database, std::string const& sql) {
    std::vector<std::string> lines;
    sqlite3_stmt* statement = nullptr;
    auto const text = "explain query plan " + sql;
    if (sqlite3_prepare_v2(database, text.c_str(), -1, &statement, nullptr) != SQLITE_OK) return lines;
    while (sqlite3_step(statement) == SQLITE_ROW)
        lines.emplace_back(reinterpret_cast<char const*>(sqlite3_column_text(statement, 3)));
    sqlite3_finalize(statement);
    return lines;
}

/// The table that an alias of the statement stands for.
std::string table_of(std::string const& sql, std::string const& alias) {
    if (growing.contains(alias)) return alias;
    std::smatch found;
    if (std::regex_search(sql, found, std::regex("(?:from|join|,) (\\w+) (?:as )?" + alias + "\\b")))
        return found[1];
    return alias;
}

/// Whether the whole of a unique key is given.
bool one_row(sqlite3* database, std::string const& line) {
    static std::regex const key("INDEX (sqlite_autoindex_\\w+) \\((.*)\\)");
    std::smatch found;
    if (!std::regex_search(line, found, key)) return false;
    std::string const given = found[2];
    sqlite3_stmt* columns = nullptr;
    sqlite3_prepare_v2(database, ("pragma index_info(" + found[1].str() + ")").c_str(), -1, &columns,
                       nullptr);
    std::ptrdiff_t number = 0;
    while (sqlite3_step(columns) == SQLITE_ROW) ++number;
    sqlite3_finalize(columns);
    return std::ranges::count(given, '?') >= number && given.find_first_of("<>") == given.npos;
}

bool few_rows(std::string const& constraint) {
    static std::regex const equal("(\\w+)(?:=\\?| IN)");
    for (std::sregex_iterator one(constraint.begin(), constraint.end(), equal), end; one != end; ++one)
        if (selective.contains((*one)[1])) return true;
    return false;
}

/// What of the plan reads rows without a bound; empty if nothing does.
std::string unbounded(sqlite3* database, std::string const& sql) {
    auto const lines = plan_of(database, sql);
    auto const sorted = std::ranges::any_of(lines, [](auto const& line) {
        return line.find("TEMP B-TREE") != std::string::npos && line.find("RIGHT PART") == std::string::npos;
    });
    // What is counted is told by a limit within: "select count(*) from (select id from … limit :most) few".
    auto const counted = std::regex_search(sql, std::regex("\\b(count|sum|max)\\(")) &&
                         !std::regex_search(sql, std::regex("limit \\S+\\) few"));
    auto const limited = sql.find(" limit ") != std::string::npos && !sorted && !counted;
    static std::regex const step("^(SCAN|SEARCH) (\\w+)(?: USING [^(]*)?(.*)$");
    for (auto const& line : lines) {
        std::smatch found;
        if (!std::regex_match(line, found, step) || !growing.contains(table_of(sql, found[2]))) continue;
        if (found[1] == "SEARCH" && (few_rows(found[3]) || one_row(database, line))) continue;
        if (limited && line.find("USING") != std::string::npos) continue;
        return line;
    }
    return {};
}

class Statements {
public:
    void note(char const* sql) {
        std::lock_guard const hold(mutex_);
        texts_.insert(sql);
    }
    std::set<std::string> plain_texts() {
        std::lock_guard const hold(mutex_);
        std::set<std::string> all;
        for (auto const& text : texts_) all.insert(plain(text));
        return all;
    }

private:
    std::mutex mutex_;
    std::set<std::string> texts_;
};

Statements& statements() {
    static Statements all;
    return all;
}

int note(unsigned, void*, void* statement, void*) {
    if (auto const* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) statements().note(sql);
    return 0;
}

int listen(sqlite3* database, char const**, void const*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, note, nullptr);
}

struct Opened {
    test::World world;
    sqlite3* database = nullptr;
    Opened() { sqlite3_open(world.database.url.c_str(), &database); }
    Opened(Opened const&) = delete;
    ~Opened() { sqlite3_close(database); }
};

struct AllPlans : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;

    void testRunStarting(Catch::TestRunInfo const&) override {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(listen));
    }
    void testRunEnded(Catch::TestRunStats const&) override {
        sqlite3_reset_auto_extension();
        std::set<std::string> upgrades;
        for (auto const& migration : storage::migrations())
            for (auto const& statement : migration.statements) upgrades.insert(plain(statement));
        Opened const opened;
        int bad = 0;
        for (auto const& sql : statements().plain_texts()) {
            // Without a bind it is a test's own.
            if (!binds(sql) || upgrades.contains(sql) || upgrades.contains(sql + " ")) continue;
            if (std::ranges::any_of(allowed, [&](auto const& one) { return sql.find(one.part) != sql.npos; }))
                continue;
            if (auto const step = unbounded(opened.database, sql); !step.empty()) {
                std::cerr << "reads what grows: " << step << "\n    of: " << sql << '\n';
                ++bad;
            }
        }
        if (bad == 0) return;
        std::cerr << bad << " statements read more rows the longer the programme lives\n";
        std::_Exit(1);
    }
};
CATCH_REGISTER_LISTENER(AllPlans)

}  // namespace

TEST_CASE("a statement without an index, or with one that tells few rows apart, is refused", "[storage]") {
    Opened const opened;
    auto const refused = [&](std::string const& sql) { return !unbounded(opened.database, sql).empty(); };
    CHECK(refused("select count(*) from nominations"));
    CHECK(refused("select story from nominations where story = :words"));
    CHECK(refused("select count(*) from nominations n where n.season = :season and n.state = 'counted'"));
    CHECK(refused("select id from nominations where season = :season order by story limit 5"));
    CHECK(refused("select count(*) from nomination_signals where signal = :signal and value_hash = :value"));
    CHECK_FALSE(refused("select story from nominations where id = :id"));
    CHECK_FALSE(refused("select id from nominations order by created_at desc, id desc limit 5"));
    CHECK_FALSE(refused("select count(*) from seasons"));
}
