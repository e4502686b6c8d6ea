#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bot/base/clock.h"
#include "tests/tools/program.h"

namespace test::soak {

/// The real `supportawards serve` on one port and data folder, through all its restarts, on a clock that goes
/// faster than the real one.
class Daemon {
public:
    explicit Daemon(int haste);

    /// `networks` are sections of the configuration.
    void configure(std::vector<std::string> const& networks) const;

    int port() const { return port_; }
    bot::Clock const& clock() const { return clock_; }
    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path database() const { return data() / "db" / "supportawards.db"; }
    /// Goes on so much faster than real time.
    void hasten(int haste) { haste_ = haste; }

    /// Adds an operator and gives the link to sign in with.
    std::string add_operator(std::string const& name);
    /// `kill_at`: it kills itself there, as kill_point() says; "" never.
    void start(std::string const& kill_at = "");
    /// SIGKILL, and gone.
    void kill();
    /// SIGTERM. False if it did not end within five seconds.
    bool stop();
    /// It ended by itself.
    bool ended();
    /// Kilobytes that it holds and no file stands behind.
    long long anonymous_memory() const;
    /// Lines of its logs, through all restarts, that are errors.
    std::vector<std::string> const& errors() const { return errors_; }

private:
    Program::Words words(Program::Words more) const;
    Program::Variables variables(std::string const& kill_at = "") const;
    void read_log(std::string const& log);
    void hurry(std::stop_token const& stop);

    Folder const folder_;
    int const port_;
    bot::MovableClock const clock_;
    std::atomic<int> haste_;
    std::unique_ptr<Program> program_;
    std::vector<std::string> errors_;
    std::jthread time_;
};

}  // namespace test::soak
