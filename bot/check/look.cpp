#include <fmt/format.h>

#include "bot/check/checks.h"

namespace bot::check {
namespace {

std::optional<config::Config> settings(Findings& findings, config::Sources const& sources) {
    try {
        auto loaded = config::load(sources);
        good(findings, "config",
             fmt::format("it can be read; settings that are not the default: {}", loaded.origins.size()));
        return std::move(loaded.config);
    } catch (config::Error const& error) {
        for (auto const& mistake : error.mistakes())
            fault(findings, "config", mistake, "nothing starts with it",
                  "mend it there; all keys and what they allow: config/supportawards.example.toml");
        return std::nullopt;
    }
}

}  // namespace

void good(Findings& findings, std::string area, std::string what) {
    findings.push_back({std::move(area), Finding::Grade::good, std::move(what), "", ""});
}

void warn(Findings& findings, std::string area, std::string what, std::string why, std::string mend) {
    findings.push_back(
        {std::move(area), Finding::Grade::warning, std::move(what), std::move(why), std::move(mend)});
}

void fault(Findings& findings, std::string area, std::string what, std::string why, std::string mend) {
    findings.push_back(
        {std::move(area), Finding::Grade::problem, std::move(what), std::move(why), std::move(mend)});
}

std::vector<Finding> look(config::Sources const& sources) {
    Findings findings;
    auto const config = settings(findings, sources);
    if (!config) return findings;
    if (folder(findings, *config)) {
        keys(findings, *config);
        disk(findings, *config);
    }
    database(findings, *config);
    pages(findings, *config);
    detection(findings, *config);
    networks(findings, *config);
    mail(findings, *config);
    return findings;
}

}  // namespace bot::check
