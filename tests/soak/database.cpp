#include "tests/soak/database.h"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace test::soak {
namespace {

struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

void demand(bool good, sqlite3* database) {
    if (!good) throw std::runtime_error(std::string("the database: ") + sqlite3_errmsg(database));
}

}  // namespace

std::vector<Database::Row> Database::rows(std::string const& sql) const {
    sqlite3* opened = nullptr;
    auto const code = sqlite3_open_v2(file_.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    std::unique_ptr<sqlite3, Close> const database(opened);
    demand(code == SQLITE_OK, opened);
    sqlite3_busy_timeout(opened, 10'000);
    sqlite3_stmt* prepared = nullptr;
    demand(sqlite3_prepare_v2(opened, sql.c_str(), -1, &prepared, nullptr) == SQLITE_OK, opened);
    std::unique_ptr<sqlite3_stmt, Close> const statement(prepared);
    std::vector<Row> all;
    int step = sqlite3_step(prepared);
    for (; step == SQLITE_ROW; step = sqlite3_step(prepared)) {
        auto& row = all.emplace_back();
        for (int column = 0; column < sqlite3_column_count(prepared); ++column) {
            auto const* const text = reinterpret_cast<char const*>(sqlite3_column_text(prepared, column));
            row.emplace_back(text != nullptr ? text : "");
        }
    }
    demand(step == SQLITE_DONE, opened);
    return all;
}

std::map<std::string, long long> Database::seen() const {
    std::map<std::string, long long> seen;
    for (auto const& row : rows("select network, sum(posts) from seen_counts group by network union all "
                                "select network, count(*) from posts group by network"))
        seen[row[0]] += std::stoll(row[1]);
    return seen;
}

std::map<std::string, std::map<std::string, int>> Database::queued() const {
    std::map<std::string, std::map<std::string, int>> queued;
    for (auto const& row :
         rows("select p.network, p.native_id from candidates c join posts p on p.id = c.post"))
        ++queued[row[0]][row[1]];
    return queued;
}

std::vector<Kept> Database::replies() const {
    std::vector<Kept> all;
    for (auto const& row :
         rows("select r.id, r.network, p.native_id, r.way, r.state, r.words, r.outcome, "
              "r.look_at is not null from replies r join candidates c on c.id = r.candidate "
              "join posts p on p.id = c.post order by r.approved_at"))
        all.push_back({row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7] == "1"});
    return all;
}

std::vector<Kept> Database::replies_for_a_person() const {
    auto all = replies();
    std::erase_if(all, [](Kept const& one) { return one.state != "unknown" || one.looked_up_later; });
    return all;
}

}  // namespace test::soak
