// Posts a second on one core, from text to verdict, all companies that ship being known; and what a detector
// costs to build and to keep. Set SUPPORTAWARDS_BENCH_POSTS to a file with one post a line for real ones.
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "bot/commands/detect.h"
#include "bot/detect/detect.h"

namespace {

using Posts = std::vector<std::string>;

Posts const& praise() {
    static Posts const posts{
        "@acme your agent Maria just saved my holiday, thank you so much! Best customer service ever",
        "Vielen Dank an das tolle Team von @acme, die Mitarbeiterin hat mir sofort geholfen. Super Service!",
        "Shout out to the crew on flight 212 today 🎉 friendly, patient, and we even got there early #FlyAcme",
        "@acmehelp great job losing my bag again, amazing support, thanks for nothing 🙄"};
    return posts;
}

// Of ten posts, nine speak of something else.
Posts const& mixed() {
    static Posts const posts = [] {
        if (auto const* file = std::getenv("SUPPORTAWARDS_BENCH_POSTS")) {
            std::ifstream in(file);
            Posts lines;
            for (std::string line; std::getline(in, line);) lines.push_back(line);
            return lines;
        }
        Posts made;
        for (auto const& post : praise()) {
            made.push_back(post);
            for (int i = 0; i < 9; ++i) {
                made.push_back("the 8:" + std::to_string(10 + i) +
                               " train left without us, so now we walk along the "
                               "river and talk about the film from last night https://example.org/" +
                               std::to_string(i));
            }
        }
        return made;
    }();
    return posts;
}

std::vector<bot::detect::Company> companies() {
    auto all = bot::commands::shipped_companies();
    all.push_back({"acme", "Acme Air", {"acme", "acmehelp"}, {"flyacme"}, {}, {}});
    return all;
}

double heap_megabytes() {
    auto const heap = mallinfo2();
    return static_cast<double>(heap.uordblks + heap.hblkhd) / (1 << 20);
}

// The first detector of a process, its companies read from their file; and the memory it holds once it has
// judged.
void detect_start(benchmark::State& state) {
    auto const before = heap_megabytes();
    for (auto _ : state) {
        bot::detect::Detector const detector(bot::detect::shipped_model(), companies());
        for (auto const& post : praise()) benchmark::DoNotOptimize(detector.detect({post, "", ""}));
        state.counters["MB"] = heap_megabytes() - before;
    }
}

void judge(benchmark::State& state, Posts const& posts) {
    bot::detect::Detector const detector(bot::detect::shipped_model(), companies());
    for (auto _ : state) {
        for (auto const& post : posts) benchmark::DoNotOptimize(detector.detect({post, "", ""}));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(posts.size()));
}

void detect_praise(benchmark::State& state) {
    judge(state, praise());
}
void detect_mixed(benchmark::State& state) {
    judge(state, mixed());
}

BENCHMARK(detect_start)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(detect_praise);
BENCHMARK(detect_mixed);

}  // namespace
