#include "bot/networks/bluesky/bluesky.h"

#include "bot/networks/bluesky/account.h"
#include "bot/networks/bluesky/answerer.h"
#include "bot/networks/bluesky/stream_listener.h"

namespace bot::networks {

Network bluesky(BlueskySettings settings, Policy policy, Clock const& clock) {
    auto const session = std::make_shared<BlueskySession>(settings, clock);
    Network network;
    network.name = "bluesky";
    network.policy = std::move(policy);
    network.interval = settings.poll_interval;
    network.account = std::make_unique<BlueskyAccount>(session);
    network.account_link = std::make_unique<BlueskyAccountLink>(settings, clock);
    network.answerer = std::make_unique<BlueskyAnswerer>(session, clock);
    if (settings.jetstream.empty())
        network.listener = std::make_unique<BlueskyListener>(std::move(settings), session, clock);
    else
        network.listener = std::make_unique<BlueskyStreamListener>(std::move(settings), session, clock);
    return network;
}

namespace {

std::string preview(std::string const& words, std::string const& parent) {
    BlueskyReply reply{"{our did}",
                       "{tid}",
                       "{now}",
                       words,
                       {},
                       {"{root uri}", "{root cid}"},
                       {parent.empty() ? "{post uri}" : parent, "{post cid}"}};
    for (auto const& facet : count_bluesky(words).facets)
        if (facet.kind == Facet::Kind::mention) reply.dids[facet.value] = "{did of " + facet.value + "}";
    return text_of(bluesky_request(reply));
}

Composed compose(std::string const& words, Parent const& parent, std::string const& key, Time now) {
    return BlueskyAnswerer::composed_of(words, parent, key, now);
}

Network connect(config::Networks const& all, Surroundings const& in) {
    BlueskySettings settings{all.bluesky, in.caller(all), in.data / "keys" / "bluesky.session",
                             in.data / "keys" / "bluesky.account"};
    if (in.look_back) {
        settings.jetstream.clear();
        settings.back_fill = *in.look_back;
    }
    return bluesky(std::move(settings), policy_of("bluesky"), in.clock);
}

}  // namespace

constinit Descriptor const bluesky_network{
    .name = "bluesky",
    .composer = {count_bluesky, preview, compose},
    .dialect = watch::Dialect{.any = false, .without = false, .from_mark = "from:"},
    .account_settings = "[networks.bluesky]\nenabled = true\n",
    .enabled = [](config::Networks const& all) { return all.bluesky.enabled; },
    .connect = connect};

}  // namespace bot::networks
