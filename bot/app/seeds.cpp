#include "bot/app/seeds.h"

#include <fmt/format.h>

#include <fstream>

#include "bot/app/files.h"
#include "bot/app/settings.h"
#include "bot/listen/companies_file.h"
#include "bot/log.h"
#include "embedded_config.h"

namespace bot {

void seed_companies(Installation& installation) {
    auto const& file = installation.config.detect.companies;
    auto const text = file.empty() ? built_in("companies.csv") : read_text(file, "detect.companies");
    auto const seeded = listen::seed_companies(installation.store, file.empty() ? "companies.csv" : file,
                                               text, installation.clock->now());
    for (auto const& mistake : seeded.mistakes)
        log::warn("a row of the companies file was left out", {{"why", log::vouched(mistake)}});
}

void unpack_demo(DataFolder const& folder) {
    auto const to = demo_archive(folder);
    std::filesystem::create_directories(to);
    for (auto const& file : embedded_config::files()) {
        if (!file.path.starts_with("demo/")) continue;
        auto const path = to / std::filesystem::path(file.path).filename();
        // The archive notices when a file changes, so it is left alone once it is there.
        if (!std::filesystem::exists(path)) std::ofstream(path, std::ios::binary) << file.bytes;
    }
}

}  // namespace bot
