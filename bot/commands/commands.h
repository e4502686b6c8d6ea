#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/read.h"

/// The subcommands: what each was told, and run(), which does it and returns the exit code: 0 all went well,
/// 1 it found or met problems, 2 it was called or configured wrongly. A file a subcommand, or a family of
/// them.
namespace bot::commands {

/// The daemon, until SIGINT or SIGTERM.
struct Serve {
    bool demo = false;            // sample posts, and mails shown as pages
    bool new_public_url = false;  // accept another public_url than the one recorded
};
/// Looks for what is wrong with the installation; see check/.
struct Check {
    bool json = false;  // for machines
};
/// Every key with its value and where it came from; secrets are not shown.
struct ConfigShow {};
/// Takes posts from files as if a network had given them.
struct Import {
    std::vector<std::filesystem::path> files;  // or folders
    std::optional<std::string> from;           // YYYY-MM-DD: leave out older posts
};
/// Classifies posts, a JSON object a line, and prints each with its verdict. Needs no settings.
struct Detect {
    std::filesystem::path file;   // empty: standard input
    std::filesystem::path model;  // empty: the one that ships
    bool summary = false;         // only how many of each label
};
/// Measures a model on labelled posts. Needs no settings.
struct Evaluate {
    std::vector<std::filesystem::path> files;
    std::filesystem::path model;  // empty: the one that ships
    bool baseline = false;        // a keyword search beside it
    bool json = false;
};
/// Makes a model from labelled posts, and prints how good it is by cross-validation.
struct Train {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> also;  // learned from, never measured on
    std::filesystem::path dev;                // measured only; empty: none
    std::filesystem::path out;                // empty: print how good it would be
    int folds = 5;
};
/// What `train` does with the desk's decisions.
struct Learn {
    enum class What { refit, try_out, go_back, list };
    What what = What::refit;
    std::optional<long long> version;  // to go back to; 0 is the base, absent the one before
};
/// Both print the one-time link by which an operator signs in and chooses a password.
struct OperatorAdd {
    std::string name;
    bool lead = false;
};
struct OperatorLink {
    std::string name;
};
/// How each enabled network does, as the console shows it.
struct NetworkList {};
/// The part of `check` that is about networks.
struct NetworkCheck {};
/// Asks a network now and prints what it gives. Stores no post and moves no cursor.
struct NetworkSearch {
    std::string network;
    std::vector<std::string> words;  // a watch query; none is all that the settings and the kept queries ask
    int limit = 50;                  // posts
    int hours = 24;                  // how far it looks back
};
/// Shows what a reply would be. Sends nothing.
struct NetworkReply {
    std::string network, post;  // the network's id of the post
    std::string text = "Thank you!";
    bool dry_run = false;  // refused without
};
/// What is listened for: shown, added, taken away, tried on the posts that are kept.
struct WatchList {};
struct WatchAdd {
    std::string words, author, steward;
    std::optional<std::string> network;  // absent: all that can be searched
    std::optional<std::string> review;   // YYYY-MM-DD; absent: in half a year
};
struct WatchRetire {
    std::string id;
};
struct WatchTry {
    std::string words;
};
/// Writes every page of the public site now.
struct Publish {};
/// Counts words as a network counts them and shows what would be sent. Needs no settings and no database.
struct Compose {
    std::string network;
    std::optional<std::string> text;  // absent: a JSON string a line on standard input
    std::string reply_to;  // the network's id of the post that is answered; "" shows a place for it
};

using Command = std::variant<Serve, Check, ConfigShow, Import, Detect, Evaluate, Train, Learn, OperatorAdd,
                             OperatorLink, NetworkList, NetworkCheck, NetworkSearch, NetworkReply, WatchList,
                             WatchAdd, WatchRetire, WatchTry, Publish, Compose>;

int run(Serve const&, config::Sources const&);
int run(Check const&, config::Sources const&);
int run(ConfigShow const&, config::Sources const&);
int run(Import const&, config::Sources const&);
int run(Detect const&, config::Sources const&);
int run(Evaluate const&, config::Sources const&);
int run(Train const&, config::Sources const&);
int run(Learn const&, config::Sources const&);
int run(OperatorAdd const&, config::Sources const&);
int run(OperatorLink const&, config::Sources const&);
int run(NetworkList const&, config::Sources const&);
int run(NetworkCheck const&, config::Sources const&);
int run(NetworkSearch const&, config::Sources const&);
int run(NetworkReply const&, config::Sources const&);
int run(WatchList const&, config::Sources const&);
int run(WatchAdd const&, config::Sources const&);
int run(WatchRetire const&, config::Sources const&);
int run(WatchTry const&, config::Sources const&);
int run(Publish const&, config::Sources const&);
int run(Compose const&, config::Sources const&);

/// What was typed. `done` is set when there is nothing to run (--help, --version, a mistake, which was
/// printed).
struct CommandLine {
    Command command;
    config::Sources sources;
    std::optional<int> done;
};
CommandLine parse(int count, char const* const* words);

}  // namespace bot::commands
