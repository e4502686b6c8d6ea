#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "config/networks.h"

// All settings of the program as one struct with its defaults. Only the app (bot/app, bot/commands,
// bot/check) includes this header; every other part has a settings struct of its own, which
// bot/app/settings.cpp fills. What a value may be is checked once, while it is read (keys.cpp, rules.cpp):
// where a Config is, its values may be relied on.
//
// A field is a key of the file, in the section of its struct; where the key has a unit in its name the type
// has it here: `web.session_hours` is Web::session. What it means to people is said in
// config/supportawards.example.toml, beside the key and its default, which is the one here.

namespace config {

/// Our own HTTP server.
struct Web {
    std::string address = "127.0.0.1";  // another than loopback only together with trusted_proxies
    int port = 8080;
    /// IPv4 or IPv6; whoever speaks from one of them is believed what X-Forwarded-For says of the visitor.
    std::vector<std::string> trusted_proxies;
    int threads = 4;
    int requests_at_once = 64;  // more get 503
    int body_limit_kb = 64;     // the longest form, in KiB; a longer one gets 413
    /// An operator is signed out after so long without a click, and after 30 days in any case.
    std::chrono::hours session{12};
};

/// A season. Once its rules are published they stand, whatever is set here.
struct Season {
    std::string id;  // part of addresses; "" is the year it opens in
    std::string name = "Season 1";
    std::string zone = "UTC";  // IANA; the days below begin and end there
    /// The day on which its rules are published; "" is the day it opens.
    std::string publishes;
    /// Days, YYYY-MM-DD, both included. "" is the day of the first start, and 90 days after it opens.
    std::string opens;
    std::string closes;
    /// After it closes: when it is counted, and when winners are announced, which is never earlier.
    std::chrono::days counted_after{21};
    std::chrono::days announced_after{28};
    /// Each once, none called "all", which is the board of all of them.
    std::vector<std::string> categories{"empathy", "knowledge", "professionalism", "team"};
    /// "speed: Quick to answer: What is meant by it", "speed/de: …": words for categories that the program has
    /// none for, or other ones than its own.
    std::vector<std::string> category_words;
    /// E: the points that an ordinary company of each size collects in a season.
    int expected_small = 1;
    int expected_medium = 3;
    int expected_large = 10;
    /// Points of a confirmed person who was invited, and of one who found the form alone.
    double invited_weight = 1.0;
    double cold_weight = 0.4;
    int thanked_people = 3;  // confirmed ones, from which on a company is recognised as thanked
    /// For winning: so many answers of yes or no to "did it end well?", and surely such a share of them yes.
    int gate_answers = 5;
    int gate_percent = 60;
    /// Confirmed nominations enter the board in batches: when so many wait, or when the first has waited so
    /// long.
    int batch = 8;
    std::chrono::minutes batch_wait{60};
};

/// Where operators work.
struct Desk {
    std::chrono::seconds undo{10};  // an approved reply can be taken back for so long
    std::chrono::minutes lease{5};  // an opened candidate is one operator's for so long
    std::chrono::hours put_off{4};  // what "later" means
    /// Replies with an invite link in 24 hours, on one network (fewer where its policy says so) and for one
    /// company, whichever network; 0 stops them.
    int invitations_a_day = 20;
    int company_invitations_a_day = 3;
    std::chrono::hours late_after{72};  // older posts go to the lane "thank quietly"
    /// From which probability on a post is queued, and from which in the lane "likely"; 0 is the model's own
    /// threshold.
    double candidate_from = 0;
    double likely_from = 0;
};

/// What all networks share; each one's own section is in networks.h.
struct Listen {
    /// After the first failure; doubles with each up to the limit, then a quarter more or less by chance. A
    /// network that asks for a longer wait gets it.
    std::chrono::seconds back_off{30};
    std::chrono::minutes back_off_limit{60};
};

/// Telling praise from other posts.
struct Detect {
    std::string model;      // a file; "" is the one built in
    std::string companies;  // a CSV file that seeds companies; "" is the one built in, "demo" the sample
    /// BCP 47; posts that say they are in another one are only counted. Empty is all.
    std::vector<std::string> languages;
    bool learn = true;  // refit weekly to the desk's decisions
};

/// The public form.
struct Nominate {
    /// Forms in 24 hours, whatever becomes of them: from one address (IPv6: /64), and from a /24 or /48.
    int per_address_a_day = 50;
    int per_neighbourhood_a_day = 250;
    /// Mails that ask to confirm; what is more waits and is never refused. Those to a domain of a public
    /// provider are not counted by domain.
    int mails_to_one_a_day = 9;
    int mails_to_domain_an_hour = 60;
    int mails_a_minute = 120;
    /// Whether DNS is asked who takes the mail of a nominator's domain, when they confirm.
    bool ask_mail_servers = true;
    std::vector<std::string> name_servers;  // each with ":port" if it is not 53; empty is the system's
    /// The link in the mail works for so long; then the nomination expires.
    std::chrono::hours confirm_within{7 * 24};
    int story_limit = 2000;                 // characters as people count them
    std::chrono::days follow_up_after{14};  // after confirming: "did it end well?"
};

/// The public site as files.
struct Publish {
    /// Between two writings of pages that changed. Pages of a board after its first follow more slowly.
    std::chrono::seconds interval{5};
};

/// To nominators and operators; by SMTP, or into a folder.
struct Mail {
    /// A folder that gets the mails instead of a server; "" with no smtp_host is <data>/outbox.
    std::string outbox;
    std::string smtp_host;  // "" writes files instead
    int smtp_port = 587;
    std::string smtp_security = "starttls";  // or "tls" (from the first byte), "none"
    std::string smtp_user;                   // "" does not sign in
    std::string smtp_password;               // a secret; needed if there is a user
    /// The sender of every mail. Must be changed before a server takes mails.
    std::string from = "awards@localhost.localdomain";
    /// Who is told when a network refuses our account or says nothing for a day, and of a season; empty is
    /// nobody.
    std::vector<std::string> operators;
};

/// What the process writes to standard error.
struct Log {
    std::string level = "info";   // or "debug", "warn", "error", "off"
    std::string format = "text";  // key=value; or "json", an object a line
};

/// Everything that can be set, with its defaults. What each key allows: keys.cpp.
struct Config {
    /// Where people reach the site, without a slash at its end; links in replies, mails and feeds begin with
    /// it. Recorded at the first start: another one is refused until `serve --i-know`. If only web.port is
    /// set, it is http://127.0.0.1 with that port.
    std::string public_url = "http://127.0.0.1:8080";
    std::string name = "SupportAwards";   // of the programme, on its pages and in its mails
    std::string language = "en";          // of pages without one in their path
    std::string database;                 // a file or postgresql://…; "" is <data>/db/supportawards.db
    std::filesystem::path data = "data";  // the folder for everything that is kept; see bot/installation.h
    Web web;
    Season season;
    std::vector<Season> seasons;  // [[season]]; if there is any, `season` is not looked at
    Desk desk;
    Listen listen;
    Networks networks;
    Detect detect;
    Nominate nominate;
    Publish publish;
    Mail mail;
    Log log;
};

}  // namespace config
