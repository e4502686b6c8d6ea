#include "bot/publish/pictures/painter.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <vector>

#include "bot/base/file.h"

namespace bot::publish::pictures {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t most_bytes = 16 * 1024 * 1024;  // of a picture

/// A child that is ended and waited for with its owner.
class Child {
public:
    Child(std::filesystem::path const& program, char const* format, FileDescriptor const& socket);
    Child(Child const&) = delete;
    ~Child() {
        if (pid_ > 0 && !status_) end();
    }
    /// Its status as waitpid() has it; absent if it runs longer than that.
    std::optional<int> wait_until(Steady::time_point end);

private:
    void end() {
        ::kill(pid_, SIGKILL);
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
    }
    pid_t pid_ = -1;
    std::optional<int> status_;
};

/// What fontconfig may be told by whoever hosts it; nothing else, so no secret either.
std::vector<std::string> environment() {
    std::vector<std::string> kept{"LANG=C.UTF-8"};
    for (auto const* name : {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS"})
        if (auto const* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
    return kept;
}

Child::Child(std::filesystem::path const& program, char const* format, FileDescriptor const& socket) {
    std::vector<std::string> words{program.string(), "draw-picture", format};
    auto variables = environment();
    auto const pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> all;
        for (auto& text : texts) all.push_back(text.data());
        all.push_back(nullptr);
        return all;
    };
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, socket.number(), 0);
    posix_spawn_file_actions_adddup2(&actions, socket.number(), 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    auto const failed = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, pointers(words).data(),
                                      pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw DrawError("the program that draws cannot be started");
}

/// Milliseconds for poll(): rounded up, so that it never spins.
int left_until(Steady::time_point end) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(end - Steady::now()).count();
    return static_cast<int>(std::max<long long>(left, 0));
}

std::optional<int> Child::wait_until(Steady::time_point end) {
    FileDescriptor const process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    pollfd ended{process.number(), POLLIN, 0};
    while (::poll(&ended, 1, left_until(end)) < 0 && errno == EINTR) continue;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) status_ = status;
    return status_;
}

/// Gives the child its input and takes what it answers, as both are ready. False if the time ran out. A child
/// that ends before it has read everything is no error here: its status tells.
bool exchange(FileDescriptor const& socket, std::string_view input, std::string& output,
              Steady::time_point end) {
    std::array<char, 64 * 1024> buffer{};
    for (;;) {
        pollfd ready{socket.number(), static_cast<short>(POLLIN | (input.empty() ? 0 : POLLOUT)), 0};
        auto const left = left_until(end);
        if (left == 0) return false;
        if (::poll(&ready, 1, left) <= 0) continue;
        if ((ready.revents & POLLOUT) != 0 && !input.empty()) {
            auto const sent =
                ::send(socket.number(), input.data(), input.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR) input = {};
            if (input.empty()) ::shutdown(socket.number(), SHUT_WR);
        }
        if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
        auto const got = ::recv(socket.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got <= 0) return true;
        output.append(buffer.data(), static_cast<std::size_t>(got));
        if (output.size() > most_bytes) throw DrawError("the picture would be too large");
    }
}

}  // namespace

std::string Painter::drawn_as(char const* format, std::string_view input) const {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw DrawError("there is no socket to talk to the program that draws");
    FileDescriptor const ours(ends[0]);
    FileDescriptor theirs(ends[1]);
    Child child(program_, format, theirs);
    theirs = FileDescriptor();
    auto const end = Steady::now() + at_most_;
    std::string output;
    auto const status = exchange(ours, input, output, end) ? child.wait_until(end) : std::nullopt;
    if (!status) throw DrawError(fmt::format("drawing took longer than {} ms", at_most_.count()));
    if (WIFSIGNALED(*status))
        throw DrawError(fmt::format("drawing was ended by signal {}", WTERMSIG(*status)));
    if (WEXITSTATUS(*status) != 0 || output.empty()) throw DrawError("the picture could not be drawn");
    return output;
}

}  // namespace bot::publish::pictures
