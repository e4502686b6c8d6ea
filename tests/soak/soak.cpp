#include "tests/soak/soak.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <thread>

#include "tests/soak/promises.h"

namespace test::soak {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// Each in the midst of something, beside SIGKILL at any moment.
constexpr std::array kill_points{"sender.leased",       "sender.composed",   "sender.committed",
                                 "sender.called",       "sender.recorded",   "sender.found",
                                 "sender.again",        "desk.approving",    "desk.approved",
                                 "bluesky.before_send", "bluesky.after_send"};
constexpr auto longest_silence = 120s;
constexpr auto longest_settling = 600s;
constexpr int settling_haste = 120;

long long asked(Networks const& networks) {
    long long all = 0;
    for (auto const& network : networks) all += network->asked();
    return all;
}

std::string line(std::string const& name, std::string const& value) {
    return fmt::format("  {:<36}{:>12}\n", name, value);
}
std::string line(std::string const& name, long long value) {
    return line(name, std::to_string(value));
}

/// One run.
class Run {
public:
    explicit Run(Plan const& plan);
    Report report();

private:
    Network& network(std::string const& name) const;
    void write();
    void step();
    void wait_for_requests(long long more);
    void maybe_restart();
    void restart_in(std::string const& way);
    void settle();
    void sample_memory();
    std::string table(Broken const& broken);
    bool over() const;
    double done() const;

    Plan const plan_;
    Chance chance_;
    Faults faults_;
    Daemon daemon_;
    Networks networks_;
    Database const database_;
    std::unique_ptr<Operator> operator_;
    steady_clock::time_point const began_ = steady_clock::now();
    int steps_ = 0, restarts_ = 0;
    std::map<std::string, long long> restarted_, did_;
    std::vector<std::string> broken_;
    std::vector<long long> memory_;  // of the process that lives longest, the last
};

Run::Run(Plan const& plan)
    : plan_(plan),
      chance_(plan.seed, "run"),
      faults_(plan.hangs),
      daemon_(plan.haste),
      database_(daemon_.database()) {
    for (auto const& make : {mastodon, bluesky, lemmy, hackernews, rss, x})
        networks_.push_back(make(plan.seed, faults_, daemon_.clock()));
    std::vector<std::string> settings;
    for (auto const& network : networks_) settings.push_back(network->settings());
    daemon_.configure(settings);
    auto const link = daemon_.add_operator("ana");
    for (auto const& network : networks_) network->prepare(daemon_.data());
    daemon_.start();
    operator_ = std::make_unique<Operator>(
        daemon_.port(), link, Chance(plan.seed, "operator"), database_,
        [this](std::string const& name, std::string const& mark) {
            return std::ranges::any_of(network(name).arrivals(), [&](Arrival const& arrival) {
                return arrival.words.find(mark) != std::string::npos;
            });
        },
        [this](std::string const& name, std::string const& post, std::string const& words) {
            network(name).answer_by_hand(post, words);
        });
}

Network& Run::network(std::string const& name) const {
    return **std::ranges::find(networks_, name, [](auto const& one) { return one->name; });
}

/// From 0 to 1.
double Run::done() const {
    if (plan_.lasts > 0min)
        return std::chrono::duration<double>(steady_clock::now() - began_) /
               std::chrono::duration<double>(plan_.lasts);
    return static_cast<double>(networks_.front()->posts().size()) / plan_.posts;
}

bool Run::over() const {
    return done() >= 1;
}

/// Mostly one or two, now and then more than a page.
void Run::write() {
    for (auto const& network : networks_) {
        auto many = chance_.between(0, 2);
        if (chance_.below(200) == 0) many = chance_.between(20, 80);
        for (; many > 0; --many) network->write();
    }
}

void Run::wait_for_requests(long long more) {
    auto const wanted = asked(networks_) + more;
    auto const deadline = steady_clock::now() + longest_silence;
    while (asked(networks_) < wanted) {
        if (daemon_.ended()) return restart_in("killed itself in the midst of something");
        if (steady_clock::now() > deadline) throw std::runtime_error("the daemon asks for nothing any more");
        std::this_thread::sleep_for(20ms);
    }
}

void Run::step() {
    ++steps_;
    write();
    auto const until = steady_clock::now() + (plan_.lasts > 0min ? 1s : 0s);
    wait_for_requests(5);
    std::this_thread::sleep_until(until);
    maybe_restart();
    if (steps_ % 10 == 0) sample_memory();
}

void Run::maybe_restart() {
    // In the last third the memory of one process is looked at.
    if (restarts_ >= plan_.restarts || done() < 0.66 * (restarts_ + 1) / (plan_.restarts + 1)) return;
    constexpr std::array ways{"SIGKILL", "SIGTERM", "SIGKILL at a kill point"};
    restart_in(restarts_ < 3 ? ways[static_cast<std::size_t>(restarts_)]
                             : ways[static_cast<std::size_t>(chance_.below(3))]);
}

void Run::restart_in(std::string const& way) {
    ++restarted_[way];
    std::string kill_at;
    if (way == "SIGTERM") {
        if (!daemon_.stop()) broken_.push_back("SIGTERM did not end the daemon within five seconds");
        ++restarts_;
    } else {
        daemon_.kill();
        if (way != "killed itself in the midst of something") ++restarts_;
        if (way == "SIGKILL at a kill point")
            kill_at = kill_points[static_cast<std::size_t>(chance_.below(kill_points.size()))];
    }
    memory_.clear();
    daemon_.start(kill_at);
}

void Run::sample_memory() {
    memory_.push_back(daemon_.anonymous_memory());
}

/// Nothing more is written and nothing more goes wrong; what is under way comes to its end.
void Run::settle() {
    operator_->stop();
    did_ = operator_->did();
    faults_.end();
    daemon_.hasten(std::max(plan_.haste, settling_haste));
    auto const deadline = steady_clock::now() + longest_settling;
    while (!settled(networks_, database_)) {
        if (daemon_.ended()) restart_in("killed itself in the midst of something");
        if (steady_clock::now() > deadline) return;
        std::this_thread::sleep_for(100ms);
    }
    // Had something been seen twice, it would show now: each network is asked some times more.
    wait_for_requests(40);
}

std::string Run::table(Broken const& broken) {
    auto text = fmt::format("seed {}\n\n  {:<14}{:>9}{:>9}{:>9}{:>9}{:>9}\n", plan_.seed, "network",
                            "written", "seen", "queued", "arrived", "requests");
    for (auto const& one : standings(networks_, database_))
        text += fmt::format("  {:<14}{:>9}{:>9}{:>9}{:>9}{:>9}\n", one.network, one.written, one.seen,
                            one.queued, one.arrived, one.asked);
    text += "\n faults\n";
    for (auto const& [kind, times] : faults_.dealt()) text += line(kind, times);
    text += "\n restarts\n";
    for (auto const& [way, times] : restarted_) text += line(way, times);
    text += "\n the operator\n";
    for (auto const& [what, times] : did_) text += line(what, times);
    std::map<std::string, long long> states;
    for (auto const& reply : database_.replies())
        ++states[reply.way + ": " + reply.state + (reply.outcome.empty() ? "" : " (" + reply.outcome + ")")];
    text += "\n replies\n";
    for (auto const& [state, times] : states) text += line(state, times);
    text += "\n the last process, anonymous memory (kB)\n";
    if (!memory_.empty())
        text += line("start", memory_.front()) + line("middle", memory_[memory_.size() / 2]) +
                line("end", memory_.back());
    text += "\n";
    text += line("errors in the log", static_cast<long long>(daemon_.errors().size()));
    for (std::size_t i = 0; i < std::min<std::size_t>(daemon_.errors().size(), 10); ++i)
        text += "    " + daemon_.errors()[i] + "\n";
    text += line("twice", broken.twice) + line("lost", broken.lost);
    return text;
}

Report Run::report() {
    try {
        while (!over()) step();
        settle();
    } catch (std::exception const& error) {
        operator_->stop();
        did_ = operator_->did();
        broken_.push_back(error.what());
    }
    sample_memory();
    if (!daemon_.stop()) broken_.push_back("SIGTERM did not end the daemon within five seconds");
    auto const broken = broken_promises(networks_, database_);
    broken_.insert(broken_.end(), broken.what.begin(), broken.what.end());
    return {table(broken), broken_};
}

}  // namespace

Report soak(Plan const& plan) {
    return Run(plan).report();
}

}  // namespace test::soak
