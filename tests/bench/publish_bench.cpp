// One publish after one nomination, with few and with many companies on the board.
#include <benchmark/benchmark.h>

#include "bot/award/score.h"
#include "bot/publish/publisher.h"
#include "storage/standings.h"
#include "tests/bot/publish/stage.h"

namespace {

void fill(test::Stage& stage, int companies) {
    stage.store.write([&](storage::Write& write) {
        for (int i = 0; i < companies; ++i) {
            auto const name = "company " + std::to_string(i);
            test::add_company(write, name);
            storage::Standing standing;
            standing.season = "2026";
            standing.company = test::id_of(name);
            standing.k = (i % 200 + 1) * bot::award::point;
            standing.people = i % 200 + 1;
            standing.team_credit = standing.people;
            auto const score = bot::award::score(standing.k, storage::Company::Band::small);
            standing.low = score.low;
            standing.median = score.median;
            standing.high = score.high;
            std::vector<storage::Standing> both(2, standing);
            both[0].category = "all";
            both[1].category = "empathy";
            storage::standings::replace(write, "2026", standing.company, both);
        }
    });
}

void publish_after_one_nomination(benchmark::State& state) {
    test::Stage stage;
    auto publisher = stage.publisher();
    publisher.run_once();
    fill(stage, static_cast<int>(state.range(0)));
    int people = 0;
    auto const before = publisher.files_changed();
    for (auto _ : state) {
        state.PauseTiming();
        stage.thank({"company 7", "person " + std::to_string(people++)});
        state.ResumeTiming();
        publisher.run_once();
    }
    state.counters["files"] =
        static_cast<double>(publisher.files_changed() - before) / static_cast<double>(state.iterations());
}
BENCHMARK(publish_after_one_nomination)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
