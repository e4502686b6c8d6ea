#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bot/app.h"
#include "tests/bot/web/site.h"
#include "tests/tools/world.h"

namespace test {

/// The whole daemon as `serve` builds it, on a free loopback port, with a clock that the test moves and an
/// archive of the posts given (JSON, one each). Its jobs run by themselves.
class RunningApp {
public:
    /// `adjust` changes the settings of the test.
    RunningApp(std::string const& engine, std::vector<std::string> const& posts,
               std::function<void(config::Config&)> adjust = {});

    Browser browser() const { return Browser(app->port()); }
    /// Stops it as SIGTERM does and builds it again on the same folder.
    void restart();
    /// Waits until `there` gives something other than "", and gives that; "" if it does not in time.
    static std::string eventually(std::function<std::string()> const& there);
    /// The text of a file in the data folder; "" if there is none.
    std::string file(std::string const& name) const;
    /// Everything it logged.
    std::string logged() const;

    Folder folder;
    Database database;
    ManualClock clock;
    std::unique_ptr<bot::App> app;

private:
    void start();

    std::function<void(config::Config&)> const adjust_;
};

/// The part of `text` between the two; "" if they are not there.
std::string between(std::string const& text, std::string const& before, std::string const& after);

}  // namespace test
