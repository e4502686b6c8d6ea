#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/read.h"

namespace bot {
class Installation;
}

/// The subcommands: what each was told, and run(), which does it and returns the exit code: 0 all went well,
/// 1 it found or met problems, 2 it was called or configured wrongly. A file a subcommand, or a family of
/// them. What a command is asked for goes to standard output, everything else to standard error. Throws what
/// main() turns into a sentence and an exit code: config::Error (2), UserError and storage::Error (1). The
/// process's first thread calls it once.
namespace bot::commands {

/// The daemon, until SIGINT or SIGTERM. Says on standard output where the site is once it listens. 0 if all
/// that was asked of it was answered in time.
struct Serve {
    bool demo = false;            // sample posts, and mails shown as pages
    bool new_public_url = false;  // accept another public_url than the one recorded
};
/// Looks for what is wrong with the installation; see check/. 1 if there is a problem, 2 if it is the config.
struct Check {
    bool json = false;  // for machines
};
/// Every key with its value and where it came from (file, variable, flag, or the default); secrets are not
/// shown.
struct ConfigShow {};
/// Takes posts from files as if a network had given them, through detection into the queue. A post is queued
/// once, however often it is imported. 1 if lines could not be read.
struct Import {
    std::vector<std::filesystem::path> files;  // or folders
    std::optional<std::string> from;           // YYYY-MM-DD: leave out older posts
};
/// Classifies posts, a JSON object a line, and prints each with its verdict. Needs no settings. 1 if a line
/// is no post: it is named on standard error and left out.
struct Detect {
    std::filesystem::path file;   // empty: standard input
    std::filesystem::path model;  // empty: the one that ships
    bool summary = false;         // only how many of each label
};
/// Measures a model on labelled posts: precision and recall by label, calibration, confusion, and the worst
/// mistakes. Needs no settings.
struct Evaluate {
    std::vector<std::filesystem::path> files;
    std::filesystem::path model;  // empty: the one that ships
    bool baseline = false;        // a keyword search beside it
    bool json = false;
};
/// Makes a model from labelled posts, and prints how good it is by cross-validation. Needs no settings.
struct Train {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> also;  // learned from, never measured on
    std::filesystem::path dev;                // measured only; empty: none
    std::filesystem::path out;                // empty: print how good it would be
    int folds = 5;
};
/// What `train` does with the desk's decisions: refit the model and use it if it is better, only print old
/// against new, use an earlier version, or list the versions.
struct Learn {
    enum class What { refit, try_out, go_back, list };
    What what = What::refit;
    std::optional<long long> version;  // to go back to; 0 is the base, absent the one before
};
/// Both print the one-time link by which an operator signs in and chooses a password; it is valid for a day.
struct OperatorAdd {
    std::string name;
    bool lead = false;
};
struct OperatorLink {
    std::string name;
};
/// Takes the keys in the data folder as those of the database, which costs what the lost ones protected.
/// Without `known` it only says what, and is 1.
struct KeysAccept {
    std::vector<std::string> names;
    bool known = false;
};
/// Ends the doubt in a clock that jumped: what is to be forgotten and deleted is again. 1 if nobody doubted.
struct ClockAccept {};
/// Each operator with role, how they may sign in, and since when.
struct OperatorList {};
/// Ends what the operator is signed in to at once; or lets them sign in again.
struct OperatorDisable {
    std::string name;
};
struct OperatorEnable {
    std::string name;
};
/// Who did what on the console, the newest first, an entry a line with tabs between: time, name, route,
/// subject.
struct OperatorAudit {
    std::optional<std::string> name;  // absent: of all
    int limit = 100;                  // entries
};
/// How each enabled network does, as the console shows it: from the database, the networks are not asked.
struct NetworkList {};
/// Prints the rules of a network that are in use, as the file that a host's own begins with.
struct NetworkPolicy {
    std::string network;
};
/// The part of `check` that is about networks; asks each that is enabled once.
struct NetworkCheck {};
/// Asks a network now and prints what it gives, a post a line, as `import` and `detect` read them. Stores no
/// post and moves no cursor.
struct NetworkSearch {
    std::string network;
    std::vector<std::string> words;  // a watch query; none is all that the settings and the kept queries ask
    int limit = 50;                  // posts
    int hours = 24;                  // how far it looks back
};
/// Looks at a post and prints what a reply to it would be, as `compose` does. Sends nothing. 1 if the post
/// cannot be answered or the network would not take the words.
struct NetworkReply {
    std::string network, post;  // the network's id of the post
    std::string text = "Thank you!";
    bool dry_run = false;  // refused without
};
/// What is listened for: shown, added, taken away, tried on the posts that are kept. 1 if what is tried
/// cannot be asked for somewhere.
struct WatchList {};
/// Tried first; kept only if it is sound.
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
/// Makes every page of the public site now, writes those that changed, and prints how many did.
struct Publish {};
/// Counts words as a network counts them and shows what would be sent. Needs no settings and no database. 1
/// if a line of standard input is no JSON string.
struct Compose {
    std::string network;
    std::optional<std::string> text;  // absent: a JSON string a line on standard input
    std::string reply_to;  // the network's id of the post that is answered; "" shows a place for it
};

/// A picture from standard input to standard output, as publish/pictures/painter.h has it done; not in
/// --help. Needs no settings.
struct DrawPicture {
    std::string format;  // "png" of an SVG, "pdf" of a sheet
};

using Command =
    std::variant<Serve, Check, ConfigShow, Import, Detect, Evaluate, Train, Learn, OperatorAdd, OperatorLink,
                 OperatorList, OperatorDisable, OperatorEnable, OperatorAudit, KeysAccept, ClockAccept,
                 NetworkList, NetworkPolicy, NetworkCheck, NetworkSearch, NetworkReply, WatchList, WatchAdd,
                 WatchRetire, WatchTry, Publish, Compose, DrawPicture>;

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
int run(OperatorList const&, config::Sources const&);
int run(OperatorDisable const&, config::Sources const&);
int run(OperatorEnable const&, config::Sources const&);
int run(OperatorAudit const&, config::Sources const&);
int run(KeysAccept const&, config::Sources const&);
int run(ClockAccept const&, config::Sources const&);
int run(NetworkList const&, config::Sources const&);
int run(NetworkPolicy const&, config::Sources const&);
int run(NetworkCheck const&, config::Sources const&);
int run(NetworkSearch const&, config::Sources const&);
int run(NetworkReply const&, config::Sources const&);
int run(WatchList const&, config::Sources const&);
int run(WatchAdd const&, config::Sources const&);
int run(WatchRetire const&, config::Sources const&);
int run(WatchTry const&, config::Sources const&);
int run(Publish const&, config::Sources const&);
int run(Compose const&, config::Sources const&);
int run(DrawPicture const&, config::Sources const&);

/// What was typed: the command, and where its settings come from. `done` is set when there is nothing to run
/// (--help, --version, a mistake, which was printed): it is the exit code, 0 or 2.
struct CommandLine {
    Command command;
    config::Sources sources;
    std::optional<int> done;
};
/// `words` as main() has them, the program's name first. Looks at the environment and for the usual config
/// file, but reads none. Never throws for what was typed.
CommandLine parse(int count, char const* const* words);

/// The installation that the settings name, for a command that may work while its daemon runs. Throws
/// config::Error, and what Installation does.
Installation opened(config::Sources const& sources);

}  // namespace bot::commands
