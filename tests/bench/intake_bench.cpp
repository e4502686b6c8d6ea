// Taking posts in: a page of 100 finds, each stored as a post and a candidate, in one durable write; beside
// it as many bare rows in one.
#include <benchmark/benchmark.h>

#include "bot/listen/intake.h"
#include "tests/bench/bare_database.h"
#include "tests/tools/world.h"

namespace {

/// As many words as an ordinary post has, and no number shares one with another: nothing was said before.
std::string own_words(long long number) {
    constexpr int words_a_post = 17;
    std::string words;
    for (int i = 0; i < words_a_post; ++i) {
        words += 'a';
        for (auto rest = number * words_a_post + i; rest > 0; rest /= 20)
            words += static_cast<char>('b' + rest % 20);
        words += ' ';
    }
    return words;
}

void take_in_finds(benchmark::State& state) {
    test::World world;
    bot::listen::Classifier classifier;
    classifier.model = "bench";
    classifier.verdict = [](bot::detect::Text const&) {
        bot::detect::Verdict verdict;
        verdict.label = bot::detect::Label::praise;
        verdict.praise = 0.9;
        return verdict;
    };
    bot::listen::Intake intake(world.store, world.keys, world.clock, classifier);
    bot::networks::SearchPage page;
    page.posts.resize(100);
    long long number = 0;
    for (auto _ : state) {
        for (auto& post : page.posts) {
            post.native_id = std::to_string(++number);
            post.author_handle = "author" + post.native_id;
            post.text = own_words(number);
        }
        intake.take("archive", page, [](storage::Write&) {});
    }
    state.SetItemsProcessed(number);
}
BENCHMARK(take_in_finds)->Unit(benchmark::kMillisecond)->UseRealTime();

void commit_hundred_rows_bare(benchmark::State& state) {
    test::Folder const folder;
    bench::BareDatabase database(folder / "bare.db");
    long long number = 0;
    for (auto _ : state) {
        database.run("BEGIN");
        for (int i = 0; i < 100; ++i)
            database.insert(
                std::to_string(++number),
                "The team at the desk found my ticket and my hat. Best service of the year, thank you!");
        database.run("COMMIT");
    }
    state.SetItemsProcessed(number);
}
BENCHMARK(commit_hundred_rows_bare)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
