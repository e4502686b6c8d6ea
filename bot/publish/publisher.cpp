#include "bot/publish/publisher.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "bot/award/score.h"
#include "bot/base/kill_point.h"
#include "bot/publish/site.h"
#include "storage/leases.h"
#include "storage/standings.h"

namespace bot::publish {
namespace {

using storage::BoardChange;
using storage::CompanyId;
using Changes = std::vector<BoardChange>;
using Categories = std::set<std::string>;

constexpr int changes_at_once = 500;
constexpr int companies_at_once = 100;
constexpr std::size_t tallies_in_a_write = 20;
constexpr int stories_on_board = 5;
constexpr int stories_of_company = 20;
constexpr int stories_in_feed = 50;
constexpr std::chrono::minutes publish_lease{2};

/// A company counted again, outside of any write.
struct Tally {
    std::string season;
    CompanyId company;
    long long version = 0;
    std::vector<storage::Standing> standings;
    Categories categories;  // it is in, or was
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
    std::string written;  // season and phase of the last full publish of this process

    std::map<std::string, award::KnownCosts> known;  // by season

    Board board_of(award::Season const& season, std::string const& category) {
        return read_board(store, season, category, known[season.id]);
    }

    /// Of several daemons on one PostgreSQL database one publishes; an SQLite file has one daemon anyway.
    bool alone() const { return store.engine() == storage::Engine::sqlite; }

    /// Empty if there is no such company, or the season was counted by a formula of before: what it came to
    /// stays.
    std::optional<Tally> tally(std::string const& season, CompanyId const& id) const {
        storage::Read const read(store);
        auto const company = storage::companies::find(read, id);
        auto const found = storage::seasons::find(read, season);
        if (!company || !found) return std::nullopt;
        auto const rules = award::rules_of(*found);
        if (rules.formula != award::formula_id) return std::nullopt;
        Tally tally{season, id, storage::standings::version(read, season, id), {}, {}};
        for (auto const& before : storage::standings::of_company(read, season, id))
            tally.categories.insert(before.category);
        tally.standings =
            award::tally(season, id, company->band, storage::standings::voices(read, season, id), rules);
        for (auto const& after : tally.standings) tally.categories.insert(after.category);
        return tally;
    }

    /// One that another process counted meanwhile is left as that one has it.
    void store_tallies(std::vector<Tally> const& tallies) {
        store.write([&](storage::Write& write) {
            for (auto const& one : tallies)
                storage::standings::replace(write, one.season, one.company, one.version, one.standings);
        });
    }

    /// Counts these companies again and stores it, some in a write; which categories that touched, by season.
    std::map<std::string, Categories> recount(std::set<std::pair<std::string, CompanyId>> const& companies) {
        std::map<std::string, Categories> touched;
        std::vector<Tally> tallies;
        for (auto const& [season, company] : companies) {
            auto one = tally(season, company);
            if (!one) continue;
            touched[season].insert(one->categories.begin(), one->categories.end());
            tallies.push_back(std::move(*one));
            if (tallies.size() == tallies_in_a_write) store_tallies(std::exchange(tallies, {}));
        }
        if (!tallies.empty()) store_tallies(tallies);
        return touched;
    }

    void write_company(award::Season const& season, Phase phase, CompanyId const& id) {
        auto const company = storage::companies::find(store, id);
        if (!company) return;
        CompanyRecord record{*company, {}, storage::stories::shown(store, season.id, id, stories_of_company)};
        auto const standings = storage::standings::of_company(store, season.id, id);
        auto categories = season.parts.boards();
        if (categories.size() == 2) categories.pop_back();  // With one category only, "all" says the same.
        for (auto const& category : categories)
            for (auto const& standing : standings)
                if (standing.category == category) record.standings.push_back(standing);
        writer.company(record, season, phase);
    }

    void write_feed(award::Season const& season, Phase phase, Board const& all) {
        writer.feed(all, phase, storage::stories::shown(store, season.id, {}, stories_in_feed));
    }

    /// Writes the first pages of these boards; those that have more pages.
    Categories write_fronts(award::Season const& season, Phase phase, Categories const& categories) {
        Categories have_rest;
        auto const shown = storage::stories::shown(store, season.id, {}, stories_on_board);
        for (auto const& category : season.parts.boards()) {
            if (!categories.contains(category)) continue;
            auto const board = board_of(season, category);
            writer.front(board, phase, shown);
            if (writer.has_rest(board)) have_rest.insert(category);
            if (board.is_all()) write_feed(season, phase, board);
        }
        return have_rest;
    }

    bool batch_ready(Changes const& changes) const {
        if (changes.empty()) return false;
        auto const& oldest = changes.front();
        auto const waited = clock.now() - oldest.since;
        if (waited < settings.interval) return false;
        if (settings.batch <= 1 || waited >= settings.batch_wait) return true;
        return storage::board_changes::confirmed_since(store, oldest.season, oldest.since, settings.batch) >=
               settings.batch;
    }

    void publish_changes(award::Season const& season, Phase phase, Changes const& changes) {
        std::set<std::pair<std::string, CompanyId>> changed;
        for (auto const& change : changes) changed.emplace(change.season, change.company);
        auto categories = recount(changed)[season.id];
        for (auto const& change : changes)
            if (change.season == season.id) categories.insert(change.category);
        kill_point("publish.counted");
        // The companies first: a board never links to a page that is not there yet.
        std::set<CompanyId> companies;
        for (auto const& change : changes) companies.insert(change.company);
        for (auto const& company : companies) write_company(season, phase, company);
        kill_point("publish.companies_printed");
        categories.emplace(award::all_categories);
        auto const have_rest = write_fronts(season, phase, categories);
        kill_point("publish.printed");
        finish(changes, season.id, have_rest);
    }

    void finish(Changes const& changes, std::string const& season, Categories const& have_rest) {
        auto const now = clock.now();
        store.write([&](storage::Write& write) {
            if (!alone() && !lease.held(write, now)) return;
            for (auto const& change : changes) storage::board_changes::done(write, change);
            for (auto const& category : have_rest)
                storage::board_changes::mark(write, season, category, {}, now);
        });
    }

    void publish_rest(award::Season const& season, Phase phase, Changes const& changes) {
        for (auto const& change : changes)
            if (change.season == season.id) writer.rest(board_of(season, change.category), phase);
        finish(changes, season.id, {});
    }

    void write_companies(award::Season const& season, Phase phase) {
        std::set<CompanyId> waiting;
        for (auto const& change : storage::board_changes::waiting(store, std::numeric_limits<int>::max()))
            if (change.season == season.id) waiting.insert(change.company);
        CompanyId last;
        for (;;) {
            auto const some = storage::standings::companies(store, season.id, last, companies_at_once);
            if (some.empty()) return;
            std::set<std::pair<std::string, CompanyId>> again;
            for (auto const& company : some)
                if (!waiting.contains(company)) again.emplace(season.id, company);
            recount(again);
            for (auto const& company : some) write_company(season, phase, company);
            last = some.back();
        }
    }

    void publish_all(award::Season const& season, Phase phase) {
        writer.files();
        writer.texts(season);
        write_companies(season, phase);
        auto const categories = season.parts.boards();
        write_fronts(season, phase, {categories.begin(), categories.end()});
        for (auto const& category : categories) writer.rest(board_of(season, category), phase);
        written = season.id + ' ' + std::to_string(static_cast<int>(phase));
    }
};

Publisher::Publisher(storage::Store& store, Clock const& clock, pages::Pages const& pages, Settings settings)
    : parts_(std::make_unique<Parts>(store, clock, pages, std::move(settings))) {}

Publisher::~Publisher() = default;

void Publisher::run_once() {
    auto const now = parts_->clock.now();
    auto const current = storage::seasons::current(parts_->store, now);
    if (!current) return;
    award::Season const season(*current);
    auto const phase = phase_of(season, now);
    Changes changes, rest;
    for (auto& change : storage::board_changes::waiting(parts_->store, changes_at_once))
        (change.company.empty() ? rest : changes).push_back(std::move(change));
    std::erase_if(rest,
                  [&](auto const& change) { return now - change.since < parts_->settings.slow_interval; });

    auto const first = parts_->written != season.id + ' ' + std::to_string(static_cast<int>(phase));
    auto const ready = parts_->batch_ready(changes);
    if ((!first && !ready && rest.empty()) || !(parts_->alone() || parts_->lease.take(now))) return;
    if (first) parts_->publish_all(season, phase);
    if (ready) parts_->publish_changes(season, phase, changes);
    if (!rest.empty()) parts_->publish_rest(season, phase, rest);
    parts_->lease.release();
}

void Publisher::publish_all() {
    auto const now = parts_->clock.now();
    auto const season = storage::seasons::current(parts_->store, now);
    if (!season || !(parts_->alone() || parts_->lease.take(now))) return;
    parts_->publish_all(award::Season(*season), phase_of(*season, now));
    parts_->lease.release();
}

long long Publisher::files_changed() const {
    return parts_->site.changed();
}

}  // namespace bot::publish
