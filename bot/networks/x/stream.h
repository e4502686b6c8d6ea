#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/x/budget.h"
#include "bot/networks/x/post.h"
#include "bot/networks/x/server.h"

namespace bot::transport {
class EventStream;
struct StreamTaken;
}  // namespace bot::transport

// X's filtered stream (docs.x.com: filtered stream): rules say what it sends, and each post that it sends is
// paid for. It cannot be told no and cannot be asked again, so money is booked ahead, and gaps are searched.
namespace bot::networks {

/// A line of X's filtered stream.
struct XStreamLine {
    std::optional<XPost> post;         // absent if it has none that can be read
    std::vector<std::string> rules;    // ids of those that it matches
    std::optional<std::string> error;  // what X says is wrong, e.g. why it ends the connection
    bool foreign = false;              // not even the beginning of JSON: nothing of X's, and no post in it
    /// What came with it; absent if it cannot be read at all, so that nobody knows.
    std::optional<ApiCost> bill;
};

/// `us` may be null. Takes any bytes.
XStreamLine read_x_line(std::string_view line, XAccount const* us);

/// What the filtered stream is filtered by (docs.x.com: filtered stream, rules). They belong to the
/// application and outlive connections and restarts.
struct XRules {
    std::map<std::string, std::string> searches;  // by the rule's id
    std::vector<Skipped> refused;                 // searches that X takes for no rule, with what it said
    std::size_t of_others = 0;                    // rules of the application that are not ours
    int not_allowed = 0;                          // the status if the plan has no stream: all else is empty
};

/// Makes our rules, which carry a tag of ours, those searches: new ones are tried first (dry_run), then
/// added; then those that nobody wants are taken away. Rules of others are left alone. Costs nothing. Throws
/// NetworkError.
XRules sync_x_rules(XServer& server, std::vector<std::string> const& searches);

/// X's filtered stream: keeps its rules as the searches are, collects in the background what X sends, and
/// pays for each post. It has no memory: what was written while it was not connected is to be searched for.
/// One thread at a time.
class XStream {
public:
    /// `clock` outlives it.
    XStream(std::shared_ptr<XServer> server, Caller caller, Clock const& clock);
    ~XStream();

    /// A post that X sent.
    struct Arrived {
        XPost post;
        std::vector<std::string> searches;  // that it was sent for
    };
    /// What a take() gives: a hundred posts at most.
    struct News {
        std::vector<Arrived> posts;
        std::vector<Skipped> skipped;  // what is to be told, each once
        bool more = false;             // as much again waits
    };
    /// What arrived for these searches since the last time. `us` may be null. Does not throw for what goes
    /// wrong with the stream: it is told, and the searches go on.
    News take(std::vector<std::string> const& searches, XAccount const* us);

    /// Whether X sends what that search would find now. Since when something may be missing all the same, up
    /// to when; both as of the last take().
    bool sends(std::string const& search) const;
    bool connected() const { return connected_; }
    Time gap_at() const { return gap_at_; }
    /// What was taken last was lost.
    void missed() { gap_at_ = clock_.now(); }

private:
    void keep_rules(std::vector<std::string> const& searches, News& news);
    void connect(News& news);
    void note(transport::StreamTaken const& taken, News& news);
    void read(std::string const& line, XAccount const* us, News& news);
    void end_for_today(News& news);
    void end();
    void tell_once(std::string why, News& news);

    std::shared_ptr<XServer> const server_;
    Caller const caller_;
    Clock const& clock_;

    std::optional<std::vector<std::string>> asked_for_;  // the searches that the rules were last made for
    XRules rules_;
    Time not_before_{};  // no rules and no stream before
    bool connected_ = false;
    Time gap_at_{};
    std::set<std::string> told_;  // since it was connected
    std::deque<std::string> waiting_;
    Reservation reservation_;
    std::unique_ptr<transport::EventStream> stream_;  // last: its thread pays out of reservation_
};

/// How long X wants one to wait after so many tries in a row that brought nothing, the last of which it
/// answered so (0: not at all; 200: with a page). Where the plan has no stream, six hours.
std::chrono::milliseconds x_stream_pause(int status, int tries);

}  // namespace bot::networks
