#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/networks.h"

// All settings of the program as one struct with its defaults. Only the app (bot/app, bot/commands,
// bot/check) includes this header; every other part has a settings struct of its own, which
// bot/app/settings.cpp fills. What a value may be is checked once, while it is read (key_table.h, rules.cpp):
// where a Config is, its values may be relied on.

namespace config {

/// Our own HTTP server.
struct Web {
    std::string address = "127.0.0.1";  // another than loopback only together with trusted_proxies
    int port = 8080;
    std::vector<std::string> trusted_proxies;  // IP addresses whose X-Forwarded-For is believed
    int threads = 4;
    int requests_at_once = 64;       // more get 503
    int body_limit_kb = 64;          // the longest form, in KiB
    std::chrono::hours session{12};  // an operator is signed out after so long without a click
};

/// The season that takes nominations. Once it is open its published rules stand, whatever is set here.
struct Season {
    std::string id;  // part of addresses; "" is the year it opens in
    std::string name = "Season 1";
    std::string opens;   // YYYY-MM-DD; "" is the day of the first start
    std::string closes;  // YYYY-MM-DD; "" is 90 days after it opens
    std::vector<std::string> categories{"empathy", "knowledge", "professionalism", "team"};
    std::chrono::days announced_after{21};  // after it closes
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
    int invitations_a_day = 20;     // per network, where its policy says nothing stricter
    int company_invitations_a_day = 3;
    std::chrono::hours late_after{72};  // older posts go to the lane "thank quietly"
    double candidate_from = 0;          // probability; 0 is the model's own threshold
    double likely_from = 0;             // the same for the lane "likely"
};

/// What all networks share; each one's own section is in networks.h.
struct Listen {
    std::chrono::seconds back_off{30};        // after the first failure; doubles with each, with jitter
    std::chrono::minutes back_off_limit{60};  // the longest such wait
};

/// Telling praise from other posts.
struct Detect {
    std::string model;      // a file; "" is the one built in
    std::string companies;  // a CSV file that seeds companies; "" is the one built in, "demo" the sample
    std::vector<std::string> languages;  // posts in other languages are only counted; empty is all
    bool learn = true;                   // refit weekly to the desk's decisions
};

/// The public form.
struct Nominate {
    int per_address_a_day = 50;                 // from one network prefix
    int per_person_a_day = 10;                  // with one mail address
    std::chrono::hours confirm_within{7 * 24};  // the link in the mail works for so long
    int story_limit = 2000;                     // characters
    std::chrono::days follow_up_after{14};      // after confirming: "did it end well?"
};

/// The public site as files.
struct Publish {
    std::chrono::seconds interval{5};  // between two writings of pages that changed
};

/// To nominators and operators; by SMTP, or into a folder.
struct Mail {
    /// A folder that gets the mails instead of a server; "" with no smtp_host is <data>/outbox.
    std::string outbox;
    std::string smtp_host;  // "" writes files instead
    int smtp_port = 587;
    std::string smtp_security = "starttls";  // or "tls" (from the first byte), "none"
    std::string smtp_user;                   // "" does not sign in
    std::string smtp_password;
    std::string from = "awards@localhost.localdomain";  // must be changed before a server takes mails
    std::vector<std::string> operators;                 // who is told when a network needs a hand
};

/// What the process writes to standard error.
struct Log {
    std::string level = "info";   // or "debug", "warn", "error", "off"
    std::string format = "text";  // key=value; or "json", an object a line
};

/// Everything that can be set, with its defaults. What each means and allows: keys.cpp, and for people
/// config/supportawards.example.toml.
struct Config {
    std::string public_url = "http://127.0.0.1:8080";  // without a slash at its end
    std::string name = "SupportAwards";
    std::string language = "en";  // of pages without one in their path
    std::string database;         // a file or postgresql://…; "" is <data>/db/supportawards.db
    std::filesystem::path data = "data";
    Web web;
    Season season;
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
