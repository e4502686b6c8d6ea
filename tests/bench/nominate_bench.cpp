// A nomination through HTTP, from the filled form to the answer that promises it is kept: the request, the
// checks, the row, the mail in its queue, and the disk's word for both. By one visitor, and by many at once.
#include <benchmark/benchmark.h>

#include <memory>

#include "tests/bench/bare_database.h"
#include "tests/bot/web/nomination_site.h"

namespace {

bot::nominate::Settings without_caps() {
    bot::nominate::Settings settings;
    settings.per_prefix_a_day = settings.per_wide_prefix_a_day = 1'000'000'000;
    settings.pace = {1'000'000'000, 1'000'000'000, 1'000'000'000};
    return settings;
}

std::unique_ptr<test::NominationSite> site;

void open_site(benchmark::State const&) {
    site = std::make_unique<test::NominationSite>(without_caps());
}
void close_site(benchmark::State const&) {
    site.reset();
}

void accept_nomination(benchmark::State& state) {
    auto visitor = site->browser();
    auto form = site->typed(visitor);
    auto const person = "visitor" + std::to_string(state.thread_index()) + "-";
    long long number = 0;
    for (auto _ : state) {
        test::set(form, "mail", person + std::to_string(++number) + "@example.org");
        auto answer = visitor.post("/nominate", form);
        while (answer.status == 503) answer = visitor.post("/nominate", form);  // All answers are taken.
        if (answer.status != 303) {
            state.SkipWithError(("refused with " + std::to_string(answer.status)).c_str());
            break;
        }
    }
    state.SetItemsProcessed(number);
}
BENCHMARK(accept_nomination)
    ->Setup(open_site)
    ->Teardown(close_site)
    ->Threads(1)
    ->Threads(16)
    ->Threads(64)
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();

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
