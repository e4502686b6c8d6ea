// What people wait for, at a thousand, a hundred thousand and a million nominations and finds: the median and
// the 99th percentile of each request, one after the other.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <thread>

#include "bot/publish/publisher.h"
#include "bot/web/console/pages.h"
#include "storage/mails.h"
#include "tests/bot/desk/office.h"
#include "tests/bot/web/nomination_site.h"

namespace {

using Clock = std::chrono::steady_clock;

/// Runs it so often, each time after `before`, and tells the median and the 99th percentile in milliseconds.
void measure(benchmark::State& state, int times, std::function<void()> const& before,
             std::function<void()> const& request) {
    std::vector<double> took;
    for (auto _ : state)
        for (int i = 0; i < times; ++i) {
            before();
            auto const from = Clock::now();
            request();
            took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
        }
    std::ranges::sort(took);
    state.counters["p50_ms"] = took[took.size() / 2];
    state.counters["p99_ms"] = took[took.size() * 99 / 100];
}

void run(std::string const& file, std::string const& sql) {
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    char* wrong = nullptr;
    if (sqlite3_exec(database, ("pragma synchronous = off;" + sql).c_str(), nullptr, nullptr, &wrong) !=
        SQLITE_OK)
        throw std::runtime_error(wrong);
    sqlite3_close(database);
}

/// Half of all nominations thank one company; the others two hundred each.
std::string nominations(long long many, long long now) {
    auto const companies = std::clamp<long long>(many / 200, 5, 5'000);
    return fmt::format(R"(
        begin;
        with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {0})
        insert into companies (id, slug, name, folded_name, state, band, created_at)
        select 'company' || i, 'company-' || i, 'Company ' || i, 'company ' || i, 'active', 'small', {2} from n;
        with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {1})
        insert into nominations (id, season, category, company, state, person_hash, story, story_sha256, credit,
            may_publish, may_ask, language, evidence, confirm_hash, created_at, expires_at, confirmed_at,
            confirmed_day, weight, split, group_ids, first_in_season, first_in_category)
        select lower(hex(randomblob(16))), '2026', 'team', 'company' || case when i % 2 = 0 then 0 else i / 2 % {0} end,
            'counted', 'person' || i, 'They called me back on a Sunday and stayed until it worked.', 'none', 'team', 1, 0,
            'en', 'cold', lower(hex(randomblob(16))), {2} - i, {2}, {2} - i, '2026-08-31', 400000, 1, '[]', 1, 1 from n;
        insert into nomination_signals (nomination, signal, value_hash, sent_at)
        select id, 'prefix', person_hash, created_at from nominations;
        commit;)",
                       companies, many, now);
}

std::string finds(long long many, long long now) {
    return fmt::format(R"(
        begin;
        with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {0})
        insert into posts (id, network, post_key, author_key, native_id, author_handle, text, seen_at, written_at)
        select 'post' || i, 'demo', 'key' || i, 'author' || i, 'native' || i, 'someone',
            'Thank you, the team of Hearth was so kind', {1} - i, {1} - i from n;
        with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < {0})
        insert into candidates (id, post, label, praise, reasons, model, lane, queue_key, state, created_at, decided_at, written_at)
        select 'candidate' || i, 'post' || i, 'praise', 0.9, '[]', 'none', 'likely', {1} - i,
            case when i % 3 = 0 then 'answered' when i % 3 = 1 then 'skipped' else 'waiting' end, {1} - i, {1} - i, {1} - i
        from n;
        insert into replies (id, candidate, network, post_key, author_key, invites, way, state, words, words_sha256,
            approved_by, approved_at, send_at, idempotency_key, ended_at)
        select 'reply' || id, id, 'demo', 'key' || substr(id, 10), 'author' || substr(id, 10), 0, 'api', 'sent', 'Thank you!',
            '{2}', (select id from operators limit 1), created_at, created_at, id, created_at from candidates
        where state = 'answered';
        commit;)",
                       many, now, std::string(64, '0'));
}

long long now_of(test::ManualClock const& clock) {
    return clock.now().time_since_epoch().count();
}

bot::nominate::Settings without_caps() {
    bot::nominate::Settings settings;
    settings.per_prefix_a_day = settings.per_wide_prefix_a_day = 1'000'000'000;
    settings.pace = {1'000'000'000, 1'000'000'000, 1'000'000'000};
    return settings;
}

/// One site a size, made when it is first asked for.
struct Grown {
    explicit Grown(long long many) : site(without_caps()) {
        run(site.database.url, nominations(many, now_of(site.clock)));
        settings.site = site.folder / "published";
        settings.interval = std::chrono::seconds(0);
        settings.batch = 1;
        publisher =
            std::make_unique<bot::publish::Publisher>(site.store, site.clock, test::pages(), settings);
        // The tallies, and the pages of the whole board.
        run(site.database.url,
            "insert into board_changes (season, category, company, since) select distinct season, "
            "category, company, 0 from nominations");
        for (int i = 0; i < 12; ++i) publisher->run_once();
    }
    test::NominationSite site;
    bot::publish::Settings settings;
    std::unique_ptr<bot::publish::Publisher> publisher;
    int number = 0;

    test::Typed form(test::Browser& visitor, std::string const& company) {
        auto typed = site.typed(visitor);
        test::set(typed, "company", company);
        test::set(typed, "mail", fmt::format("visitor{}@example.org", ++number));
        test::set(
            typed, "story",
            fmt::format("Story {} of somebody whom nobody else knows, told on day {}", number, number * 7));
        return typed;
    }
    /// The link of the mail that was queued last.
    std::string link() {
        auto const mail = storage::mails::due(site.store, site.clock.now(), 1'000'000).back();
        return test::MimeMessage{"", "", site.keys.open(mail.sealed_text.value()).value()}.link("/confirm/");
    }
};

Grown& grown(long long many) {
    static std::map<long long, std::unique_ptr<Grown>> all;
    auto& one = all[many];
    if (!one) {
        all.clear();
        return *(all[many] = std::make_unique<Grown>(many));
    }
    return *one;
}

void form_get(benchmark::State& state) {
    auto& at = grown(state.range(0));
    auto visitor = at.site.browser();
    measure(
        state, 300, [] {}, [&] { visitor.get("/nominate"); });
}

/// To the company that half of all thank, and to one of the others.
void form_post(benchmark::State& state, std::string const& company) {
    auto& at = grown(state.range(0));
    auto visitor = at.site.browser();
    test::Typed typed;
    measure(
        state, 300, [&] { typed = at.form(visitor, company); },
        [&] {
            if (visitor.post("/nominate", typed).status != 303) state.SkipWithError("refused");
        });
}

void confirm(benchmark::State& state) {
    auto& at = grown(state.range(0));
    auto visitor = at.site.browser();
    std::string link;
    measure(
        state, 300,
        [&] {
            run(at.site.database.url, "delete from mails");
            visitor.post("/nominate", at.form(visitor, "Company 3"));
            link = at.link();
        },
        [&] { at.site.nominations.confirm(link, "en"); });
}

void publish_after_one(benchmark::State& state, std::string const& company) {
    auto& at = grown(state.range(0));
    auto visitor = at.site.browser();
    measure(
        state, 40,
        [&] {
            run(at.site.database.url, "delete from mails");
            visitor.post("/nominate", at.form(visitor, company));
            at.site.nominations.confirm(at.link(), "en");
        },
        [&] { at.publisher->run_once(); });
}

void companies_page(benchmark::State& state) {
    auto& at = grown(state.range(0));
    static test::Browser person(0);
    person = at.site.signed_in();
    measure(
        state, 200, [] {}, [&] { person.get("/console/companies"); });
}

/// Five hundred companies are counted anew meanwhile, the one with half of all nominations among them.
void form_post_beside_500_tallies(benchmark::State& state) {
    auto& at = grown(state.range(0));
    run(at.site.database.url,
        "insert into board_changes (season, category, company, since) select '2026', 'team', id, 0 "
        "from companies order by id limit 500 on conflict do nothing");
    auto visitor = at.site.browser();
    std::jthread const tallies([&] { at.publisher->run_once(); });
    test::Typed typed;
    measure(
        state, 50, [&] { typed = at.form(visitor, "Company 3"); }, [&] { visitor.post("/nominate", typed); });
}

void sent_page(benchmark::State& state) {
    test::FreshOffice made("sqlite");
    auto& office = made.office;
    run(made.database.url, finds(state.range(0), now_of(office.clock)));
    bot::web::SentPages const sent{office.queue, office.desk, office.store, test::pages(), office.clock};
    bot::web::Request request;
    request.path = "/console/sent";
    request.language = "en";
    request.operator_name = "Ana";
    storage::Operator const ana{storage::OperatorId("ana"), "Ana", {}, {}, {}, {}};
    measure(
        state, 200, [] {}, [&] { benchmark::DoNotOptimize(sent.overview(request, ana).body.size()); });
}

void sizes(benchmark::internal::Benchmark* bench) {
    bench->Iterations(1)->Unit(benchmark::kMillisecond)->UseRealTime();
}

// A size after the other, so that each is made once.
void add(long long many) {
    auto const at = [&](char const* name, auto function) {
        sizes(benchmark::RegisterBenchmark(fmt::format("growth/{}", name).c_str(), function)->Arg(many));
    };
    at("form_get", form_get);
    at("form_post", [](benchmark::State& state) { form_post(state, "Company 3"); });
    at("form_post_to_half", [](benchmark::State& state) { form_post(state, "Company 0"); });
    at("confirm", confirm);
    at("publish_after_one", [](benchmark::State& state) { publish_after_one(state, "Company 3"); });
    at("publish_after_one_of_half", [](benchmark::State& state) { publish_after_one(state, "Company 0"); });
    at("companies_page", companies_page);
    at("form_post_beside_500_tallies", form_post_beside_500_tallies);
    at("sent_page", sent_page);
}

[[maybe_unused]] auto const added = [] {
    for (auto const many : {1'000LL, 100'000LL, 1'000'000LL}) add(many);
    return true;
}();

}  // namespace
