#include <date/date.h>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "bot/app/detector_reloader.h"
#include "bot/app/settings.h"
#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "bot/check/checks.h"
#include "bot/commands/commands.h"
#include "bot/commands/compose.h"
#include "bot/commands/post_lines.h"
#include "bot/installation.h"
#include "bot/listen/health.h"
#include "bot/listen/watchlist/watching.h"
#include "bot/networks/networks.h"
#include "bot/networks/search/wanted.h"
#include "bot/watch/dialect.h"
#include "storage/leases.h"

// supportawards network list, policy, check, search, reply.
namespace bot::commands {
namespace {

using namespace std::chrono;
using Json = nlohmann::ordered_json;
using networks::Parent;

/// The network of that name. Throws UserError if it is not enabled.
networks::Network const& enabled(std::vector<networks::Network> const& networks, std::string const& name) {
    if (auto const* const network = networks::find(networks, name)) return *network;
    std::string on;
    for (auto const& network : networks) on += (on.empty() ? "" : ", ") + network.name;
    throw UserError(UserError::Kind::not_found,
                    "the network " + name + " is not enabled; " +
                        (on.empty() ? "no network is: see [networks.…] in config/supportawards.example.toml"
                                    : "enabled are: " + on));
}

/// What `ask` gives; what the network refuses is a UserError, in its words.
template <class Ask>
auto answer_of(Ask ask) {
    try {
        return ask();
    } catch (networks::NetworkError const& error) {
        throw UserError(UserError::Kind::unavailable, error.what());
    }
}

void print_health(listen::NetworkHealth const& health, listen::HealthWords const& words,
                  std::string const& public_url) {
    auto const line = [](char const* what, std::string const& is) {
        if (!is.empty()) fmt::print("  {:<9} {}\n", what, is);
    };
    fmt::print("{}  {}\n", health.network, health.title);
    line("listening", words.state);
    if (!words.trouble.empty()) line("why", words.trouble + " " + words.advice);
    line("said", health.last.error.value_or(""));
    line("succeeded", words.succeeded);
    line("next try", words.next);
    line("today", words.read);
    line("account", words.account);
    if (health.account == listen::NetworkHealth::Account::none)
        line("sign in", fmt::format("{}/console/networks/{}/connect", public_url, health.network));
    line("spend", words.spend);
    line("answers", words.answers);
    line("rules", words.rules);
    line("rules from", health.rules_from.empty() ? "the program" : health.rules_from);
}

/// Who listens, if somebody does now, and what a round of it costs.
void print_listening(networks::Network const& network, storage::Store& store, pages::Words const& words,
                     Time now) {
    auto const say = [&](std::string const& key, pages::Arguments const& arguments) {
        fmt::print("  {}\n", words.say("en", key, arguments));
    };
    if (auto const holder = storage::lease_holder(store, "listen:" + network.name, now))
        say("networks.listens", {{"who", holder->name}, {"when", words.ago("en", holder->until, now)}});
    if (!network.listener) return;
    auto const cost = network.listener->round_cost(listen::watched_on(store, network.name).query);
    auto const whole = [](auto time) { return static_cast<long long>(ceil<seconds>(time).count()); };
    if (cost)
        say("networks.round", {{"n", static_cast<long long>(cost->calls)},
                               {"seconds", whole(cost->takes)},
                               {"interval", whole(network.interval)}});
    if (cost && cost->takes > network.interval) say("networks.round_too_long", {});
}

// Of a search; and of a network that has none and is read whole, where each of many feeds is a page.
constexpr int most_pages = 200, most_lists = 5000;
constexpr auto longest_wait = seconds(10);

/// What is asked for, and what of the answers was meant.
struct Asked {
    std::vector<networks::WatchQuery> searches;
    std::optional<watch::Query> meant;
};

Asked asked_for(storage::Read const& read, std::string const& network,
                std::vector<std::string> const& typed) {
    std::string words;
    for (auto const& part : typed) words += (words.empty() ? "" : " ") + part;
    if (words.empty()) return {{networks::WatchQuery()}, {}};
    auto const meant = listen::read_query(read, words);
    // A network without a search gives what it has, and the rest is left to the filter.
    auto const* const dialect = networks::dialect_of(network);
    if (dialect == nullptr) return {{networks::WatchQuery()}, meant};
    Asked asked{{}, meant};
    for (auto const& native : watch::searches(meant, *dialect)) asked.searches.push_back({.text = native});
    return asked;
}

/// Prints each post once, as `import` and `detect` can read it.
class Printer {
public:
    Printer(listen::Classifier classifier, int limit) : classifier_(std::move(classifier)), left_(limit) {}

    bool full() const { return left_ <= 0; }
    void print(networks::FoundPost const& post) {
        if (full() || post.only_heard || !printed_.insert(post.native_id).second) return;
        --left_;
        auto const verdict =
            classifier_.verdict({post.text, post.language.value_or(""), post.author_handle.value_or("")});
        Json line{{"id", post.native_id}, {"author", or_null(post.author_handle)}};
        line["created_at"] = post.written_at ? Json(date::format("%FT%TZ", *post.written_at)) : Json(nullptr);
        line["lang"] = or_null(post.language);
        line["url"] = or_null(post.url);
        line["text"] = post.text;
        line["summoned"] = post.summoned;
        line["label"] = detect::name_of(verdict.label);
        print_line(one_line_of(line));
    }

private:
    listen::Classifier const classifier_;
    int left_;
    std::set<std::string> printed_;
};

/// Page after page, as far as they are there, at the pace the network asks for.
void ask(networks::Listener& listener, networks::WatchQuery const& search,
         std::optional<watch::Query> const& meant, int most, Printer& printer) {
    std::string cursor;
    for (int pages = 0; pages < most && !printer.full(); ++pages) {
        auto const page = answer_of([&] { return listener.search(search, cursor); });
        for (auto const& skipped : page.skipped)
            std::fprintf(stderr, "%s: %s\n", skipped.where.c_str(), skipped.why.c_str());
        for (auto const& post : page.posts)
            if (!meant || networks::holds(*meant, post)) printer.print(post);
        if (!page.more) return;
        if (page.wait.value_or(milliseconds(0)) > longest_wait) {
            std::fprintf(stderr, "the network asks to wait before it gives more\n");
            return;
        }
        std::this_thread::sleep_for(page.wait.value_or(milliseconds(0)));
        cursor = page.cursor;
    }
    if (!printer.full()) std::fprintf(stderr, "stopped after %d pages; there is more\n", most);
}

/// In the order of the states.
constexpr std::array words_for{"the post is there and can be answered", "the post is gone",
                               "the post takes no replies", "its author does not want to hear from us"};
static_assert(words_for.size() == static_cast<std::size_t>(Parent::State::blocked_us) + 1);

/// Where nobody can be answered there is no post to look at, and only the counting is shown.
Parent look(networks::Network const& network, std::string const& post) {
    if (network.answerer)
        return answer_of([&] { return network.answerer->look(network.answerer->native_id_of(post)); });
    Parent parent;
    parent.native_id = post;
    return parent;
}

}  // namespace

int run(NetworkList const&, config::Sources const& sources) {
    auto base = opened(sources);
    pages::Words const words;
    auto const networks = connect_networks(base.config, base.folder.path, *base.clock, nullptr);
    if (networks.empty())
        fmt::print("No network is enabled; see [networks.…] in config/supportawards.example.toml.\n");
    for (auto const& health : listen::Health(base.store, *base.clock, networks).all()) {
        auto const now = base.clock->now();
        print_health(health, listen::words_of(health, words, "en", now), base.config.public_url);
        if (auto const* const network = networks::find(networks, health.network))
            print_listening(*network, base.store, words, now);
    }
    return 0;
}

int run(NetworkPolicy const& command, config::Sources const& sources) {
    auto const config = config::load(sources).config;
    if (networks::find_descriptor(command.network) == nullptr)
        throw UserError(
            UserError::Kind::not_found,
            fmt::format("there is no network {}; all of them: bot/networks/README.md", command.network));
    auto const [file, text] = networks::policy_text(command.network, config.networks.policies);
    fmt::print("# From {}.\n{}", file.empty() ? "the program" : file, text);
    return 0;
}

int run(NetworkCheck const&, config::Sources const& sources) {
    check::Findings findings;
    check::networks(findings, config::load(sources).config);
    std::fputs(check::as_text(findings).c_str(), stdout);
    return check::any_problem(findings) ? 1 : 0;
}

int run(NetworkSearch const& command, config::Sources const& sources) {
    auto base = opened(sources);
    auto const all =
        connect_networks(base.config, base.folder.path, *base.clock, &base.store, hours(command.hours));
    auto const& network = enabled(all, command.network);
    auto const asked = asked_for(base.store, network.name, command.words);
    Printer printer(
        DetectorReloader(base.store, learn_settings(base.config, base.folder).versions).renewed().value(),
        command.limit);
    auto const most = networks::dialect_of(network.name) == nullptr ? most_lists : most_pages;
    for (auto const& search : asked.searches) ask(*network.listener, search, asked.meant, most, printer);
    return 0;
}

int run(NetworkReply const& command, config::Sources const& sources) {
    if (!command.dry_run)
        throw UserError(UserError::Kind::forbidden,
                        "replies are only sent from the desk, where a person reads each one; with --dry-run "
                        "this shows what would be sent");
    auto base = opened(sources);
    auto const all = connect_networks(base.config, base.folder.path, *base.clock, &base.store);
    auto const& network = enabled(all, command.network);
    auto const parent = look(network, command.post);
    std::fprintf(stderr, "%s\n",
                 network.answerer ? words_for[static_cast<std::size_t>(parent.state)]
                                  : "nobody is answered on this network");
    if (parent.state == Parent::State::gone && begins_as_web(command.post))
        std::fprintf(stderr,
                     "or no post is known by that address: name its page, or its id as `network search` "
                     "prints it\n");
    if (parent.state != Parent::State::there) return 1;
    auto const shown = show_for(network, command.text, parent, base.clock->now());
    print_line(line_of(shown));
    return shown.counted.valid ? 0 : 1;
}

}  // namespace bot::commands
