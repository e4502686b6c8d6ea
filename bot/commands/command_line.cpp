#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>

#include "bot/commands/commands.h"
#include "embedded_config.h"

namespace bot::commands {
namespace {

constexpr auto about =
    "Runs an awards programme for customer support: finds praise, lets a person answer it, collects "
    "nominations and\n"
    "publishes who deserves the award.";

/// What every command takes.
struct Common {
    std::string file;
    std::vector<std::string> set;
    std::string data, database, public_url, log_level;
    int port = 0;
};

std::string_view embedded(std::string_view path) {
    for (auto const& file : embedded_config::files())
        if (file.path == path) return file.bytes;
    throw std::logic_error("the program lacks its file " + std::string(path));
}

void add_common(CLI::App& app, Common& common) {
    app.add_option(
           "-c,--config", common.file,
           "The config file (else SUPPORTAWARDS_CONFIG, else config/supportawards.toml if it is there)")
        ->type_name("FILE");
    app.add_option("--set", common.set, "Set one key, above file and environment: --set web.port=8081")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    app.add_option("--data", common.data, "The data folder, as data")->type_name("FOLDER");
    app.add_option("--database", common.database, "The database, as database")->type_name("WHERE");
    app.add_option("--port", common.port, "The port to listen on, as web.port");
    app.add_option("--public-url", common.public_url, "Where people reach the site, as public_url")
        ->type_name("URL");
    app.add_option("--log-level", common.log_level, "What is logged, as log.level")->type_name("LEVEL");
}

std::optional<std::filesystem::path> config_file(Common const& common) {
    if (!common.file.empty()) return common.file;
    if (auto const* named = std::getenv("SUPPORTAWARDS_CONFIG")) return named;
    std::filesystem::path const usual = "config/supportawards.toml";
    return std::filesystem::exists(usual) ? std::optional(usual) : std::nullopt;
}

config::Sources sources_of(Common const& common, bool demo) {
    config::Sources sources;
    sources.environment = config::environment();
    if (demo) {
        sources.preset = embedded("demo.toml");
        sources.preset_name = "the demo's settings";
        if (!common.file.empty()) sources.file = common.file;
    } else {
        sources.file = config_file(common);
    }
    for (auto const& setting : common.set) {
        auto const equals = setting.find('=');
        if (equals == std::string::npos)
            throw CLI::ValidationError("--set", "'" + setting + "' is not KEY=VALUE");
        sources.flags.push_back({"--set", setting.substr(0, equals), setting.substr(equals + 1)});
    }
    auto const add = [&](char const* flag, char const* key, std::string const& value) {
        if (!value.empty()) sources.flags.push_back({flag, key, value});
    };
    add("--data", "data", common.data);
    add("--database", "database", common.database);
    add("--public-url", "public_url", common.public_url);
    add("--log-level", "log.level", common.log_level);
    if (common.port != 0) add("--port", "web.port", std::to_string(common.port));
    return sources;
}

/// Adds the subcommand that fills and chooses `Chosen`.
template <class Chosen>
CLI::App& add(CLI::App& to, Command& command, char const* name, char const* meaning, Chosen& options) {
    auto& added = *to.add_subcommand(name, meaning);
    added.callback([&command, &options] { command = options; });
    return added;
}

struct All {
    Serve serve;
    Check check;
    ConfigShow config_show;
    Import import;
    Detect detect;
    Evaluate evaluate;
    Train train;
    Learn learn;
    bool train_desk = false, train_dry_run = false, train_versions = false;
    OperatorAdd operator_add;
    OperatorLink operator_link;
    NetworkList network_list;
    NetworkCheck network_check;
    NetworkSearch network_search;
    NetworkReply network_reply;
    WatchList watch_list;
    WatchAdd watch_add;
    WatchRetire watch_retire;
    WatchTry watch_try;
    Publish publish;
    Compose compose;
};

void add_daemon(CLI::App& app, Command& command, All& all, bool& demo) {
    auto& serve = add(app, command, "serve", "Run the programme until Ctrl-C or SIGTERM", all.serve);
    serve.add_flag("--i-know", all.serve.new_public_url,
                   "Accept a public_url other than the one recorded at the first start");
    auto& check = add(app, command, "check", "Look for what is wrong and say what mends it", all.check);
    check.add_flag("--json", all.check.json, "For machines");
    add(app, command, "publish", "Write the public site once", all.publish);
    auto& settings = *app.add_subcommand("config", "Look at the configuration")->require_subcommand(1);
    auto& show = add(settings, command, "show",
                     "Every key, its value and where that came from; secrets masked", all.config_show);
    for (auto* sub : {&serve, &check, &show})
        sub->add_flag("--demo", demo, "With sample posts and companies, in data/demo");
}

void add_work(CLI::App& app, Command& command, All& all) {
    auto& import =
        add(app, command, "import", "Feed files of posts through detection into the queue, once", all.import);
    import.add_option("FILE", all.import.files, "JSON Lines, plain, .gz or .zst; or folders of them")
        ->required()
        ->check(CLI::ExistingPath);
    import.add_option("--from", all.import.from, "Leave out posts written before this day")
        ->type_name("YYYY-MM-DD");
    auto& detect = add(app, command, "detect",
                       "Judge posts: JSON Lines in, the same lines with a verdict out", all.detect);
    detect.add_option("FILE", all.detect.file, "Else standard input")->check(CLI::ExistingFile);
    detect.add_option("--model", all.detect.model, "A model made by train, else the one that ships")
        ->type_name("MODEL")
        ->check(CLI::ExistingFile);
    detect.add_flag("--summary", all.detect.summary, "Only the counts by label and the speed");
    auto& evaluate =
        add(app, command, "evaluate", "Measure detection on labelled posts, mistakes included", all.evaluate);
    evaluate.add_option("FILE", all.evaluate.files, "Labelled JSON Lines")
        ->required()
        ->check(CLI::ExistingFile);
    evaluate.add_option("--model", all.evaluate.model, "A model made by train, else the one that ships")
        ->type_name("MODEL")
        ->check(CLI::ExistingFile);
    evaluate
        .add_option_function<std::string>(
            "--baseline", [&all](std::string const&) { all.evaluate.baseline = true; },
            "What to show beside it: keywords, the search a person would type")
        ->check(CLI::IsMember({"keywords"}));
    evaluate.add_flag("--json", all.evaluate.json, "For machines");
}

/// `train` makes a model of files, or works on what the desk decided; never both.
void add_train(CLI::App& app, Command& command, All& all) {
    auto& train =
        *app.add_subcommand("train", "Make a model of labelled posts, or refit to the desk's decisions");
    auto* const files = train.add_option("FILE", all.train.files, "Labelled JSON Lines");
    files->check(CLI::ExistingFile);
    auto* const also = train.add_option("--also", all.train.also,
                                        "More posts to learn from, not to measure on: picked or made up");
    also->type_name("FILE")->check(CLI::ExistingFile);
    auto* const out = train.add_option("-o,--out", all.train.out,
                                       "The model file to write, else only the figures are printed");
    out->type_name("MODEL");
    auto* const dev =
        train.add_option("--dev", all.train.dev, "Labelled posts to measure on, not to learn from");
    dev->type_name("FILE")->check(CLI::ExistingFile);
    auto* const folds =
        train.add_option("--folds", all.train.folds, "Parts for cross-validation, 5 unless told");
    auto* const desk = train.add_flag("--desk", all.train_desk,
                                      "Refit the model to what the desk decided, and use it if it is better");
    auto* const dry =
        train.add_flag("--dry-run", all.train_dry_run, "With --desk: only print old against new");
    auto* const back =
        train.add_option("--go-back", all.learn.version,
                         "Use an earlier version (0: the one that all begin with), else the one "
                         "before");
    back->type_name("VERSION")->expected(0, 1)->check(CLI::NonNegativeNumber);
    auto* const list = train.add_flag("--versions", all.train_versions,
                                      "List the versions, how each compared, and when each was used");
    dry->needs(desk);
    train.callback([&, files, also, out, dev, folds, desk, dry, back, list] {
        auto const given = [](std::initializer_list<CLI::Option*> options) {
            return std::ranges::count_if(options, [](auto const* option) { return option->count() > 0; });
        };
        auto const of_desk = given({desk, back, list}), of_files = given({files, also, out, dev, folds});
        if (of_desk > 1 || (of_desk == 1) == (of_files > 0) || (of_desk == 0 && files->count() == 0))
            throw CLI::ValidationError("train", "name a FILE, or one of --desk, --go-back and --versions");
        command = all.train;
        if (of_desk == 0) return;
        using What = Learn::What;
        all.learn.what = back->count() > 0   ? What::go_back
                         : list->count() > 0 ? What::list
                         : dry->count() > 0  ? What::try_out
                                             : What::refit;
        command = all.learn;
    });
}

void add_compose(CLI::App& app, Command& command, All& all) {
    auto& compose = add(app, command, "compose",
                        "Count words as a network counts them and show what would be sent", all.compose);
    compose.add_option("--network", all.compose.network, "Where the words would go: x, bluesky, mastodon, …")
        ->type_name("NAME")
        ->required();
    compose.add_option("--text", all.compose.text, "The words, else standard input: a JSON string a line")
        ->type_name("WORDS");
    compose.add_option("--reply-to", all.compose.reply_to, "The network's id of the post that is answered")
        ->type_name("ID");
}

void add_people(CLI::App& app, Command& command, All& all) {
    auto& operators = *app.add_subcommand("operator", "Who works at the desk")->require_subcommand(1);
    auto& person =
        add(operators, command, "add", "Add an operator and print a one-time sign-in link", all.operator_add);
    person.add_option("NAME", all.operator_add.name, "What the operator is called")->required();
    person.add_flag("--lead", all.operator_add.lead,
                    "May also connect accounts, and change companies, seasons and operators");
    auto& link = add(operators, command, "link", "Print a new one-time sign-in link", all.operator_link);
    link.add_option("NAME", all.operator_link.name, "As it was added")->required();
}

void add_networks(CLI::App& app, Command& command, All& all) {
    auto& networks = *app.add_subcommand("network", "The networks we listen to")->require_subcommand(1);
    add(networks, command, "list", "Each network, its rules and how it goes", all.network_list);
    add(networks, command, "check", "Try each enabled network once", all.network_check);
    auto& search =
        add(networks, command, "search",
            "Ask a network now and print its posts, a JSON line each; nothing is stored", all.network_search);
    search.add_option("NAME", all.network_search.network, "As list shows it")->required();
    search.add_option("QUERY", all.network_search.words,
                      "A watch query, in quotes: '\"great support\" -hiring'; else all that is listened for");
    search.add_option("--limit", all.network_search.limit, "The most posts, 50 unless told")
        ->type_name("POSTS")
        ->check(CLI::Range(1, 10'000));
    search.add_option("--hours", all.network_search.hours, "How far to look back, 24 unless told")
        ->type_name("HOURS")
        ->check(CLI::Range(0, 720));
    auto& reply = add(networks, command, "reply",
                      "Look at a post and print the reply that would be sent; it is sent from the desk only",
                      all.network_reply);
    reply.add_option("NAME", all.network_reply.network, "As list shows it")->required();
    reply.add_option("POST", all.network_reply.post, "The network's id of the post, as search prints it")
        ->required();
    reply.add_option("--text", all.network_reply.text, "The words, else \"Thank you!\"")->type_name("WORDS");
    reply.add_flag("--dry-run", all.network_reply.dry_run, "Needed: a command sends nothing");
}

void add_watch(CLI::App& app, Command& command, All& all) {
    auto& watch = *app.add_subcommand("watch", "What to listen for")->require_subcommand(1);
    add(watch, command, "list", "Each watch query, who keeps it, and when it is to be reviewed",
        all.watch_list);
    auto& fresh = add(watch, command, "add", "Listen for something more", all.watch_add);
    auto const words =
        "As bot/networks/watch/README.md explains: '\"great support\" (thanks OR kudos) -hiring'";
    fresh.add_option("WORDS", all.watch_add.words, words)->required();
    fresh.add_option("--author", all.watch_add.author, "Who wrote it")->required();
    fresh.add_option("--steward", all.watch_add.steward, "Who keeps it up to date: somebody else")
        ->required();
    fresh.add_option("--network", all.watch_add.network, "The one network it is for, else all");
    fresh.add_option("--review", all.watch_add.review, "When to look at it again, else in half a year")
        ->type_name("YYYY-MM-DD");
    add(watch, command, "retire", "Listen for it no longer", all.watch_retire)
        .add_option("ID", all.watch_retire.id, "As list shows it")
        ->required();
    add(watch, command, "try", "What a query would ask each network, and which stored finds it holds for",
        all.watch_try)
        .add_option("WORDS", all.watch_try.words, words)
        ->required();
}

}  // namespace

CommandLine parse(int count, char const* const* words) {
    CommandLine typed;
    Common common;
    All all;
    bool demo = false;
    CLI::App app(about, "supportawards");
    app.set_version_flag("--version", std::string("supportawards ") + SUPPORTAWARDS_VERSION);
    app.footer("Options for every command: supportawards --help. Settings: config/README.md.");
    app.fallthrough();
    app.require_subcommand(1);
    add_common(app, common);
    add_daemon(app, typed.command, all, demo);
    add_work(app, typed.command, all);
    add_train(app, typed.command, all);
    add_people(app, typed.command, all);
    add_networks(app, typed.command, all);
    add_watch(app, typed.command, all);
    add_compose(app, typed.command, all);
    try {
        app.parse(count, words);
        if (auto* serve = std::get_if<Serve>(&typed.command)) serve->demo = demo;
        typed.sources = sources_of(common, demo);
    } catch (CLI::ParseError const& end) {
        typed.done = app.exit(end) == 0 ? 0 : 2;
    }
    return typed;
}

}  // namespace bot::commands
