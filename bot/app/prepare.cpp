#include "bot/app/prepare.h"

#include <fmt/format.h>

#include <fstream>

#include "bot/app/files.h"
#include "bot/app/settings.h"
#include "bot/base/log.h"
#include "bot/desk/templates.h"
#include "bot/listen/companies.h"
#include "bot/listen/watchlist/watching.h"
#include "embedded_config.h"
#include "storage/installation.h"

namespace bot {
namespace {

/// When this installation was started first; written down then.
Time first_day(Installation& installation) {
    auto const now = installation.clock->now();
    auto const text = installation.store.write([&](storage::Write& write) {
        auto const known = storage::installation::find(write, "first_started_at");
        if (known) return *known;
        auto const fresh = std::to_string(now.time_since_epoch().count());
        storage::installation::set(write, "first_started_at", fresh, now);
        return fresh;
    });
    return Time(std::chrono::milliseconds(std::stoll(text)));
}

void prepare_season(Installation& installation) {
    auto const settings = season_settings(installation.config, first_day(installation));
    auto const now = installation.clock->now();
    auto const ensured = installation.store.write(
        [&](storage::Write& write) { return nominate::ensure_season(write, settings, now); });
    if (ensured.settings_ignored)
        log::warn("the season has opened, so its published rules stand; changed settings are not looked at",
                  {{"season", log::vouched(settings.id)}});
}

/// Rows that cannot be read are logged and left out.
void prepare_companies(Installation& installation) {
    auto const file = companies_file(installation.config.detect.companies);
    auto const seeded =
        listen::seed_companies(installation.store, file.name, file.text, installation.clock->now());
    for (auto const& mistake : seeded.mistakes)
        log::warn("a row of the companies file was left out", {{"why", log::vouched(mistake)}});
}

void unpack_demo(DataFolder const& folder) {
    auto const to = demo_archive(folder.path);
    std::filesystem::create_directories(to);
    for (auto const& file : embedded_config::files()) {
        if (!file.path.starts_with("demo/") || file.path.ends_with(".csv")) continue;
        auto const path = to / std::filesystem::path(file.path).filename();
        // The archive notices when a file changes, so it is left alone once it is there.
        if (!std::filesystem::exists(path)) std::ofstream(path, std::ios::binary) << file.bytes;
    }
}

}  // namespace

void prepare(Installation& installation, Preparation const& what) {
    settle_public_url(installation, what.new_public_url);
    prepare_season(installation);
    prepare_companies(installation);
    desk::seed_templates(installation.store);
    listen::seed_queries(installation.store, installation.clock->now());
    if (what.demo) unpack_demo(installation.folder);
}

}  // namespace bot
