#include "bot/transport/mail_hosts.h"

#include <ares.h>
#include <poll.h>

#include <array>
#include <memory>
#include <optional>
#include <stdexcept>

#include "bot/base/strings.h"

namespace bot::transport {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t most_known = 10'000;
constexpr int internet = 1, mail_exchange = 15;  // RFC 1035 §3.2: class IN, type MX

struct Destroy {
    void operator()(ares_channel channel) const noexcept { ares_destroy(channel); }
};
using Channel = std::unique_ptr<std::remove_pointer_t<ares_channel>, Destroy>;

/// Set by the callback. No hosts and `answered`: the domain has none.
struct Answer {
    bool done = false, answered = false;
    std::vector<MailHost> hosts{};
};

void take(void* to, int status, int, unsigned char* bytes, int length) {
    auto& answer = *static_cast<Answer*>(to);
    answer.done = true;
    answer.answered = status == ARES_SUCCESS || status == ARES_ENODATA || status == ARES_ENOTFOUND;
    ares_mx_reply* first = nullptr;
    if (status != ARES_SUCCESS || ares_parse_mx_reply(bytes, length, &first) != ARES_SUCCESS) return;
    for (auto const* one = first; one != nullptr; one = one->next) {
        auto const host = lower_ascii(one->host);
        answer.hosts.push_back({one->priority, std::string(trimmed(host, "."))});
    }
    ares_free_data(first);
}

Channel channel_for(DnsSettings const& settings) {
    ares_options options{};
    options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
    options.timeout = static_cast<int>(settings.deadline.count()) / 2;
    options.tries = 2;
    ares_channel made = nullptr;
    auto const mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES;
    if (ares_init_options(&made, &options, mask) != ARES_SUCCESS) return nullptr;
    Channel channel(made);
    std::string servers;
    for (auto const& server : settings.name_servers) servers += (servers.empty() ? "" : ",") + server;
    if (!servers.empty() && ares_set_servers_ports_csv(made, servers.c_str()) != ARES_SUCCESS) return nullptr;
    return channel;
}

/// Waits for what c-ares waits for, once.
void step(ares_channel channel, std::chrono::milliseconds longest) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    auto const wanted = ares_getsock(channel, sockets.data(), static_cast<int>(sockets.size()));
    std::vector<pollfd> waiting;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        auto const bit = static_cast<unsigned>(i);
        bool const reads = (static_cast<unsigned>(wanted) & (1U << bit)) != 0;
        bool const writes = (static_cast<unsigned>(wanted) & (1U << (bit + ARES_GETSOCK_MAXNUM))) != 0;
        if (reads || writes)
            waiting.push_back(
                {sockets[i], static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0});
    }
    timeval most{static_cast<time_t>(longest.count() / 1000),
                 static_cast<suseconds_t>(longest.count() % 1000 * 1000)};
    timeval own{};
    auto const* next = ares_timeout(channel, &most, &own);
    auto const wait = static_cast<int>(next->tv_sec * 1000 + next->tv_usec / 1000 + 1);
    ::poll(waiting.data(), waiting.size(), wait);
    for (auto const& one : waiting)
        ares_process_fd(channel, (one.revents & ~POLLOUT) != 0 ? one.fd : ARES_SOCKET_BAD,
                        (one.revents & POLLOUT) != 0 ? one.fd : ARES_SOCKET_BAD);
    ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);  // What has run out of time.
}

Answer ask(DnsSettings const& settings, std::string const& domain) {
    Answer answer;
    auto const channel = channel_for(settings);
    if (!channel) return answer;
    auto const deadline = steady_clock::now() + settings.deadline;
    ares_query(channel.get(), domain.c_str(), internet, mail_exchange, take, &answer);
    while (!answer.done) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
        if (left <= 0ms)
            ares_cancel(channel.get());  // Calls back.
        else
            step(channel.get(), left);
    }
    return answer;
}

}  // namespace

MailHosts::MailHosts(DnsSettings settings, Clock const& clock)
    : settings_(std::move(settings)), clock_(clock) {
    static int const ready = ares_library_init(ARES_LIB_INIT_ALL);
    if (ready != ARES_SUCCESS) throw std::runtime_error("DNS cannot be asked: c-ares does not start");
}

std::vector<MailHost> MailHosts::of(std::string const& domain) {
    {
        Hold const hold(mutex_);
        auto const found = known_.find(domain);
        if (found != known_.end() && clock_.now() < found->second.until) return found->second.hosts;
    }
    if (!free_.try_acquire()) return {};
    auto answer = ask(settings_, domain);
    free_.release();
    remember(domain, {answer.hosts, clock_.now() + (answer.answered ? std::chrono::minutes(60) : 1min)});
    return std::move(answer.hosts);
}

void MailHosts::remember(std::string const& domain, Known known) {
    Hold const hold(mutex_);
    if (known_.size() >= most_known) known_.clear();
    known_[domain] = std::move(known);
}

}  // namespace bot::transport
