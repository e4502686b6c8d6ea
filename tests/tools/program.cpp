#include "tests/tools/program.h"
#include "tests/tools/paths.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace test {
namespace {

using namespace std::chrono_literals;

std::string text_of(std::filesystem::path const& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (auto& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

Program::Program(Words const& words, Variables const& variables) {
    Words typed{program_file()};
    typed.insert(typed.end(), words.begin(), words.end());
    Words environment;
    for (auto const& [name, value] : variables) environment.push_back(name + "=" + value);
    auto const in_folder = folder_.path.string();
    auto const out = (folder_ / "out").string(), error = (folder_ / "error").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, error.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, in_folder.c_str());
    auto const failed = ::posix_spawn(&pid_, typed[0].c_str(), &actions, nullptr, pointers(typed).data(),
                                      pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("the program cannot be started: " + program_file());
}

Program::~Program() {
    if (!ended()) end(0s);
}

void Program::signal(int number) const {
    ::kill(pid_, number);
}

bool Program::ended() {
    if (!over_) over_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
    return over_;
}

std::string Program::said() const {
    return text_of(folder_ / "out") + text_of(folder_ / "error");
}

bool Program::says(std::string const& words, std::chrono::seconds at_most) {
    auto const deadline = std::chrono::steady_clock::now() + at_most;
    while (said().find(words) == std::string::npos) {
        if (ended() || std::chrono::steady_clock::now() > deadline)
            return said().find(words) != std::string::npos;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

Ran Program::end(std::chrono::seconds at_most) {
    auto const deadline = std::chrono::steady_clock::now() + at_most;
    while (!ended()) {
        if (std::chrono::steady_clock::now() > deadline) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, &status_, 0);
            over_ = true;
        } else {
            std::this_thread::sleep_for(5ms);
        }
    }
    auto const code = WIFEXITED(status_) ? WEXITSTATUS(status_) : 128 + WTERMSIG(status_);
    return {code, text_of(folder_ / "out"), text_of(folder_ / "error")};
}

Ran run(Program::Words const& words, Program::Variables const& variables) {
    Program program(words, variables);
    return program.end(60s);
}

}  // namespace test
