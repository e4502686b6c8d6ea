#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/networks.h"

namespace config {

struct Web {
    std::string address = "127.0.0.1";
    int port = 8080;
    std::vector<std::string> trusted_proxies;
    int threads = 4;
    int requests_at_once = 64;
    int body_limit_kb = 64;
    std::chrono::hours session{12};
};

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

struct Desk {
    std::chrono::seconds undo{10};
    std::chrono::minutes lease{5};
    std::chrono::hours put_off{4};
    int invitations_a_day = 20;  // per network, where its policy says nothing stricter
    int company_invitations_a_day = 3;
    std::chrono::hours late_after{72};  // older posts go to the lane "thank quietly"
    double candidate_from = 0;          // probability; 0 is the model's own threshold
    double likely_from = 0;
};

struct Listen {
    std::chrono::seconds back_off{30};  // after the first failure; doubles with each, with jitter
    std::chrono::minutes back_off_limit{60};
};

struct Detect {
    std::string model;                   // a file; "" is the one built in
    std::string companies;               // a CSV file that seeds companies; "" is the one built in
    std::vector<std::string> languages;  // posts in other languages are only counted; empty is all
    bool learn = true;                   // refit weekly to the desk's decisions
};

struct Nominate {
    int per_address_a_day = 50;  // from one network prefix
    int per_person_a_day = 10;
    std::chrono::hours confirm_within{7 * 24};
    int story_limit = 2000;  // characters
    std::chrono::days follow_up_after{14};
};

struct Publish {
    std::chrono::seconds interval{5};
};

struct Mail {
    std::string
        outbox;  // a folder that gets the mails instead of a server; "" with no smtp_host is <data>/outbox
    std::string smtp_host;
    int smtp_port = 587;
    std::string smtp_security = "starttls";
    std::string smtp_user;
    std::string smtp_password;
    std::string from = "awards@localhost.localdomain";
    std::vector<std::string> operators;  // who is told when a network needs a hand
};

struct Log {
    std::string level = "info";
    std::string format = "text";
};

/// A day of the settings (Season, and dates given to commands): YYYY-MM-DD; empty if it is something else, or no
/// day of the calendar.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);

/// Everything that can be set, with its defaults. What each means and allows: keys.cpp, and for people
/// config/supportawards.example.toml.
struct Config {
    std::string public_url = "http://127.0.0.1:8080";
    std::string name = "SupportAwards";
    std::string language = "en";
    std::string database;  // "" is <data>/db/supportawards.db
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
