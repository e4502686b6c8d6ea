#pragma once

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace test {

/// A name server on a free loopback port (UDP) that knows MX records only.
class DnsServer {
public:
    DnsServer();
    DnsServer(DnsServer const&) = delete;
    ~DnsServer();

    /// "127.0.0.1:PORT", as the settings take it.
    std::string address() const;
    /// From now on that domain's mail goes there; preference and host each. A domain it was not told of does
    /// not exist.
    void answer(std::string const& domain, std::vector<std::pair<int, std::string>> hosts);
    /// From now on it says nothing.
    void fall_silent();
    /// The domains it was asked for, in order.
    std::vector<std::string> asked() const;

private:
    void serve(std::stop_token const& stop);
    std::string reply_to(std::string const& question);

    int socket_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<std::pair<int, std::string>>> known_;  // guarded by mutex_
    bool silent_ = false;                                                    // guarded by mutex_
    std::vector<std::string> asked_;                                         // guarded by mutex_
    std::jthread thread_;
};

}  // namespace test
