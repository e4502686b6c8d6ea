#include "tests/soak/daemon.h"

#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/tools/free_port.h"

namespace test::soak {
namespace {

using namespace std::chrono_literals;

constexpr auto tick = 50ms;
constexpr auto to_start = 60s;

}  // namespace

Daemon::Daemon(int haste) : port_(free_port()), clock_(folder_ / "clock"), haste_(haste) {
    time_ = std::jthread([this](std::stop_token const& stop) { hurry(stop); });
}

void Daemon::configure(std::vector<std::string> const& networks) const {
    std::ofstream config(folder_ / "soak.toml");
    config << "public_url = \"http://127.0.0.1:" << port_ << "\"\n"
           << "[web]\nport = " << port_ << "\nsession_hours = 720\n"
           << "[desk]\nundo_seconds = 20\ninvitations_a_day = 1000\ncompany_invitations_a_day = 1000\n"
           << "[listen]\nback_off_seconds = 1\nback_off_limit_minutes = 1\n"
           << "[detect]\ncompanies = \"demo\"\n"
           << "[networks]\nprivate_addresses = true\n";
    for (auto const& network : networks) config << network;
}

void Daemon::hurry(std::stop_token const& stop) {
    auto const part = folder_ / "clock.part";
    for (std::chrono::milliseconds moved{0}; !stop.stop_requested(); std::this_thread::sleep_for(tick)) {
        std::ofstream(part) << moved.count();
        std::filesystem::rename(part, folder_ / "clock");
        moved += tick * (haste_ - 1);
    }
}

Program::Words Daemon::words(Program::Words more) const {
    Program::Words all{"--config", (folder_ / "soak.toml").string(), "--data", (folder_ / "data").string()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

Program::Variables Daemon::variables(std::string const& kill_at) const {
    Program::Variables all{{"SUPPORTAWARDS_CLOCK_FILE", (folder_ / "clock").string()}};
    if (!kill_at.empty()) all.emplace("SUPPORTAWARDS_KILL_AT", kill_at);
    return all;
}

std::string Daemon::add_operator(std::string const& name) {
    auto const ran = run(words({"operator", "add", name}), variables());
    if (ran.code != 0) throw std::runtime_error("the operator could not be added: " + ran.error);
    return ran.out.substr(0, ran.out.find('\n'));
}

void Daemon::start(std::string const& kill_at) {
    program_ = std::make_unique<Program>(words({"serve"}), variables(kill_at));
    if (!program_->says("Ctrl-C stops it.", to_start) && kill_at.empty())
        throw std::runtime_error("the daemon does not start: " + program_->said());
}

void Daemon::read_log(std::string const& log) {
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);)
        if (line.find("level=error") != line.npos) errors_.push_back(line);
}

void Daemon::kill() {
    if (!program_->ended()) program_->signal(SIGKILL);
    read_log(program_->end().error);
}

bool Daemon::stop() {
    if (!program_->ended()) program_->signal(SIGTERM);
    auto const ran = program_->end(5s);
    read_log(ran.error);
    return ran.code != 128 + SIGKILL;
}

bool Daemon::ended() {
    return program_->ended();
}

long long Daemon::anonymous_memory() const {
    std::ifstream status("/proc/" + std::to_string(program_->pid()) + "/status");
    for (std::string word; status >> word;)
        if (long long kilobytes = 0; word == "RssAnon:" && status >> kilobytes) return kilobytes;
    return 0;
}

}  // namespace test::soak
