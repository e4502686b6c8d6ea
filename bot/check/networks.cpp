#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "bot/app/detector_reloader.h"
#include "bot/app/settings.h"
#include "bot/base/clock.h"
#include "bot/base/user_error.h"
#include "bot/check/checks.h"
#include "bot/installation.h"
#include "bot/networks/networks.h"
#include "config/config.h"

namespace bot::check {
namespace {

using namespace std::chrono;

/// `own` is the host's folder of policies, "" if there is none.
void rules(Findings& findings, networks::Policy const& policy, std::string const& own, sys_days today) {
    auto const read_on = storage::start_of_day(policy.checked_on);
    auto const from = policy.file.empty() ? "built in" : policy.file;
    if (read_on && today - *read_on <= days(90))
        return good(
            findings, "network",
            fmt::format("the rules of {} were read on {} ({})", policy.network, policy.checked_on, from));
    auto const folder = own.empty() ? "/etc/supportawards/policies" : own;
    auto const fix = policy.file.empty()
                         ? fmt::format(
                               "supportawards network policy {0} > {1}/{0}.toml, put into it what the "
                               "network says now and today as checked_on, and set networks.policies = "
                               "\"{1}\"",
                               policy.network, folder)
                         : fmt::format("set checked_on in {}", policy.file);
    warn(findings, "network",
         fmt::format("the rules of {} were last read on {} ({})", policy.network, policy.checked_on, from),
         "a network changes what it allows, and the account pays for it",
         fmt::format("read {}; then {}", policy.source, fix));
}

/// That each of the host's own policies is one of a network and can be read, of networks that are off too.
void own_policies(Findings& findings, std::filesystem::path const& folder) {
    if (folder.empty()) return;
    std::error_code failure;
    for (auto const& entry : std::filesystem::directory_iterator(folder, failure)) {
        auto const name = entry.path().stem().string();
        if (entry.path().extension() != ".toml") continue;
        if (networks::find_descriptor(name) == nullptr)
            fault(findings, "network", fmt::format("{} is of no network", entry.path().string()),
                  "nobody reads it", "give it the name of one, as `network list` shows it, or take it away");
    }
    if (failure)
        fault(findings, "network",
              fmt::format("networks.policies: {} cannot be read: {}", folder.string(), failure.message()),
              "the rules that are built in are used instead", fmt::format("ls -ld {}", folder.string()));
}

void archive(Findings& findings, config::Archive const& archive) {
    for (auto const& path : archive.paths) {
        if (path == "demo") continue;
        if (::access(path.c_str(), R_OK) == 0)
            good(findings, "network", fmt::format("archive can read {}", path));
        else
            fault(findings, "network", fmt::format("archive cannot read {}", path),
                  "its posts are not listened to",
                  fmt::format("ls -l {}; or fix networks.archive.paths", path));
    }
}

/// Whether an account is there to answer with. False if not.
bool signed_in(Findings& findings, networks::Network const& network, std::string const& public_url) {
    if (!network.account_link || network.account_link->state().connected) return true;
    warn(findings, "network", fmt::format("{}: not signed in", network.name),
         "nobody is answered there by API, and what needs an account is not heard",
         fmt::format("open {}/console/networks/{}/connect", public_url, network.name));
    return false;
}

/// Whether our account says of itself that it is automated, where the network asks for it.
void own_account(Findings& findings, networks::Network const& network) {
    if (!network.account) return;
    auto const& name = network.policy.title;
    try {
        auto const state = network.account->look();
        if (!state) return;
        if (state->labelled)
            return good(findings, "network", fmt::format("the account on {} is labelled as automated", name));
        warn(findings, "network", fmt::format("the account on {} is not labelled as automated", name),
             "people and moderators expect it of an account that programs write from",
             fmt::format("sign in there and set it: {}", network.policy.automation_label));
    } catch (networks::NetworkError const& error) {
        warn(findings, "network", error.what(), "the account cannot be looked at",
             fmt::format("look at the keys under [networks.{}]", network.name));
    }
}

}  // namespace

void networks(Findings& findings, config::Config const& config) {
    try {
        auto const clock = usual_clock();
        auto const on = connect_networks(config, config.data, *clock, nullptr);
        if (on.empty())
            warn(findings, "network", "no network is enabled", "nothing is listened to",
                 "enable one under [networks.…], e.g. networks.archive.enabled = true");
        for (auto const& network : on) {
            rules(findings, network.policy, config.networks.policies, floor<days>(clock->now()));
            if (signed_in(findings, network, config.public_url)) own_account(findings, network);
        }
    } catch (std::exception const& error) {
        fault(findings, "network", error.what(), "the networks cannot be used",
              "fix the settings under [networks.…], or the file in networks.policies");
    }
    own_policies(findings, config.networks.policies);
    if (config.networks.archive.enabled) archive(findings, config.networks.archive);
}

}  // namespace bot::check
