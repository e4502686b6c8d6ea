#include "bot/check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/check/checks.h"
#include "bot/pages/pages.h"

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
                  "fix it there; all keys and what they allow: config/supportawards.example.toml");
        return std::nullopt;
    }
}

std::string_view name_of(Finding::Grade grade) {
    return grade == Finding::Grade::good ? "good" : grade == Finding::Grade::warning ? "warning" : "problem";
}

nlohmann::ordered_json or_null(std::string const& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

}  // namespace

void good(Findings& findings, std::string area, std::string what) {
    findings.push_back({std::move(area), Finding::Grade::good, std::move(what), "", ""});
}

void warn(Findings& findings, std::string area, std::string what, std::string why, std::string fix) {
    findings.push_back(
        {std::move(area), Finding::Grade::warning, std::move(what), std::move(why), std::move(fix)});
}

void fault(Findings& findings, std::string area, std::string what, std::string why, std::string fix) {
    findings.push_back(
        {std::move(area), Finding::Grade::problem, std::move(what), std::move(why), std::move(fix)});
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

void pages(Findings& findings, config::Config const&) {
    try {
        pages::Words const words;
        pages::Pages const all(words);
        good(findings, "pages",
             fmt::format("all templates and the messages of {} languages are whole",
                         words.languages().size()));
    } catch (std::exception const& error) {
        fault(findings, "pages", error.what(), "the program was built from a broken template or catalogue",
              "install the program again, or fix that file and build");
    }
}

void mail(Findings& findings, config::Config const& config) {
    auto const& settings = config.mail;
    if (settings.smtp_host.empty())
        return warn(
            findings, "mail",
            fmt::format("mails are written to {}",
                        settings.outbox.empty() ? (config.data / "outbox").string() : settings.outbox),
            "nobody gets them: fine for a demo, not for a programme",
            "set mail.smtp_host (and smtp_user, smtp_password_file, from)");
    if (settings.from.ends_with("localhost.localdomain"))
        return fault(findings, "mail", "mail.from is not set",
                     "servers refuse mails from localhost.localdomain",
                     "set mail.from to an address of your domain");
    good(findings, "mail",
         fmt::format("mails leave through {}:{} {} TLS", settings.smtp_host, settings.smtp_port,
                     settings.smtp_security == "none" ? "without" : "with"));
}

bool any_problem(std::vector<Finding> const& findings) {
    return std::ranges::count(findings, Finding::Grade::problem, &Finding::grade) > 0;
}

std::string as_text(std::vector<Finding> const& findings) {
    std::string text;
    for (auto const& finding : findings) {
        text += fmt::format("{:<8} {:<9} {}\n", name_of(finding.grade), finding.area, finding.what);
        if (!finding.why.empty()) text += fmt::format("{:19}why:  {}\n", "", finding.why);
        if (!finding.fix.empty()) text += fmt::format("{:19}fix: {}\n", "", finding.fix);
    }
    auto const problems = std::ranges::count(findings, Finding::Grade::problem, &Finding::grade);
    auto const warnings = std::ranges::count(findings, Finding::Grade::warning, &Finding::grade);
    if (problems + warnings == 0) return text + "\nAll is well.\n";
    return text + fmt::format("\n{} problem{}, {} warning{}.\n", problems, problems == 1 ? "" : "s", warnings,
                              warnings == 1 ? "" : "s");
}

std::string as_json(std::vector<Finding> const& findings) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (auto const& finding : findings)
        list.push_back({{"area", finding.area},
                        {"grade", name_of(finding.grade)},
                        {"what", finding.what},
                        {"why", or_null(finding.why)},
                        {"fix", or_null(finding.fix)}});
    nlohmann::ordered_json const all = {{"ok", !any_problem(findings)}, {"findings", list}};
    return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bot::check
