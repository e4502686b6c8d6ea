#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/networks/network.h"
#include "tests/fakes/http_server.h"

namespace test {

/// One network's part in the suite that all of them pass. Its answers are the files tests/fixtures/<name>/:
///   ordinary, empty            what a search gives
///   first_page, last_page      a search that takes two answers; a post may be in both
///   refused                    what comes with `refused_status` when the token is no good
///   parent, deleted_parent     what look() is given of a post of `ordinary`; only if there is an answerer
///   missing_parent             the same of one that was never there, with `missing_status`
struct Connector {
    /// What a test gives: the fake server's address, how long to wait for it, and the time. Settings are such
    /// that posts of the day before the clock's start are found; secrets are called "secret-…".
    struct On {
        std::string base;
        std::chrono::milliseconds timeout;
        bot::Clock const& clock;
    };
    std::string name;
    std::function<bot::networks::Network(On const&)> connect;
    std::string search_path;  // what a search asks
    std::string ending = ".json";
    std::string content_type = "application/json";
    std::vector<std::string> ordinary{};  // native ids in the order in which they are given
    std::vector<std::string> paged{};     // the same of first_page and last_page; none if it has no pages
    char prefix_ends_with = '\0';         // what stands before it in an id depends on the server's address
    /// Told to the server before every test: answers to what is asked besides the search.
    std::function<void(HttpServer&)> prepare{};

    int refused_status = 401;
    bool renews = false;             // gets another token by itself, so that being refused once is no failure
    bool follows_redirects = false;  // without any credentials

    std::string parent{};  // the post of `ordinary` that look() is asked for
    std::string look_path{};
    int missing_status = 404;
};

/// Every network that is asked over HTTP; one line each, in conformance.cpp.
std::vector<Connector> const& connectors();

Connector bluesky_connector();
Connector hackernews_connector();
Connector rss_connector();
Connector reddit_connector();
Connector mastodon_connector();
Connector lemmy_connector();
Connector x_connector();

}  // namespace test
