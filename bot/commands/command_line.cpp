#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "bot/commands/commands.h"
#include "bot/installation.h"
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
    std::vector<config::Sources::Flag> own_flags;  // settings that have an option of their own
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
    // What a value may be is the config's to say, also of "" and 0.
    auto const own = [&](char const* flag, char const* key, char const* kind, char const* meaning) {
        app.add_option_function<std::string>(
               flag,
               [&common, flag, key](std::string const& value) {
                   common.own_flags.push_back({flag, key, value});
               },
               meaning)
            ->type_name(kind);
    };
    own("--data", "data", "FOLDER", "The data folder, as data");
    own("--database", "database", "WHERE", "The database, as database");
    own("--port", "web.port", "PORT", "The port to listen on, as web.port");
    own("--public-url", "public_url", "URL", "Where people reach the site, as public_url");
    own("--log-level", "log.level", "LEVEL", "What is logged, as log.level");
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
    sources.flags.insert(sources.flags.end(), common.own_flags.begin(), common.own_flags.end());
    return sources;
}

/// Adds the subcommand that fills and chooses a `Chosen`: the subcommand, and what its options fill.
template <class Chosen>
std::pair<CLI::App&, Chosen&> add(CLI::App& to, Command& command, char const* name, char const* meaning) {
    auto const chosen = std::make_shared<Chosen>();
    auto& added = *to.add_subcommand(name, meaning);
    added.callback([&command, chosen] { command = *chosen; });
    return {added, *chosen};
}

/// An option whose value --help calls `kind`.
template <class Value>
CLI::Option* option(CLI::App& to, char const* name, Value& into, char const* kind, char const* meaning) {
    return to.add_option(name, into, meaning)->type_name(kind);
}

/// One that names files, which must be there.
template <class Value>
CLI::Option* existing(CLI::App& to, char const* name, Value& into, char const* kind, char const* meaning) {
    return option(to, name, into, kind, meaning)->check(CLI::ExistingFile);
}

void add_model(CLI::App& app, std::filesystem::path& model) {
    existing(app, "--model", model, "MODEL", "A model made by train, else the one that ships");
}

void add_daemon(CLI::App& app, Command& command, bool& demo) {
    auto const [serve, serving] =
        add<Serve>(app, command, "serve", "Run the programme until Ctrl-C or SIGTERM");
    serve.add_flag("--i-know", serving.new_public_url,
                   "Accept a public_url other than the one recorded at the first start");
    auto const [check, checking] =
        add<Check>(app, command, "check", "Look for what is wrong and say what fixes it");
    check.add_flag("--json", checking.json, "For machines");
    add<Publish>(app, command, "publish", "Write the public site once");
    auto& settings = *app.add_subcommand("config", "Look at the configuration")->require_subcommand(1);
    auto const [show, showing] = add<ConfigShow>(
        settings, command, "show", "Every key, its value and where that came from; secrets masked");
    for (auto* sub : {&serve, &check, &show})
        sub->add_flag("--demo", demo, "With sample posts and companies, in data/demo");
}

void add_work(CLI::App& app, Command& command) {
    auto const [import, importing] =
        add<Import>(app, command, "import", "Feed files of posts through detection into the queue, once");
    import.add_option("FILE", importing.files, "JSON Lines, plain, .gz or .zst; or folders of them")
        ->required()
        ->check(CLI::ExistingPath);
    option(import, "--from", importing.from, "YYYY-MM-DD", "Leave out posts written before this day");
    auto const [detect, detecting] =
        add<Detect>(app, command, "detect", "Judge posts: JSON Lines in, the same lines with a verdict out");
    detect.add_option("FILE", detecting.file, "Else standard input")->check(CLI::ExistingFile);
    add_model(detect, detecting.model);
    detect.add_flag("--summary", detecting.summary, "Only the counts by label and the speed");
    auto const [evaluate, evaluating] =
        add<Evaluate>(app, command, "evaluate", "Measure detection on labelled posts, mistakes included");
    evaluate.add_option("FILE", evaluating.files, "Labelled JSON Lines")
        ->required()
        ->check(CLI::ExistingFile);
    add_model(evaluate, evaluating.model);
    evaluate
        .add_option_function<std::string>(
            "--baseline", [&baseline = evaluating.baseline](std::string const&) { baseline = true; },
            "What to show beside it: keywords, the search a person would type")
        ->check(CLI::IsMember({"keywords"}));
    evaluate.add_flag("--json", evaluating.json, "For machines");
}

/// `train` makes a model of files, or works on what the desk decided; never both.
struct TrainOrLearn {
    Train train;
    Learn learn;
    bool desk = false, dry_run = false, versions = false;
};

void add_train(CLI::App& app, Command& command) {
    auto const told = std::make_shared<TrainOrLearn>();
    auto& train =
        *app.add_subcommand("train", "Make a model of labelled posts, or refit to the desk's decisions");
    auto* const files =
        train.add_option("FILE", told->train.files, "Labelled JSON Lines")->check(CLI::ExistingFile);
    auto* const also = existing(train, "--also", told->train.also, "FILE",
                                "More posts to learn from, not to measure on: picked or made up");
    auto* const out = option(train, "-o,--out", told->train.out, "MODEL",
                             "The model file to write, else only the figures are printed");
    auto* const dev =
        existing(train, "--dev", told->train.dev, "FILE", "Labelled posts to measure on, not to learn from");
    auto* const folds =
        train.add_option("--folds", told->train.folds, "Parts for cross-validation, 5 unless told");
    auto* const desk = train.add_flag("--desk", told->desk,
                                      "Refit the model to what the desk decided, and use it if it is better");
    auto* const dry =
        train.add_flag("--dry-run", told->dry_run, "With --desk: only print old against new")->needs(desk);
    auto* const back = option(train, "--go-back", told->learn.version, "VERSION",
                              "Use an earlier version (0: the one that all begin with), else the one before")
                           ->expected(0, 1)
                           ->check(CLI::NonNegativeNumber);
    auto* const list = train.add_flag("--versions", told->versions,
                                      "List the versions, how each compared, and when each was used");
    train.callback([=, &command] {
        auto const given = [](std::initializer_list<CLI::Option*> options) {
            return std::ranges::count_if(options, [](auto const* option) { return option->count() > 0; });
        };
        auto const of_desk = given({desk, back, list}), of_files = given({files, also, out, dev, folds});
        if (of_desk > 1 || (of_desk == 1) == (of_files > 0) || (of_desk == 0 && files->count() == 0))
            throw CLI::ValidationError("train", "name a FILE, or one of --desk, --go-back and --versions");
        using What = Learn::What;
        told->learn.what = back->count() > 0   ? What::go_back
                           : list->count() > 0 ? What::list
                           : dry->count() > 0  ? What::try_out
                                               : What::refit;
        command = told->learn;
        if (of_desk == 0) command = told->train;
    });
}

void add_compose(CLI::App& app, Command& command) {
    auto const [compose, composing] = add<Compose>(
        app, command, "compose", "Count words as a network counts them and show what would be sent");
    option(compose, "--network", composing.network, "NAME",
           "Where the words would go: x, bluesky, mastodon, …")
        ->required();
    option(compose, "--text", composing.text, "WORDS",
           "The words, else standard input: a JSON string a line");
    option(compose, "--reply-to", composing.reply_to, "ID", "The network's id of the post that is answered");
}

void add_people(CLI::App& app, Command& command) {
    auto& operators = *app.add_subcommand("operator", "Who works at the desk")->require_subcommand(1);
    auto const [person, adding] =
        add<OperatorAdd>(operators, command, "add", "Add an operator and print a one-time sign-in link");
    person.add_option("NAME", adding.name, "What the operator is called")->required();
    person.add_flag(
        "--lead", adding.lead,
        "May also connect accounts, accept companies, set their size, and go back to an earlier model");
    auto const [link, linking] =
        add<OperatorLink>(operators, command, "link", "Print a new one-time sign-in link");
    link.add_option("NAME", linking.name, "As it was added")->required();
    add<OperatorList>(operators, command, "list", "Each operator, their role, and whether they can sign in");
    auto const [disable, disabling] = add<OperatorDisable>(
        operators, command, "disable", "Let an operator in no more, and end their sessions at once");
    disable.add_option("NAME", disabling.name, "As it was added")->required();
    auto const [enable, enabling] =
        add<OperatorEnable>(operators, command, "enable", "Let a disabled operator sign in again");
    enable.add_option("NAME", enabling.name, "As it was added")->required();
    auto const [audit, auditing] =
        add<OperatorAudit>(operators, command, "audit", "Who pressed what on the console, the newest first");
    audit.add_option("NAME", auditing.name, "Only of this operator");
    option(audit, "--limit", auditing.limit, "ENTRIES", "The most entries, 100 unless told")
        ->check(CLI::Range(1, 100'000));
}

void add_host(CLI::App& app, Command& command) {
    auto& keys = *app.add_subcommand("keys", "The keys that a database was made with")->require_subcommand(1);
    auto const [accept, accepting] =
        add<KeysAccept>(keys, command, "accept",
                        "Go on without a key that is lost; says what that costs, and does it with --i-know");
    accept.add_option("NAME", accepting.names, "pepper, mail, session or log")->required();
    accept.add_flag("--i-know", accepting.known, "What the old one protected is lost for good");
    auto& clock = *app.add_subcommand("clock", "The clock of this machine")->require_subcommand(1);
    add<ClockAccept>(clock, command, "accept",
                     "Say that the clock is right after it jumped, so that nothing waits for a day");
}

void add_networks(CLI::App& app, Command& command) {
    auto& networks = *app.add_subcommand("network", "The networks we listen to")->require_subcommand(1);
    add<NetworkList>(networks, command, "list", "Each network, its rules and how it goes");
    auto const [policy, printing] = add<NetworkPolicy>(
        networks, command, "policy", "Print the rules of a network that are in use, as a file to begin with");
    policy.add_option("NAME", printing.network, "x, bluesky, mastodon, …")->required();
    add<NetworkCheck>(networks, command, "check", "Try each enabled network once");
    auto const [search, searching] =
        add<NetworkSearch>(networks, command, "search",
                           "Ask a network now and print its posts, a JSON line each; nothing is stored");
    search.add_option("NAME", searching.network, "As list shows it")->required();
    search.add_option("QUERY", searching.words,
                      "A watch query, in quotes: '\"great support\" -hiring'; else all that is listened for");
    option(search, "--limit", searching.limit, "POSTS", "The most posts, 50 unless told")
        ->check(CLI::Range(1, 10'000));
    option(search, "--hours", searching.hours, "HOURS", "How far to look back, 24 unless told")
        ->check(CLI::Range(0, 720));
    auto const [reply, replying] = add<NetworkReply>(
        networks, command, "reply",
        "Look at a post and print the reply that would be sent; it is sent from the desk only");
    reply.add_option("NAME", replying.network, "As list shows it")->required();
    reply.add_option("POST", replying.post, "The network's id of the post, as search prints it")->required();
    option(reply, "--text", replying.text, "WORDS", "The words, else \"Thank you!\"");
    reply.add_flag("--dry-run", replying.dry_run, "Needed: a command sends nothing");
}

void add_watch(CLI::App& app, Command& command) {
    auto& watch = *app.add_subcommand("watch", "What to listen for")->require_subcommand(1);
    add<WatchList>(watch, command, "list", "Each watch query, who keeps it, and when it is to be reviewed");
    auto const [fresh, adding] = add<WatchAdd>(watch, command, "add", "Listen for something more");
    auto const words =
        "As bot/networks/watch/README.md explains: '\"great support\" (thanks OR kudos) -hiring'";
    fresh.add_option("WORDS", adding.words, words)->required();
    fresh.add_option("--author", adding.author, "Who wrote it")->required();
    fresh.add_option("--steward", adding.steward, "Who keeps it up to date: somebody else")->required();
    fresh.add_option("--network", adding.network, "The one network it is for, else all");
    option(fresh, "--review", adding.review, "YYYY-MM-DD", "When to look at it again, else in half a year");
    auto const [retire, retiring] = add<WatchRetire>(watch, command, "retire", "Listen for it no longer");
    retire.add_option("ID", retiring.id, "As list shows it")->required();
    auto const [trial, trying] = add<WatchTry>(
        watch, command, "try", "What a query would ask each network, and which stored finds it holds for");
    trial.add_option("WORDS", trying.words, words)->required();
}

void add_drawing(CLI::App& app, Command& command) {
    auto const [draw, drawing] =
        add<DrawPicture>(app, command, "draw-picture", "What the program starts itself for a picture");
    draw.group("");  // not in --help
    draw.add_option("FORMAT", drawing.format)->required()->check(CLI::IsMember({"png", "pdf"}));
}

}  // namespace

CommandLine parse(int count, char const* const* words) {
    CommandLine typed;
    Common common;
    bool demo = false;
    CLI::App app(about, "supportawards");
    app.set_version_flag("--version", std::string("supportawards ") + SUPPORTAWARDS_VERSION);
    app.footer("Options for every command: supportawards --help. Settings: config/README.md.");
    app.fallthrough();
    app.require_subcommand(1);
    add_common(app, common);
    add_daemon(app, typed.command, demo);
    add_work(app, typed.command);
    add_train(app, typed.command);
    add_people(app, typed.command);
    add_host(app, typed.command);
    add_networks(app, typed.command);
    add_watch(app, typed.command);
    add_compose(app, typed.command);
    add_drawing(app, typed.command);
    try {
        app.parse(count, words);
        if (auto* serve = std::get_if<Serve>(&typed.command)) serve->demo = demo;
        typed.sources = sources_of(common, demo);
    } catch (CLI::ParseError const& end) {
        typed.done = app.exit(end) == 0 ? 0 : 2;
    }
    return typed;
}

Installation opened(config::Sources const& sources) {
    return Installation(config::load(sources).config, Installation::Use::alongside);
}

}  // namespace bot::commands
