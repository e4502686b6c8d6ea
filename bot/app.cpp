#include "bot/app.h"

#include <random>

#include "bot/account_linking/accounts.h"
#include "bot/app/clock_watch.h"
#include "bot/app/database_health.h"
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
#include "bot/nominate/season_mails.h"
#include "bot/nominate/season_steps.h"
#include "bot/notify/mail_transport.h"
#include "bot/notify/mailer.h"
#include "bot/publish/publisher.h"
#include "bot/transport/mail_hosts.h"
#include "bot/web/http/listener.h"
#include "bot/web/site.h"
#include "storage/host.h"

namespace bot {
namespace {

using namespace std::chrono_literals;

constexpr int parts_of_a_publish = 20;  // at one run of its job
constexpr log::Literal mail_job = "send mails", examination = "examine the database";

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
                               .front = {.secure = https, .trusted_proxies = config.web.trusted_proxies},
                               .operators_told = config.mail.operators.size()};
    if (demo && config.mail.smtp_host.empty()) settings.outbox = mail_folder(config, folder);
    return settings;
}

}  // namespace

/// In the order in which each needs those before it; ended in the reverse one.
struct App::Parts {
    Parts(config::Config config, Options const& options, std::unique_ptr<Clock> clock);
    void start_jobs();
    /// What destroys because time has passed, once the clock may be believed.
    std::function<void()> once_believed(std::function<void()> job);
    web::Readiness ready() const;
    web::SiteSettings with_front(web::SiteSettings settings);
    void alert_of_proxy() noexcept;
    desk::Settings desk_rules_of(config::Config const& config) const;
    nominate::Settings nominate_rules_of(config::Config const& config);

    Installation base;
    ClockWatch clock_watch{base.store, *base.clock};
    DatabaseHealth database_health{base.store, *base.clock};
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

    transport::MailHosts mail_hosts;
    nominate::Nominations nominations;
    nominate::Newcomers newcomers;
    nominate::FollowUps follow_ups;
    nominate::SeasonMails season_mails;
    std::unique_ptr<notify::MailTransport> const mail_transport;
    notify::Mailer mailer;
    publish::Publisher publisher;

    Jobs jobs{[this](std::exception const& failure) { database_health.saw(failure); }};
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
      watch_list(base.store, *base.clock, networks::searched_policies(base.config.networks.policies)),
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
          [](std::string const&, int wanted) { return wanted; }, desk_rules.signature,
          [this] { return clock_watch.may_destroy(); }),
      own_timeline(base.store, desk, networks, base.keys, *base.clock),
      retrainer(base.store, *base.clock, learn_settings(base.config, base.folder)),
      mail_hosts({.name_servers = base.config.nominate.name_servers}, *base.clock),
      nominations(base.store, base.keys, *base.clock, words, invitations, nominate_rules_of(base.config)),
      newcomers(base.store, *base.clock),
      follow_ups(base.store, base.keys, *base.clock, words, base.config.public_url),
      season_mails(base.store, base.keys, *base.clock, words, season_mail_settings(base.config)),
      mail_transport(mail_transport_of(base.config, base.folder)),
      mailer(base.store, base.keys, *base.clock, *mail_transport,
             {base.config.mail.from, base.config.name, [this] { return clock_watch.may_destroy(); }}),
      publisher(base.store, *base.clock, pages, publish_settings(base.config, base.folder)),
      site({base.store, base.keys, *base.clock, pages, desk, queue, nominations, invitations, newcomers,
            follow_ups, health, watch_list, accounts, retrainer},
           with_front(site_settings(base.config, base.folder, options.demo)), [this] { return ready(); }),
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

/// With what DNS knows.
nominate::Settings App::Parts::nominate_rules_of(config::Config const& config) {
    auto rules = nominate_settings(config);
    if (config.nominate.ask_mail_servers)
        rules.mail_hosts_of = [this](std::string const& domain) { return mail_hosts.of(domain); };
    return rules;
}

void App::Parts::start_jobs() {
    scheduler.start();
    jobs.add("send replies", 1s, [this] { sender.run_once(); });
    jobs.add("watch the networks", 5s, [this] { alerts.run_once(); });
    jobs.add(mail_job, 1s, [this] { mailer.run_once(); });
    // It keeps its interval itself; what can take its time is done in parts.
    jobs.add("publish", 1s, [this] {
        for (int parts = 0; parts < parts_of_a_publish && publisher.run_once(); ++parts) {
        }
    });
    jobs.add("watch the clock", 1min, [this] { clock_watch.look(); });
    jobs.add(examination, 1h, [this] { database_health.examine(); });  // It keeps its day itself.
    jobs.add("keep nominations", 1min, once_believed([this] { nominations.run_once(); }));
    jobs.add("take the seasons' steps", 2s, once_believed([this] {
                 nominate::take_due_steps(base.store, base.clock->now());
                 season_mails.run_once();
             }));
    jobs.add("move nominations", 10s, [this] { newcomers.move_nominations(); });
    jobs.add("ask how it ended", 10min, once_believed([this] { follow_ups.run_once(); }));
    jobs.add("find what was sent by hand", 10s, [this] { own_timeline.run_once(); });
    jobs.add("look again", 1min, [this] { recheck.run_once(); });
    jobs.add("keep the queue", 10min, once_believed([this] { queue.move_late(); }));
    jobs.add("learn from the desk", 1h, [this] { retrainer.run_once(); });  // It keeps its week itself.
    jobs.add("know the companies and the model", 5s, [this] {
        if (auto classifier = detector_reloader.renewed()) intake.use(std::move(*classifier));
    });
    jobs.add("forget old sessions", 1h, once_believed([this] { site.forget_old_sessions(); }));
}

std::function<void()> App::Parts::once_believed(std::function<void()> job) {
    return [this, job = std::move(job)] {
        if (clock_watch.may_destroy()) job();
    };
}

/// Throws when the database does not answer, which is as good as false. Mails wait by themselves for as long
/// as it takes: without them the program still does what people ask of it.
web::Readiness App::Parts::ready() const {
    constexpr std::uintmax_t least_room = 20 * 1024 * 1024;
    web::Readiness state(true);
    auto const no = [&](std::string const& why) {
        state.ready = false;
        state.troubles.push_back(why);
    };
    auto const raised = storage::host_alerts::all(base.store);
    auto const room = base.store.free_bytes();
    if (database_health.damaged()) no("database: damaged; supportawards check tells what to do");
    if (room && *room <= least_room) no("disk: full");
    auto stuck = jobs.stuck(5min);
    bool const mail_hangs = std::erase(stuck, mail_job.text()) > 0;
    std::erase(stuck, examination.text());  // It takes as long as the disk does.
    for (auto const& job : stuck) no("job: " + job + " does not come back");
    for (auto const& alert : raised) state.troubles.push_back("degraded: " + alert.name);
    if (mail_hangs) state.troubles.push_back("degraded: mail, which does not come back");
    return state;
}

web::SiteSettings App::Parts::with_front(web::SiteSettings settings) {
    settings.front.failed = [this](std::exception const& failure) { database_health.saw(failure); };
    settings.front.undeclared_proxy = [this] { alert_of_proxy(); };
    base.store.write([](storage::Write& write) { storage::host_alerts::clear(write, "proxy"); });
    return settings;
}

void App::Parts::alert_of_proxy() noexcept {
    try {
        log::error(
            "requests come through a proxy that is not declared, so all visitors look like one: name its "
            "address in web.trusted_proxies and start again");
        base.store.write([&, now = base.clock->now()](storage::Write& write) {
            storage::host_alerts::raise(write, {"proxy", "X-Forwarded-For from this machine", now});
        });
    } catch (std::exception const& failure) {
        database_health.saw(failure);  // The request goes on; the next start tells again.
    }
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
