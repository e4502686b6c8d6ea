#include "tests/end_to_end/running_app.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "bot/base/log.h"

namespace test {
namespace {

using namespace std::chrono_literals;

/// The test's clock, owned by the daemon.
class Borrowed : public bot::Clock {
public:
    explicit Borrowed(bot::Clock const& clock) : clock_(clock) {}
    bot::Time now() const override { return clock_.now(); }
    std::chrono::milliseconds running() const override { return clock_.running(); }

private:
    bot::Clock const& clock_;
};

std::string text_of(std::filesystem::path const& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

RunningApp::RunningApp(std::string const& engine, std::vector<std::string> const& posts,
                       std::function<void(config::Config&)> adjust)
    : database(engine, folder), adjust_(std::move(adjust)) {
    std::ofstream archive(folder / "posts.jsonl");
    for (auto const& post : posts) archive << post << "\n";
    archive.close();
    start();
}

void RunningApp::start() {
    bot::log::start({"debug", "text", folder / "log"});
    config::Config config;
    config.data = folder / "data";
    config.database = database.url;
    config.web.port = 0;
    config.season.batch = 1;
    config.publish.interval = 1s;
    config.detect.companies = "demo";
    config.nominate.ask_mail_servers = false;
    config.networks.archive.enabled = true;
    config.networks.archive.paths = {(folder / "posts.jsonl").string()};
    if (adjust_) adjust_(config);
    bot::App::Options options;
    options.demo = true;
    app = std::make_unique<bot::App>(config, options, std::make_unique<Borrowed>(clock));
    app->start();
}

void RunningApp::restart() {
    app->stop(3s);
    app.reset();
    start();
}

std::string RunningApp::eventually(std::function<std::string()> const& there) {
    auto const deadline = std::chrono::steady_clock::now() + 20s;
    for (;;) {
        if (auto found = there(); !found.empty() || std::chrono::steady_clock::now() > deadline) return found;
        std::this_thread::sleep_for(20ms);
    }
}

std::string RunningApp::file(std::string const& name) const {
    return text_of(folder / "data" / name);
}
std::string RunningApp::logged() const {
    return text_of(folder / "log");
}

std::string between(std::string const& text, std::string const& before, std::string const& after) {
    auto const start = text.find(before);
    if (start == text.npos) return "";
    auto const from = start + before.size();
    auto const end = text.find(after, from);
    return end == text.npos ? "" : text.substr(from, end - from);
}

}  // namespace test
