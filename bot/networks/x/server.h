#pragma once

#include <atomic>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/client/api.h"
#include "bot/networks/x/budget.h"
#include "bot/networks/x/session.h"

// Calls of X's API, version 2 (docs.x.com), in our name and at our cost.
namespace bot::networks {

/// A request that X refuses as it stands (400): what it says about it, in lower case, to see which part.
struct XRefusal : NetworkError {
    explicit XRefusal(std::string const& message, std::string what)
        : NetworkError(Class::ours, message), about(std::move(what)) {}
    /// Whether X says something of that part, e.g. "since_id".
    bool names(std::string_view part) const { return about.find(part) != about.npos; }
    /// What X says, in lower case.
    std::string const about;
};

/// What came with that answer, a page of posts or one of the stream's.
ApiCost x_bill(nlohmann::json const& answer);

/// X's API with our credentials, each call paid out of the budget. Listening and answering have one each, as
/// X limits their pace apart; they share the session and the budget. Any thread.
class XServer {
public:
    enum class As {
        reader,  // the application alone if it has a token of its own, else the account
        account
    };
    /// `clock` outlives it.
    XServer(XSettings const& settings, std::shared_ptr<XSession> session, std::shared_ptr<Budget> budget,
            Clock const& clock);

    /// Reads posts or accounts: `most` is what can come at most. Throws NetworkError in words: XRefusal for
    /// 400; DayIsSpent.
    nlohmann::json get(std::string_view path, Query const& query, ApiCost const& most, As as = As::reader);
    /// The same with all of a post's fields asked for, by the names that this server knows.
    nlohmann::json posts(std::string_view path, Query const& query, ApiCost const& most, bool with_others,
                         As as = As::reader);
    /// The answer to a post of ours. Bills one that is written.
    nlohmann::json post(std::string const& path, std::string const& body);

    /// A call as the application alone that costs nothing; statuses in `call.also` are given back.
    transport::HttpResponse unpaid(Call call);
    /// What opens the filtered stream, as the application alone, with all of a post's fields.
    transport::HttpRequest stream_request() const;

    /// Our account; empty if none is signed in. Asks (and pays) once for each account that signs in, as the
    /// tokens' file keeps the answer.
    std::optional<XAccount> ourselves();
    /// What its calls are paid out of.
    Budget const& budget() const { return *budget_; }
    /// How long the pace wants the next call to wait.
    std::chrono::milliseconds wait() const { return api_.wait(); }

private:
    transport::HttpResponse ask(Call call, As as, ApiCost& bill);
    [[noreturn]] void fail(Call const& call, transport::HttpResponse const& response);

    XSettings const settings_;
    std::shared_ptr<XSession> const session_;
    std::shared_ptr<Budget> const budget_;
    Api api_;
    std::atomic<bool> new_names_ = false;  // post.fields instead of tweet.fields
};

}  // namespace bot::networks
