#include "bot/networks/bluesky/bluesky.h"

#include "bot/networks/bluesky/session.h"

namespace bot::networks {
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

Network connect(config::Networks const& all, Surroundings const& in) {
    BlueskySettings settings{all.bluesky, in.caller(all), in.data / "keys" / "bluesky.session",
                             in.data / "keys" / "bluesky.account"};
    if (in.look_back) {
        settings.jetstream.clear();
        settings.back_fill = *in.look_back;
    }
    return bluesky(std::move(settings), in.clock);
}

}  // namespace

Network bluesky(BlueskySettings settings, Clock const& clock) {
    auto const session = std::make_shared<BlueskySession>(settings, clock);
    auto const listener = settings.jetstream.empty() ? bluesky_listener : bluesky_stream_listener;
    return {.name = "bluesky",
            .policy = policy_of("bluesky"),
            .listener = listener(settings, session, clock),
            .answerer = bluesky_answerer(session, clock),
            .account = bluesky_account(session),
            .account_link = bluesky_account_link(settings, clock),
            .interval = settings.poll_interval};
}

constinit Descriptor const bluesky_network{
    .name = "bluesky",
    .composer = {count_bluesky, preview, bluesky_reply},
    .dialect = watch::Dialect{.any = false, .without = false, .from_mark = "from:"},
    .account_settings = "[networks.bluesky]\nenabled = true\n",
    .enabled = [](config::Networks const& all) { return all.bluesky.enabled; },
    .connect = connect};

}  // namespace bot::networks
