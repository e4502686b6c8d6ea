#include "bot/listen/importer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "bot/app/detector_reloader.h"
#include "bot/app/prepare.h"
#include "bot/app/settings.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"
#include "config/config.h"

namespace bot::commands {
namespace {

/// One line that is written over itself; nothing unless standard error is a terminal.
class Bar {
public:
    void show(listen::ImportProgress const& progress) {
        if (!on_) return;
        auto const share = progress.size == 0
                               ? 1.0
                               : static_cast<double>(progress.used) / static_cast<double>(progress.size);
        auto const full = static_cast<int>(share * 30);
        fmt::print(stderr, "\r\033[K[{:<30}] {:3.0f} %  {} posts  {}",
                   std::string(static_cast<std::size_t>(full), '#'), share * 100, progress.posts,
                   progress.file.filename().string());
        std::fflush(stderr);
    }
    void clear() const {
        if (on_) fmt::print(stderr, "\r\033[K");
    }

private:
    bool const on_ = ::isatty(STDERR_FILENO) == 1;
};

std::optional<Time> start_of(std::optional<std::string> const& day) {
    if (!day) return std::nullopt;
    auto const parsed = storage::start_of_day(*day);
    if (!parsed) throw config::Error({fmt::format("--from: \"{}\" is no day; it must be YYYY-MM-DD", *day)});
    return parsed;
}

void report(listen::Imported const& done) {
    auto const& taken = done.taken;
    fmt::print("{} posts of {} file{} in {:.1f} s ({:.0f} posts/s)\n", taken.read, done.files,
               done.files == 1 ? "" : "s", std::chrono::duration<double>(done.lasted).count(),
               done.posts_a_second());
    for (auto const& [label, posts] : taken.labels) fmt::print("  {:<10} {:>8}\n", label, posts);
    fmt::print("{} queued, {} known before, {} of people we leave alone", taken.queued, taken.known,
               taken.suppressions);
    if (taken.repeated > 0) fmt::print(", {} said before", taken.repeated);
    if (taken.edited > 0) fmt::print(", {} edited", taken.edited);
    if (taken.stops > 0) fmt::print(", {} said stop", taken.stops);
    if (done.too_old > 0) fmt::print(", {} too old", done.too_old);
    fmt::print("\n");
    if (done.skipped == 0) return;
    fmt::print("{} line{} could not be read:\n", done.skipped, done.skipped == 1 ? "" : "s");
    for (auto const& line : done.first_skipped) fmt::print("  {}: {}\n", line.where, line.why);
    if (done.skipped > static_cast<long long>(done.first_skipped.size())) fmt::print("  …\n");
}

}  // namespace

int run(Import const& options, config::Sources const& sources) {
    auto const from = start_of(options.from);
    auto base = opened(sources);
    prepare(base, {});
    listen::Intake intake(
        base.store, base.keys, *base.clock,
        DetectorReloader(base.store, learn_settings(base.config, base.folder).versions).renewed().value(),
        listen_settings(base.config));
    Bar bar;
    auto const done = listen::import_posts(base.store, *base.clock, intake, options.files, from,
                                           [&](auto const& progress) { bar.show(progress); });
    bar.clear();
    report(done);
    return done.skipped == 0 ? 0 : 1;
}

}  // namespace bot::commands
