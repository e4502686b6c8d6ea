#pragma once

#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "bot/award/score.h"
#include "bot/base/keys.h"
#include "bot/pages/pages.h"
#include "bot/publish/publisher.h"
#include "storage/companies.h"
#include "storage/nominations.h"
#include "storage/seasons.h"
#include "storage/standings.h"
#include "tests/tools/world.h"

namespace test {

/// What a counted nomination says; the rest is valid and does not matter.
struct Thanks {
    std::string company, person;
    std::string category = "empathy";
    long long weight = 1'000'000;
    std::string groups = "[]";
    storage::Nomination::Credit credit = storage::Nomination::Credit::team;
    std::optional<std::string> story = {};
    bool may_publish = true;
};

/// The letters and figures of its name, small.
inline storage::CompanyId id_of(std::string const& name) {
    std::string id;
    for (auto const c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) id += static_cast<char>(std::tolower(c));
    return storage::CompanyId(id);
}

inline storage::Season season_of_2026() {
    storage::Season season;
    season.id = "2026";
    season.name = "Autumn 2026";
    season.opens_at = ManualClock::start - std::chrono::hours(24);
    season.closes_at = ManualClock::start + std::chrono::hours(24 * 90);
    season.counts_at = season.announced_at = season.closes_at + std::chrono::hours(24 * 21);
    season.state = storage::Season::State::open;
    season.rules = R"({"categories":["empathy","knowledge"],"evidence":{"invited":1000000,"cold":400000}})";
    season.rules_sha256 = bot::sha256_hex(season.rules);
    season.group_salt = "c2FsdA==";
    return season;
}

inline void add_season(storage::Write& write) {
    storage::seasons::add(write, season_of_2026());
}

inline void add_company(storage::Write& write, std::string const& name,
                        std::optional<storage::Company::Band> band = storage::Company::Band::small) {
    storage::Company company;
    company.id = id_of(name);
    company.name = name;
    company.band = band;
    storage::companies::add(write, company);
}

inline storage::NominationId thank(storage::Write& write, storage::Time now, Thanks const& thanks) {
    storage::Nomination nomination;
    nomination.season = "2026";
    nomination.category = thanks.category;
    nomination.company = id_of(thanks.company);
    nomination.state = storage::Nomination::State::counted;
    nomination.person_hash = thanks.person;
    nomination.story = thanks.story;
    nomination.story_sha256 = bot::sha256_hex(thanks.story.value_or(""));
    nomination.credit = thanks.credit;
    nomination.may_publish = thanks.may_publish;
    nomination.language = "en";
    nomination.confirm_hash = nomination.id.text();
    nomination.created_at = nomination.expires_at = now;
    nomination.confirmed_at = now;
    nomination.confirmed_day = "2026-09-01";
    nomination.weight = thanks.weight;
    nomination.group_ids = thanks.groups;
    nomination.first_in_season = nomination.first_in_category = true;
    for (auto const& other : storage::nominations::of_person(write, "2026", thanks.person)) {
        nomination.first_in_season = false;
        if (other.category == thanks.category) nomination.first_in_category = false;
    }
    storage::nominations::add(write, nomination);
    storage::board_changes::mark(write, "2026", thanks.category, nomination.company, now);
    return nomination.id;
}

/// A world with an open season and a publisher that waits for nothing.
struct Stage : World {
    explicit Stage(std::string const& engine = "sqlite") : World(engine), pages(words) {
        store.write([](storage::Write& write) { add_season(write); });
        settings.site = folder / "site";
        settings.public_url = "https://awards.example";
        settings.interval = std::chrono::seconds(0);
        settings.batch = 1;
    }

    void company(std::string const& name,
                 std::optional<storage::Company::Band> band = storage::Company::Band::small) {
        store.write([&](storage::Write& write) { add_company(write, name, band); });
    }
    storage::NominationId thank(Thanks const& thanks) {
        return store.write([&](storage::Write& write) { return test::thank(write, clock.now(), thanks); });
    }
    /// `people` of them, none of whom thanks anybody else.
    void thank_often(std::string const& company, int people) {
        store.write([&](storage::Write& write) {
            for (int i = 0; i < people; ++i)
                test::thank(write, clock.now(), {company, company + " fan " + std::to_string(i)});
        });
    }
    /// So many companies named "company 0" and on, with a standing each that no nomination stands behind.
    void rank(int companies) {
        store.write([&](storage::Write& write) {
            for (int i = 0; i < companies; ++i) {
                auto const name = "company " + std::to_string(i);
                add_company(write, name);
                storage::Standing standing;
                standing.season = "2026";
                standing.company = id_of(name);
                standing.people = standing.new_people = standing.team_credit = i % 200 + 1;
                standing.k = standing.people * bot::award::point;
                auto const score = bot::award::score(standing.k, storage::Company::Band::small, {});
                standing.low = score.low;
                standing.median = score.median;
                standing.high = score.high;
                standing.reach = bot::award::reach(standing.k, storage::Company::Band::small, {});
                std::vector<storage::Standing> both(2, standing);
                both[0].category = "all";
                both[1].category = "empathy";
                storage::standings::replace(write, "2026", standing.company, 0, both);
            }
        });
    }
    bot::publish::Publisher publisher() { return {store, clock, pages, settings}; }
    void publish() {
        auto anew = publisher();
        run(anew);
    }
    /// Until nothing is left that can be done now.
    static void run(bot::publish::Publisher& publisher) {
        while (publisher.run_once()) {
        }
    }

    bool has(std::string const& file) const { return std::filesystem::exists(settings.site / file); }
    /// "" if it is not there.
    std::string read(std::string const& file) const {
        std::ifstream in(settings.site / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    /// Every published file with its bytes.
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> all;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(settings.site))
            if (entry.is_regular_file()) {
                auto const name = std::filesystem::relative(entry.path(), settings.site).string();
                all[name] = read(name);
            }
        return all;
    }
    long long waiting() const {
        return static_cast<long long>(storage::board_changes::waiting(store, 1'000'000).size());
    }

    bot::pages::Words words;
    bot::pages::Pages pages;
    bot::publish::Settings settings;
};

}  // namespace test
