#include <cstdio>

#include "bot/app/settings.h"
#include "bot/commands/commands.h"
#include "bot/commands/one_network.h"
#include "bot/commands/ways.h"
#include "bot/installation.h"

namespace bot::commands {
namespace {

using networks::Parent;

char const* words_for(Parent::State state) {
    switch (state) {
        case Parent::State::there:
            return "the post is there and can be answered";
        case Parent::State::gone:
            return "the post is gone";
        case Parent::State::locked:
            return "the post takes no replies";
        case Parent::State::blocked_us:
            break;
    }
    return "its author does not want to hear from us";
}

/// Where nobody can be answered there is no post to look at, and only the counting is shown.
Parent look(networks::Network const& network, std::string const& post) {
    if (network.answerer) return answer_of([&] { return network.answerer->look(post); });
    Parent parent;
    parent.native_id = post;
    return parent;
}

}  // namespace

int run(NetworkReply const& command, config::Sources const& sources) {
    if (!command.dry_run)
        throw UserError(UserError::Kind::forbidden,
                        "replies are only sent from the desk, where a person reads each one; with --dry-run "
                        "this shows what would be sent");
    Installation base(config::load(sources).config, Installation::Use::alongside);
    auto const all =
        networks::connect(network_settings(base.config, base.folder.path), *base.clock, &base.store);
    auto const& network = enabled(all, command.network);
    auto const parent = look(network, command.post);
    std::fprintf(stderr, "%s\n",
                 network.answerer ? words_for(parent.state) : "nobody is answered on this network");
    if (parent.state != Parent::State::there) return 1;
    auto const shown = show_for(network, command.text, parent, base.clock->now());
    std::fprintf(stdout, "%s\n", line_of(shown).c_str());
    return shown.counted.valid ? 0 : 1;
}

}  // namespace bot::commands
