// A nomination through HTTP, from the filled form to the answer that promises it is kept: the request, the
// checks, the row, the mail in its queue, and the disk's word for both. By one visitor, and by many at once.
// Beside it the same request to a listener that does nothing with it, which is what HTTP and the clients
// cost, and SQLite alone, which is what the disk and its rows cost.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <atomic>
#include <memory>

#include "tests/bench/bare_database.h"
#include "tests/bot/web/nomination_site.h"

namespace {

/// Behind a proxy, so that each client has an address of its own; every limit is as it ships.
std::unique_ptr<test::NominationSite> site;
std::unique_ptr<bot::web::Listener> bare_listener;
std::atomic<int> neighbourhoods = 0;

void open_site(benchmark::State const&) {
    bot::web::FrontSettings front;
    front.trusted_proxies = {"127.0.0.1"};
    site = std::make_unique<test::NominationSite>(bot::nominate::Settings(), bot::web::ListenerSettings(),
                                                  front);
    bot::web::ListenerSettings listening;
    listening.port = 0;
    bare_listener = std::make_unique<bot::web::Listener>(
        listening, [](bot::web::Arrived const&) { return bot::web::redirect("/nominate/sent"); });
}
void close_site(benchmark::State const&) {
    bare_listener.reset();
    site.reset();
}

/// Sends forms that `sender` fills in until the time is over, from another neighbourhood after forty: the
/// limit of an address is fifty a day.
void send_forms(benchmark::State& state, test::Browser to, bool own_words) {
    auto visitor = site->browser();
    auto form = site->typed(visitor);
    to.cookies = visitor.cookies;
    auto const person = "visitor" + std::to_string(state.thread_index()) + "-";
    long long number = 0;
    for (auto _ : state) {
        if (number % 40 == 0) {
            auto const at = ++neighbourhoods;
            to.headers = {fmt::format("X-Forwarded-For: 10.{}.{}.1", at / 256 % 256, at % 256)};
        }
        test::set(form, "mail", person + std::to_string(++number) + "@example.org");
        if (own_words)
            test::set(
                form, "story",
                fmt::format("Story {} of {}, told to nobody but on day {}", number, person, number * 7));
        auto answer = to.post("/nominate", form);
        while (answer.status == 503) answer = to.post("/nominate", form);  // All answers are taken.
        if (answer.status != 303) {
            state.SkipWithError(("refused with " + std::to_string(answer.status)).c_str());
            break;
        }
    }
    state.SetItemsProcessed(number);
}

void by_clients(benchmark::internal::Benchmark* bench) {
    bench->Setup(open_site)->Teardown(close_site)->Threads(1)->Threads(16)->Threads(64);
    bench->Unit(benchmark::kMicrosecond)->UseRealTime()->MeasureProcessCPUTime();
}

/// All thank one company in the same words, as a campaign does.
void accept_nomination(benchmark::State& state) {
    send_forms(state, site->browser(), false);
}
BENCHMARK(accept_nomination)->Apply(by_clients);

/// All thank one company, each in words of their own: the most there is to compare.
void accept_nomination_own_words(benchmark::State& state) {
    send_forms(state, site->browser(), true);
}
BENCHMARK(accept_nomination_own_words)->Apply(by_clients);

void bare_listener_answers(benchmark::State& state) {
    send_forms(state, test::Browser(bare_listener->port()), false);
}
BENCHMARK(bare_listener_answers)->Apply(by_clients);

void commit_one_row_bare(benchmark::State& state) {
    test::Folder const folder;
    bench::BareDatabase database(folder / "bare.db");
    long long number = 0;
    for (auto _ : state) database.insert(std::to_string(++number), "They called me back.");
    state.SetItemsProcessed(number);
}
BENCHMARK(commit_one_row_bare)->Unit(benchmark::kMicrosecond)->UseRealTime();

/// What sixty-four clients could have at best: a row each, all in one commit.
void commit_64_rows_bare(benchmark::State& state) {
    test::Folder const folder;
    bench::BareDatabase database(folder / "bare.db");
    long long number = 0;
    for (auto _ : state) {
        database.run("BEGIN IMMEDIATE");
        for (int i = 0; i < 64; ++i) database.insert(std::to_string(++number), "They called me back.");
        database.run("COMMIT");
    }
    state.SetItemsProcessed(number);
}
BENCHMARK(commit_64_rows_bare)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
