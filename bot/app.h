#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "bot/installation.h"

namespace bot {

/// The daemon: every part, built in order from what it needs, and the jobs that move posts along. `serve` and
/// the end-to-end tests build the same one.
class App {
public:
    struct Options {
        bool demo = false;            // seeds the sample archive and shows the mails as pages
        bool new_public_url = false;  // take another public_url than the one recorded
    };
    /// Builds all and listens; what people do is acknowledged from here on. Without a clock: see
    /// Installation. Throws UserError or storage::Error.
    App(config::Config config, Options options, std::unique_ptr<Clock> clock = nullptr);
    App(App const&) = delete;
    ~App();

    /// Starts the jobs that repeat.
    void start();
    /// Takes no more requests, lets those in flight and what each job is at end. False if some requests were
    /// still running at the deadline: the caller then leaves by _exit.
    bool stop(std::chrono::milliseconds deadline);

    int port() const;
    Installation& installation();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace bot
