#pragma once

#include <chrono>
#include <map>
#include <semaphore>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"

// Who takes a domain's mail, as DNS has it (MX records, RFC 5321 §5.1). The only place with c-ares.
namespace bot::transport {

/// A host that takes mail.
struct MailHost {
    int preference = 0;  // lower ones are tried first
    std::string host;    // in lower case, without a dot at its end
    friend bool operator==(MailHost const&, MailHost const&) = default;
};

/// How it is asked.
struct DnsSettings {
    /// "192.0.2.53", "[2001:db8::53]:5353"; none are the system's (resolv.conf).
    std::vector<std::string> name_servers{};
    std::chrono::milliseconds deadline{1'500};  // for one domain, all servers and tries together
};

/// Asks and remembers: an answer for an hour, that there was none for a minute. At most eight domains are
/// asked at once; more get no answer, so that a slow name server holds nobody else. Any thread.
class MailHosts {
public:
    /// Throws std::runtime_error if c-ares cannot be used.
    MailHosts(DnsSettings settings, Clock const& clock);
    MailHosts(MailHosts const&) = delete;

    /// Empty if the domain has none, or nobody answered in time. Blocks up to the deadline. `domain` is
    /// ASCII.
    std::vector<MailHost> of(std::string const& domain);

private:
    struct Known {
        std::vector<MailHost> hosts;
        Time until{};
    };
    void remember(std::string const& domain, Known known);

    static constexpr std::ptrdiff_t most_at_once = 8;
    DnsSettings const settings_;
    Clock const& clock_;
    std::counting_semaphore<most_at_once> free_{most_at_once};
    Mutex mutex_;
    std::map<std::string, Known> known_ GUARDED_BY(mutex_);
};

}  // namespace bot::transport
