#include <date/date.h>
#include <fmt/format.h>

#include "bot/base/user_error.h"
#include "bot/check/checks.h"
#include "bot/installation.h"
#include "storage/host.h"
#include "storage/installation.h"

namespace bot::check {
namespace {

using namespace std::chrono_literals;

void clock(Findings& findings, Time now, std::optional<Time> newest) {
    auto const fix = "sudo timedatectl set-ntp true";
    auto const today = storage::day_of(now);
    if (today < "2026" || today >= "2100")
        return fault(findings, "clock", fmt::format("it says {}", today),
                     "seasons and links would be open or over at random", fix);
    if (newest && *newest > now + 5min)
        return fault(
            findings, "clock",
            fmt::format("it says {}, and the database has rows of {}", today, storage::day_of(*newest)),
            "it went backwards: what is due comes late, and links live longer", fix);
    good(findings, "clock", fmt::format("it says {} UTC, after everything in the database", today));
}

void public_url(Findings& findings, Installation const& installation) {
    auto const recorded = storage::installation::find(installation.store, "public_url");
    auto const& wanted = installation.config.public_url;
    if (recorded && *recorded != wanted)
        fault(findings, "config",
              fmt::format("public_url is {} and was {} at the first start", wanted, *recorded),
              "links in replies and mails that were sent lead there",
              fmt::format("set public_url = \"{}\", or: supportawards serve --i-know", *recorded));
}

/// What the daemon told of the machine and what stands around it, and what is not over yet.
void alerts(Findings& findings, Installation const& installation) {
    for (auto const& alert : storage::host_alerts::all(installation.store)) {
        auto const since = date::format("%F %R UTC", alert.raised_at);
        if (alert.name == "mail")
            fault(
                findings, "mail", fmt::format("no mail leaves since {}: {}", since, alert.why),
                "they wait for 30 days; nobody can confirm a nomination meanwhile",
                "look at mail.smtp_host, smtp_user, smtp_password_file and from, and at the mail server's log");
        else if (alert.name == "clock")
            warn(findings, "clock", fmt::format("it jumped, or nothing ran for days: {}", alert.why),
                 "nothing is forgotten or deleted until the programme has run for a day with it",
                 "supportawards clock accept, if the clock is right");
        else
            fault(
                findings, "proxy",
                fmt::format("a proxy that is not declared, since {}: {}", since, alert.why),
                "all visitors look like one: they share one day's limit, and their voices count as one group",
                "set web.trusted_proxies to the address it connects from, 127.0.0.1, and start again");
    }
}

std::string fix_for(storage::Error const& error, config::Config const& config) {
    switch (error.kind()) {
        case storage::Error::Kind::unreachable:
            return fmt::format("pg_isready -d \"{}\"", config::without_password(config.database));
        case storage::Error::Kind::full:
            return fmt::format("df -h {}", config.data.string());
        default:
            return fmt::format("ls -l {}", (config.data / "backups").string());
    }
}

void inside(Findings& findings, config::Config const& config) {
    Installation const installation(config, Installation::Use::alongside);
    auto const& store = installation.store;
    auto const problems = store.problems();
    for (auto const& problem : problems)
        fault(findings, "database", problem, "what is in it can no longer be trusted",
              fmt::format("stop the daemon and go back to the newest good copy: ls -t {}",
                          installation.folder.backups.string()));
    if (problems.empty())
        good(findings, "database",
             fmt::format("{} opens, is sound and has schema {}",
                         store.engine() == storage::Engine::sqlite ? database_of(config) : "PostgreSQL",
                         store.schema()));
    good(findings, "keys", "the keys are those that the database was made with");
    public_url(findings, installation);
    alerts(findings, installation);
    version(findings, installation);
    clock(findings, installation.clock->now(), storage::last_recorded(store));
}

}  // namespace

void database(Findings& findings, config::Config const& config) {
    auto const where = database_of(config);
    if (where.find("://") == where.npos && !std::filesystem::exists(where))
        return warn(findings, "database", fmt::format("{} does not exist", where),
                    "nothing was started here yet", "supportawards serve");
    try {
        inside(findings, config);
    } catch (storage::Error const& error) {
        fault(findings, "database", error.what(), "the daemon cannot work without it",
              fix_for(error, config));
    } catch (WrongKeys const& error) {
        for (auto const& trouble : error.troubles)
            fault(findings, "keys",
                  fmt::format("{} {}", (config.data / "keys" / trouble.name).string(),
                              trouble.missing ? "is missing" : "is not the one the database was made with"),
                  what_is_lost(trouble.name),
                  fmt::format("cp -p BACKUP/keys/{0} {1}; or, if it is lost: supportawards keys accept {0}",
                              trouble.name, (config.data / "keys").string()));
    } catch (UserError const& error) {
        fault(findings, "database", error.what(), "it was not opened", "fix that first");
    }
}

}  // namespace bot::check
