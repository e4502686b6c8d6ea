#include "bot/networks/x/x.h"

#include <algorithm>

#include "bot/base/money.h"
#include "bot/networks/x/listener.h"

namespace bot::networks {
namespace {

/// How often to look at what a stream brought.
constexpr std::chrono::milliseconds streamed_interval{10'000};

std::string preview(std::string const& words, std::string const& parent) {
    return text_of(x_request(words, parent.empty() ? "{post id}" : parent));
}

Network connect(config::Networks const& all, Surroundings const& in) {
    XSettings settings{all.x, in.caller(all), in.data / "keys" / "x.session",
                       micro_dollars(all.x.daily_spend).value_or(0)};
    if (in.look_back) {
        settings.stream = false;
        settings.back_fill = *in.look_back;
    }
    return x(std::move(settings), in.clock, in.store, policy_of("x", in.policies));
}

}  // namespace

Network x(XSettings settings, Clock const& clock, storage::Store* store, Policy policy) {
    auto const session = std::make_shared<XSession>(settings, clock);
    auto const budget = std::make_shared<Budget>(policy, settings.daily_cap, clock, store);
    auto const server = [&] { return std::make_shared<XServer>(settings, session, budget, clock); };
    std::chrono::milliseconds const interval = settings.poll_interval;
    auto stream = settings.stream ? std::make_unique<XStream>(server(), settings, clock) : nullptr;
    return {.name = "x",
            .policy = std::move(policy),
            .listener = x_listener(settings, server(), clock, std::move(stream)),
            .answerer = x_answerer(server()),
            .account = x_account(server()),
            .account_link = x_account_link(settings, server(), clock),
            .daily_spend_cap = settings.daily_cap,
            .interval = settings.stream ? std::min(interval, streamed_interval) : interval};
}

constinit Descriptor const x_network{
    .name = "x",
    .composer = {count_x, preview},
    .dialect =
        watch::Dialect{
            .language_mark = "lang:", .from_mark = "from:", .always = "-is:retweet", .longest = 512},
    .account_settings =
        "[networks.x]\n"
        "enabled = true\n"
        "client_id = \"the application's OAuth 2 client id\"\n"
        "client_secret_file = \"/etc/supportawards/x-client-secret\"\n",
    .enabled = [](config::Networks const& all) { return all.x.enabled; },
    .connect = connect};

}  // namespace bot::networks
