#include "bot/publish/publisher.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "bot/base/kill_point.h"
#include "bot/publish/boards.h"
#include "bot/publish/recount.h"
#include "bot/publish/site.h"
#include "storage/leases.h"

namespace bot::publish {
namespace {

using storage::BoardChange;
using storage::CompanyId;
using Changes = std::vector<BoardChange>;
using Categories = std::set<std::string>;

constexpr int changes_at_once = 500;
constexpr int removals_at_once = 50;
constexpr int companies_at_once = 20;
constexpr std::size_t pages_at_once = 5;
constexpr int stories_on_board = 5;
constexpr int stories_of_company = 20;
constexpr int stories_in_feed = 50;
constexpr std::chrono::minutes publish_lease{2};

/// The whole site anew: first each company, the boards after them, so that a board never links to a page that
/// is not there yet.
struct Anew {
    CompanyId last;      // company that is done; from there on by id
    bool first = false;  // there is no site yet
};

/// Pages of boards after their first, and data files.
struct Rest {
    Changes marks;  // forgotten when all is written
    std::vector<std::string> categories;
    std::size_t page = 2;  // of the last of the categories
};

}  // namespace

struct Publisher::Parts {
    Parts(storage::Store& the_store, Clock const& the_clock, pages::Pages const& pages, Settings the_settings)
        : store(the_store),
          clock(the_clock),
          settings(std::move(the_settings)),
          site(settings.site),
          writer(pages, site, settings.languages, settings.public_url),
          lease(the_store, "publish", publish_lease) {}

    storage::Store& store;
    Clock const& clock;
    Settings const settings;
    Site site;
    PageWriter writer;
    storage::LeaseGuard lease;

    std::string written;  // season, phase and rules that this process writes the site of
    Phase phase = Phase::before;
    std::optional<Boards> boards;
    std::optional<Anew> anew;
    std::optional<Rest> rest;
    std::map<std::string, std::uint64_t> prints;  // of the boards' pages as they were written, by address

    award::Season const& season() const { return boards->season(); }

    /// Of several daemons on one PostgreSQL database one publishes; an SQLite file has one daemon anyway.
    bool alone() const { return store.engine() == storage::Engine::sqlite; }

    void take_boards(award::Season season_now) {
        boards.emplace(store, std::move(season_now));
        prints.clear();
    }

    void begin(award::Season const& season_now, Phase phase_now) {
        take_boards(season_now);
        phase = phase_now;
        rest.reset();
        anew.reset();
        // What a formula of before came to stays as it was published.
        bool const ended = phase_now == Phase::closed || phase_now == Phase::announced;
        bool const there = site.has("index.html");
        if (ended && there && season_now.parts.formula != award::formula_id) return;
        anew = Anew{{}, !there};
        writer.files();
        writer.texts(season_now);
    }

    /// Counts these companies again; which categories of the season shown that touched.
    Categories count(std::set<std::pair<std::string, CompanyId>> const& changed) {
        auto recounted = recount(store, changed);
        std::set<CompanyId> companies;
        for (auto const& one : changed) companies.insert(one.second);
        auto const& here = recounted[season().id];
        boards->update(store, companies, here.tallied);
        return here.categories;
    }

    void write_company(CompanyId const& id) {
        auto const company = storage::companies::find(store, id);
        if (!company) return;
        CompanyRecord record{
            *company, {}, storage::stories::shown(store, season().id, id, stories_of_company)};
        auto const standings = storage::standings::of_company(store, season().id, id);
        auto categories = season().parts.boards();
        if (categories.size() == 2) categories.pop_back();  // With one category only, "all" says the same.
        for (auto const& category : categories)
            for (auto const& standing : standings)
                if (standing.category == category) record.standings.push_back(standing);
        writer.company(record, season(), phase);
    }

    /// Writes the first pages of these boards, and the data files of those that have no other page. Which
    /// have more.
    Categories write_fronts(Categories const& categories) {
        Categories more;
        auto const shown = storage::stories::shown(store, season().id, {}, stories_on_board);
        for (auto const& category : season().parts.boards()) {
            if (!categories.contains(category)) continue;
            auto const board = boards->page(store, category, 1);
            writer.board(board, phase, shown);
            if (board.is_all())
                writer.feed(board, phase, storage::stories::shown(store, season().id, {}, stories_in_feed));
            if (board.pages() == 1) {
                writer.data(board);
                writer.end(board);
            } else {
                more.insert(category);
            }
        }
        return more;
    }

    bool batch_ready(Changes const& changes) const {
        if (changes.empty() || (anew && anew->first)) return false;
        auto const& oldest = changes.front();
        auto const waited = clock.now() - oldest.since;
        if (waited < settings.interval) return false;
        if (settings.batch <= 1 || waited >= settings.batch_wait) return true;
        return storage::board_changes::confirmed_since(store, oldest.season, oldest.since, settings.batch) >=
               settings.batch;
    }

    void publish_changes(Changes const& changes) {
        std::set<std::pair<std::string, CompanyId>> changed;
        std::set<CompanyId> companies;
        for (auto const& change : changes) {
            changed.emplace(change.season, change.company);
            companies.insert(change.company);
        }
        auto categories = count(changed);
        for (auto const& change : changes)
            if (change.season == season().id) categories.insert(change.category);
        kill_point("publish.counted");
        // The companies first: a board never links to a page that is not there yet.
        for (auto const& company : companies) write_company(company);
        kill_point("publish.companies_printed");
        categories.emplace(award::all_categories);
        auto const more = write_fronts(categories);
        kill_point("publish.printed");
        finish(changes, more);
    }

    void finish(Changes const& changes, Categories const& have_rest) {
        auto const now = clock.now();
        store.write([&](storage::Write& write) {
            if (!alone() && !lease.held(write, now)) return;
            for (auto const& change : changes) storage::board_changes::done(write, change);
            for (auto const& category : have_rest)
                storage::board_changes::mark(write, season().id, category, {}, now);
        });
    }

    /// Pages without the words that were taken back or hidden, with the figures of the last batch.
    void publish_removals(std::vector<storage::StoryRemoval> const& removals) {
        for (auto const& removal : removals) write_company(removal.company);
        auto const categories = season().parts.boards();
        write_fronts({categories.begin(), categories.end()});
        store.write([&](storage::Write& write) {
            for (auto const& removal : removals) storage::story_removals::done(write, removal);
        });
    }

    /// Some companies; after the last of them the boards.
    void go_on_anew() {
        auto const some = storage::standings::companies(store, season().id, anew->last, companies_at_once);
        if (some.empty()) {
            auto const categories = season().parts.boards();
            auto const more = write_fronts({categories.begin(), categories.end()});
            anew.reset();
            rest = Rest{{}, {more.begin(), more.end()}};
            return;
        }
        std::set<CompanyId> waiting;
        for (auto const& change : storage::board_changes::waiting(store, std::numeric_limits<int>::max()))
            if (change.season == season().id) waiting.insert(change.company);
        std::set<std::pair<std::string, CompanyId>> again;
        for (auto const& company : some)
            if (!waiting.contains(company)) again.emplace(season().id, company);
        count(again);
        for (auto const& company : some) write_company(company);
        anew->last = some.back();
    }

    void begin_rest(Changes marks) {
        rest = Rest{std::move(marks), {}};
        for (auto const& change : rest->marks)
            if (change.season == season().id) rest->categories.push_back(change.category);
    }

    /// Some pages whose lines are others than they were written with; after a board's last its data files.
    void go_on_with_rest() {
        if (rest->categories.empty()) {
            finish(rest->marks, {});
            rest.reset();
            return;
        }
        auto const category = rest->categories.back();
        std::size_t written_now = 0;
        for (; rest->page <= boards->pages(category) && written_now < pages_at_once; ++rest->page) {
            auto const print = boards->print(category, rest->page);
            auto& known = prints[board_path(category, rest->page)];
            if (known == print) continue;
            writer.board(boards->page(store, category, rest->page), phase, {});
            known = print;
            ++written_now;
        }
        if (rest->page <= boards->pages(category)) return;
        auto const board = boards->whole(store, category);
        writer.data(board);
        writer.end(board);
        rest->categories.pop_back();
        rest->page = 2;
    }
};

Publisher::Publisher(storage::Store& store, Clock const& clock, pages::Pages const& pages, Settings settings)
    : parts_(std::make_unique<Parts>(store, clock, pages, std::move(settings))) {}

Publisher::~Publisher() = default;

bool Publisher::run_once() {
    auto& parts = *parts_;
    auto const now = parts.clock.now();
    auto const current = storage::seasons::current(parts.store);
    if (!current) return false;
    award::Season const season(*current);
    auto const phase = phase_of(season);
    Changes changes, rest;
    for (auto& change : storage::board_changes::waiting(parts.store, changes_at_once))
        (change.company.empty() ? rest : changes).push_back(std::move(change));
    std::erase_if(rest,
                  [&](auto const& change) { return now - change.since < parts.settings.slow_interval; });

    auto const wanted = season.id + ' ' + std::to_string(static_cast<int>(phase)) + ' ' + season.rules_sha256;
    auto const first = parts.written != wanted;
    auto const ready = parts.batch_ready(changes);
    auto const removals = storage::story_removals::waiting(parts.store, removals_at_once);
    if (!first && removals.empty() && !ready && rest.empty() && !parts.anew && !parts.rest) return false;
    if (!parts.alone() && !parts.lease.take(now)) return false;

    if (first)
        parts.begin(season, phase);
    else if (!parts.boards->hold(parts.store))
        parts.take_boards(season);
    parts.written = wanted;
    if (!removals.empty()) parts.publish_removals(removals);
    if (ready && parts.batch_ready(changes)) parts.publish_changes(changes);
    if (parts.anew)
        parts.go_on_anew();
    else if (parts.rest)
        parts.go_on_with_rest();
    else if (!rest.empty())
        parts.begin_rest(std::move(rest));
    bool const more = parts.anew || parts.rest || removals.size() == removals_at_once;
    if (!more) parts.lease.release();
    return more;
}

void Publisher::publish_all() {
    parts_->written.clear();
    while (run_once()) {
    }
}

long long Publisher::files_changed() const {
    return parts_->site.changed();
}

}  // namespace bot::publish
