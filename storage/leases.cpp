#include "storage/leases.h"

#include <unistd.h>

#include <array>
#include <exception>
#include <utility>

#include "storage/engine/sql.h"

namespace storage {

namespace {

/// "host, process 123": for people who ask who has a lease; the token alone decides.
std::string this_process() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    return (host[0] == '\0' ? std::string("a machine without a name") : std::string(host.data())) +
           ", process " + std::to_string(::getpid());
}

}  // namespace

LeaseGuard::LeaseGuard(Store& store, std::string name, std::chrono::milliseconds lasts)
    : store_(store),
      name_(std::move(name)),
      lasts_(lasts),
      holder_(this_process()),
      exceptions_(std::uncaught_exceptions()) {}

LeaseGuard::~LeaseGuard() {
    if (std::uncaught_exceptions() > exceptions_) return;
    try {
        release();
    } catch (std::exception const&) {
        // It runs out by itself; why the database failed is told by the next who needs it.
    }
}

bool LeaseGuard::take(Time now) {
    if (renew(now)) return true;
    auto const until = now + lasts_;
    auto const token = store_.write([&](Write& write) {
        return select_first<long long>(write, R"(
            insert into leases (name, holder, token, until_time) values (:name, :holder, 1, :until)
            on conflict (name) do update set holder = excluded.holder, token = leases.token + 1,
            until_time = excluded.until_time where leases.until_time <= :now returning token)",
                                       use(name_, "name"), use(holder_, "holder"), use(until, "until"),
                                       use(now, "now"));
    });
    if (token) taken_ = {*token, until};
    return taken_.has_value();
}

bool LeaseGuard::renew(Time now) {
    return taken_ && store_.write([&](Write& write) { return renew(write, now); });
}

bool LeaseGuard::renew(Write& write, Time now) {
    if (!taken_) return false;
    auto const until = now + lasts_;
    auto const renewed =
        execute(write, "update leases set until_time = :until where name = :name and token = :token",
                use(until, "until"), use(name_, "name"), use(taken_->token, "token"));
    if (renewed == 0)
        taken_.reset();
    else
        taken_->until = until;
    return taken_.has_value();
}

bool LeaseGuard::held(Read const& read, Time now) const {
    return taken_ &&
           select_value<long long>(read, R"(
        select count(*) from leases where name = :name and token = :token and until_time > :now)",
                                   use(name_, "name"), use(taken_->token, "token"), use(now, "now")) == 1;
}

std::optional<Time> LeaseGuard::until() const {
    return taken_ ? std::optional(taken_->until) : std::nullopt;
}

void LeaseGuard::release() {
    if (auto const taken = std::exchange(taken_, std::nullopt))
        store_.write([&](Write& write) {
            execute(write, "update leases set until_time = 0 where name = :name and token = :token",
                    use(name_, "name"), use(taken->token, "token"));
        });
}

std::optional<LeaseHolder> lease_holder(Read const& read, std::string_view name, Time now) {
    auto const until = select_first<Time>(read, R"(
        select until_time from leases where name = :name and until_time > :now)",
                                          use(name, "name"), use(now, "now"));
    if (!until) return std::nullopt;
    auto holder =
        select_first<std::string>(read, "select holder from leases where name = :name", use(name, "name"));
    return LeaseHolder{std::move(holder).value_or(""), *until};
}

void end_leases(Write& write) {
    execute(write, "update leases set until_time = 0 where until_time > 0");
}

}  // namespace storage
