#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "bot/app/prepare.h"

namespace bot {

/// The daemon: every part, built in order from what it needs, and the jobs that move posts along. `serve` and
/// the end-to-end tests build the same one. Behind it are threads for requests, networks and jobs; its own
/// members are called from one.
class App {
public:
    /// What is prepared first; with `demo` it also shows the mails as pages.
    using Options = Preparation;
    /// Builds all and listens; what people do is acknowledged from here on. Without a clock: see
    /// Installation. Throws UserError or storage::Error.
    App(config::Config config, Options options, std::unique_ptr<Clock> clock = nullptr);
    App(App const&) = delete;
    ~App();

    /// Starts the jobs that repeat, each at once: listening, sending, mails, publishing, what is due by time.
    void start();
    /// Takes no more requests, lets those in flight and what each job is at end. False if some requests were
    /// still running at the deadline: the caller then leaves by _exit.
    bool stop(std::chrono::milliseconds deadline);

    /// The one it listens on, also where the settings said 0 for any.
    int port() const;
    /// What it stands on, for who works beside it in the same process: its store may be written to from any
    /// thread.
    Installation& installation();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace bot
