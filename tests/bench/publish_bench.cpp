// One publish after one nomination, with few and with many companies on the board.
#include <benchmark/benchmark.h>

#include "tests/bot/publish/stage.h"

namespace {

void publish_after_one_nomination(benchmark::State& state) {
    test::Stage stage;
    auto publisher = stage.publisher();
    test::Stage::run(publisher);
    stage.rank(static_cast<int>(state.range(0)));
    int people = 0;
    stage.thank({"company 7", "the first, after which the boards stand in memory"});
    test::Stage::run(publisher);
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
