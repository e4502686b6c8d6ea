#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "bot/base/clock.h"
#include "tests/fakes/http_server.h"
#include "tests/soak/chance.h"

namespace test::soak {

/// What goes wrong with one exchange. Those of the second group come after the server did what was asked.
enum class Fault {
    none,
    too_many,         // 429, with what the network says of its limit
    too_many_silent,  // 429 and nothing more
    unavailable,      // 500, 502 or 503 with a page of HTML
    reset,
    hang,  // until the client's time is up
    // After it was done:
    lost_unavailable,
    lost_reset,
    lost_hang,
    lost_drip,
    garbage,       // bytes that are nothing
    truncated,     // the first half of the JSON, with the length of that half
    cut,           // the length of the whole and half of it
    page_instead,  // 200 with HTML
    empty_object,  // 200 with {}
    slow,          // all of it, bit by bit
};

/// How a network tells that it was asked too often.
using TooMany = std::function<HttpAnswer(std::chrono::seconds away)>;

/// Deals faults and counts them. Any thread.
class Faults {
public:
    /// `hangs`: some exchanges last until the client's time is up, which is half a minute each.
    explicit Faults(bool hangs) : hangs_(hangs) {}

    /// From now on nothing goes wrong.
    void end();
    Fault next(Chance& chance);
    static bool before_it_is_done(Fault fault) { return fault > Fault::none && fault <= Fault::hang; }
    static std::string_view name_of(Fault fault);
    /// The answer that this fault makes of the honest one (which is not looked at if the fault comes before).
    static HttpAnswer spoiled(Fault fault, Chance& chance, HttpAnswer honest, TooMany const& too_many);
    std::map<std::string, long long> dealt() const;
    /// Also counts one that a network made of its own, like an expired token.
    void count(std::string const& kind);

private:
    bool const hangs_;
    mutable std::mutex mutex_;  // guards all below
    bool ended_ = false;
    std::map<std::string, long long> dealt_;
};

}  // namespace test::soak
