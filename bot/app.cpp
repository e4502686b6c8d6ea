#include "bot/app.h"

#include <random>

#include "bot/account_linking/accounts.h"
#include "bot/app/detector_reloader.h"
#include "bot/app/jobs.h"
#include "bot/app/settings.h"
#include "bot/base/log.h"
#include "bot/desk/own_timeline.h"
#include "bot/desk/recheck.h"
#include "bot/desk/sender.h"
#include "bot/listen/alerts.h"
#include "bot/listen/health.h"
#include "bot/listen/scheduler.h"
#include "bot/listen/watchlist/watch_list.h"
#include "bot/listen/wording.h"
#include "bot/nominate/follow_up.h"
#include "bot/nominate/newcomers.h"
#include "bot/notify/mail_transport.h"
#include "bot/notify/mailer.h"
#include "bot/publish/publisher.h"
#include "bot/web/http/listener.h"
#include "bot/web/site.h"
#include "storage/installation.h"

namespace bot {
namespace {

using namespace std::chrono_literals;

Installation& prepared(Installation& installation, App::Options const& options) {
    prepare(installation, options);
    return installation;
}

/// From 0 to 1, for waits that should differ. Any thread.
double chance() {
    std::random_device numbers;
    return std::uniform_real_distribution<>(0, 1)(numbers);
}

std::unique_ptr<notify::MailTransport> mail_transport_of(config::Config const& config,
                                                         DataFolder const& folder) {
    if (config.mail.smtp_host.empty())
        return std::make_unique<notify::OutboxFolder>(mail_folder(config, folder));
    return std::make_unique<notify::MailServer>(smtp_settings(config));
}

/// The demo shows its mails as pages, unless a server carries them away.
web::SiteSettings site_settings(config::Config const& config, DataFolder const& folder, bool demo) {
    bool const https = config.public_url.starts_with("https://");
    web::SiteSettings settings{.public_url = config.public_url,
                               .published = folder.site,
                               .outbox = {},
                               .sessions = {.idle = config.web.session, .secure = https},
                               .front = {https, config.web.trusted_proxies}};
    if (demo && config.mail.smtp_host.empty()) settings.outbox = mail_folder(config, folder);
    return settings;
}

}  // namespace

/// In the order in which each needs those before it; ended in the reverse one.
struct App::Parts {
    Parts(config::Config config, Options const& options, std::unique_ptr<Clock> clock);
    void start_jobs();
    bool ready() const;
    desk::Settings desk_rules_of(config::Config const& config) const;

    Installation base;
    pages::Words const words;
    pages::Pages const pages;
    std::vector<networks::Network> const networks;
    DetectorReloader detector_reloader;
    listen::Intake intake;
    listen::Scheduler scheduler;
    listen::WatchList watch_list;
    listen::Health health;
    account_linking::Accounts accounts;
    listen::Alerts alerts;

    nominate::Invitations const invitations;
    desk::Answerers const answerers;
    desk::Settings const desk_rules;
    desk::Desk desk;
    desk::Queue queue;
    desk::Sender sender;
    desk::Recheck recheck;
    desk::OwnTimeline own_timeline;
    learn::Retrainer retrainer;

    nominate::Nominations nominations;
    nominate::Newcomers newcomers;
    nominate::FollowUps follow_ups;
    std::unique_ptr<notify::MailTransport> const mail_transport;
    notify::Mailer mailer;
    publish::Publisher publisher;

    Jobs jobs;
    web::Site site;
    web::Listener listener;
};

App::Parts::Parts(config::Config config, Options const& options, std::unique_ptr<Clock> clock)
    : base(std::move(config), Installation::Use::daemon, std::move(clock)),
      pages(words, {}, base.config.name),
      networks(connect_networks(base.config, base.folder.path, *base.clock, &base.store)),
      detector_reloader(prepared(base, options).store, learn_settings(base.config, base.folder).versions),
      intake(base.store, base.keys, *base.clock, detector_reloader.renewed().value(),
             listen_settings(base.config)),
      scheduler(base.store, *base.clock, intake, networks,
                {base.config.listen.back_off, base.config.listen.back_off_limit}, chance),
      watch_list(base.store, *base.clock, networks::searched_policies()),
      health(base.store, *base.clock, networks),
      accounts(base.store, *base.clock, networks, base.config.public_url),
      alerts(base.store, base.keys, *base.clock, words, networks,
             {base.config.mail.operators, base.config.language, base.config.name, base.config.public_url}),
      invitations(base.store, base.keys, *base.clock),
      answerers(networks),
      desk_rules(desk_rules_of(base.config)),
      desk(base.store, answerers, invitations, base.keys, *base.clock, desk_rules),
      queue(base.store, answerers, *base.clock, desk_rules),
      sender(base.store, desk, answerers, *base.clock),
      recheck(
          base.store, answerers, *base.clock,
          [this](storage::Post const& post) { return intake.reclassify(post); }, desk_rules.complains,
          [](std::string const&, int wanted) { return wanted; }, desk_rules.signature),
      own_timeline(base.store, desk, networks, base.keys, *base.clock),
      retrainer(base.store, *base.clock, learn_settings(base.config, base.folder)),
      nominations(base.store, base.keys, *base.clock, words, invitations, nominate_settings(base.config)),
      newcomers(base.store, *base.clock),
      follow_ups(base.store, base.keys, *base.clock, words, base.config.public_url),
      mail_transport(mail_transport_of(base.config, base.folder)),
      mailer(base.store, base.keys, *base.clock, *mail_transport, {base.config.mail.from, base.config.name}),
      publisher(base.store, *base.clock, pages, publish_settings(base.config, base.folder)),
      site({base.store, base.keys, *base.clock, pages, desk, queue, nominations, invitations, newcomers,
            follow_ups, health, watch_list, accounts, retrainer},
           site_settings(base.config, base.folder, options.demo), [this] { return ready(); }),
      listener(listener_settings(base.config),
               [this](web::Arrived const& arrived) { return site.answer(arrived); }) {}

/// With what detecting and listening know and the desk does not.
desk::Settings App::Parts::desk_rules_of(config::Config const& config) const {
    auto rules = desk_settings(config);
    rules.complains = [this](networks::FoundPost const& post) { return intake.complains(post); };
    rules.similar = listen::similar;
    rules.signature = [this](storage::Post const& post) { return intake.signature(post); };
    return rules;
}

void App::Parts::start_jobs() {
    scheduler.start();
    jobs.add("send replies", 1s, [this] { sender.run_once(); });
    jobs.add("watch the networks", 5s, [this] { alerts.run_once(); });
    jobs.add("send mails", 1s, [this] { mailer.run_once(); });
    jobs.add("publish", 1s, [this] { publisher.run_once(); });  // It keeps its interval itself.
    jobs.add("keep nominations", 1min, [this] { nominations.run_once(); });
    jobs.add("ask how it ended", 10min, [this] { follow_ups.run_once(); });
    jobs.add("find what was sent by hand", 10s, [this] { own_timeline.run_once(); });
    jobs.add("look again", 1min, [this] { recheck.run_once(); });
    jobs.add("keep the queue", 10min, [this] { queue.move_late(); });
    jobs.add("learn from the desk", 1h, [this] { retrainer.run_once(); });  // It keeps its week itself.
    jobs.add("know the companies and the model", 5s, [this] {
        if (auto classifier = detector_reloader.renewed()) intake.use(std::move(*classifier));
    });
    jobs.add("forget old sessions", 1h, [this] { site.forget_old_sessions(); });
}

/// Throws when the database does not answer, which is as good as false.
bool App::Parts::ready() const {
    constexpr std::uintmax_t least_room = 20 * 1024 * 1024;
    storage::installation::find(base.store, "public_url");
    auto const room = base.store.free_bytes();
    return (!room || *room > least_room) && jobs.stuck(5min).empty();
}

App::App(config::Config config, Options options, std::unique_ptr<Clock> clock) {
    web::use_threads(config.web.threads);
    parts_ = std::make_unique<Parts>(std::move(config), options, std::move(clock));
    log::info("listening", {{"port", port()}, {"schema", parts_->base.store.schema()}});
}

App::~App() = default;

void App::start() {
    parts_->start_jobs();
}

bool App::stop(std::chrono::milliseconds deadline) {
    bool const all_answered = parts_->listener.close(deadline);
    parts_->scheduler.stop();
    parts_->jobs.stop();
    return all_answered;
}

int App::port() const {
    return parts_->listener.port();
}
Installation& App::installation() {
    return parts_->base;
}

}  // namespace bot
