#include <fmt/format.h>
#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

#include <cerrno>  // program_invocation_name
#include <csignal>
#include <cstdio>

#include "bot/app.h"
#include "bot/app/prepare.h"
#include "bot/app/settings.h"
#include "bot/base/log.h"
#include "bot/commands/commands.h"
#include "bot/publish/publisher.h"
#include "storage/operators.h"

namespace bot::commands {
namespace {

using namespace std::chrono_literals;

/// Signals that end the daemon arrive at one waiting thread, so that no handler has to be careful. Made
/// before any other thread, which inherit the blocking.
class EndSignals {
public:
    EndSignals() {
        std::signal(SIGPIPE, SIG_IGN);
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    void wait() const {
        int signal = 0;
        sigwait(&signals_, &signal);
    }
    /// From now on a second one ends the process as it stands, and so does closing that takes longer than
    /// that. What was acknowledged is in the database by then.
    void cut_off_after(unsigned seconds) const {
        pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
        ::alarm(seconds);
    }

private:
    sigset_t signals_{};
};

/// 2 MB for each thread that is made from now on: there are some forty, and 8 MB each would be 300 MB of
/// addresses before anything is done.
void small_stacks() {
    pthread_attr_t attributes;
    if (::pthread_attr_init(&attributes) != 0) return;
    ::pthread_attr_setstacksize(&attributes, std::size_t{2} * 1024 * 1024);
    ::pthread_setattr_default_np(&attributes);
    ::pthread_attr_destroy(&attributes);
}

std::string demo_link(Installation& installation) {
    if (!storage::operators::named(installation.store, "demo")) add_operator(installation, "demo", true);
    return sign_in_link(installation, "demo");
}

void greet(App& app, bool demo) {
    auto& installation = app.installation();
    auto const& url = installation.config.public_url;
    std::string text = fmt::format("\n{} is running.\n\n  Board     {}/\n  Nominate  {}/nominate\n",
                                   installation.config.name, url, url);
    if (demo) {
        text += fmt::format(
            "  Mails     {}/outbox\n  Desk      {}\n            (works once; you are the operator "
            "\"demo\")\n",
            url, demo_link(app.installation()));
    } else {
        text += fmt::format("  Desk      {}/console/queue\n", url);
        if (storage::operators::all(installation.store).empty())
            text += fmt::format("\nNobody can sign in yet: {} operator add NAME\n", program_invocation_name);
    }
    std::fputs((text + "\nCtrl-C stops it.\n\n").c_str(), stdout);
    std::fflush(stdout);
}

}  // namespace

int run(Serve const& options, config::Sources const& sources) {
    auto const config = config::load(sources).config;
    log::start({config.log.level, config.log.format, {}});
    // Threads that serve short requests need no arenas of their own, and nothing here is deep.
    ::mallopt(M_ARENA_MAX, 2);
    small_stacks();
    EndSignals const signals;
    App app(config, {options.demo, options.new_public_url || options.demo});
    app.start();
    greet(app, options.demo);
    ::malloc_trim(0);
    signals.wait();
    log::info("stopping");
    signals.cut_off_after(4);
    if (!app.stop(3s)) ::_exit(1);
    return 0;
}

int run(Publish const&, config::Sources const& sources) {
    auto base = opened(sources);
    prepare(base, {});
    pages::Words const words;
    pages::Pages const pages(words, {}, base.config.name);
    publish::Publisher publisher(base.store, *base.clock, pages, publish_settings(base.config, base.folder));
    publisher.publish_all();
    std::printf("%s is up to date; files changed: %lld\n", base.folder.site.c_str(),
                publisher.files_changed());
    return 0;
}

}  // namespace bot::commands
