#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bot/watch/query.h"
#include "storage/types.h"

namespace bot::desk {
class Desk;
}

namespace bot::watch {
struct Dialect;
}

// The contract between the steps of a post's way and the networks, and all of networks/ that a step may
// include. Strings are UTF-8 without NUL; absent is absent, never "". An id that is "native" is the network's
// own and stays the same when a post is edited or its author renamed: at X the first id of the edit history,
// at Mastodon and Lemmy the ActivityPub id (an address), at Bluesky the at:// URI.

namespace bot::networks {

using storage::Time;

/// A post as a network showed it. Absent is absent, never "".
struct FoundPost {
    std::string native_id;                 // stable for life
    std::optional<std::string> author_id;  // the stable account id, not the handle
    std::optional<std::string> author_handle;
    std::optional<std::string> author_name;
    std::string text;                     // plain text in UTF-8
    std::optional<std::string> language;  // BCP 47, as the network says
    std::optional<std::string> url;
    std::optional<std::string> in_reply_to;  // native id of the parent
    std::optional<std::string> thread;       // native id of the thread's first post
    bool summoned = false;                   // the author mentioned or quoted our account
    bool answers_us = false;                 // it came to our account as an answer to a post of ours
    /// Addressed to us, and not for the public or by a person who wants no bots: a stop in it is heard,
    /// nothing else of it is used.
    bool only_heard = false;
    bool sensitive = false;  // behind a content warning, or marked so by the author or the network
    bool ours = false;       // written by the account we answer with
    std::optional<Time> written_at;
    /// The network told a time, and nobody can read it: the post may be years old, and never counts as new.
    bool time_unread = false;
};

/// What to ask a network for beside what its section of the config names. A default one is an ordinary round
/// without watch queries.
struct WatchQuery {
    /// One search by hand, in the network's own words and instead of all else; "" in the ordinary round.
    std::string text{};
    std::vector<std::string> searches{};  // in the network's own words
    std::vector<std::string> tags{};      // without #; for networks that are followed by their tags
    /// What was meant: a post that only these searches and tags found is handed out if one of them holds for
    /// it, or it is to us (watch/filter.h).
    std::vector<watch::Query> queries{};
};

/// Something that was passed over, e.g. a line of an archive or a search that is refused: where, and what is
/// wrong with it, in words for an operator. The rest of the page is good.
struct Skipped {
    std::string where;
    std::string why;
};

/// What one call of search() brought. Store `cursor` in the write that stores the posts, or they are given
/// again, or never.
struct SearchPage {
    std::vector<FoundPost> posts;
    std::vector<std::string> gone;  // native ids of posts that the network says were removed
    std::vector<Skipped> skipped;
    std::string cursor;  // pass it to the next search; opaque, may equal the one given
    bool more = false;   // the next page is there already
    /// Do not ask again before, although it went well: a pace, a feed's own interval, a used-up quota.
    std::optional<std::chrono::milliseconds> wait;
    /// Stable account ids of those who went, or are hidden, with all that they wrote.
    std::vector<std::string> gone_authors{};
};

/// What a round of listening costs at least.
struct RoundCost {
    int calls = 0;
    std::chrono::milliseconds takes{};  // at our own pace
};

/// Where a network can be searched. Calls block; throws NetworkError. One thread at a time.
class Listener {
public:
    virtual ~Listener() = default;
    /// Of an ordinary round with that watch list. Asks nobody. Empty where it does not grow with the list.
    virtual std::optional<RoundCost> round_cost(WatchQuery const& /*query*/) { return std::nullopt; }
    /// `cursor` is "" at the very first call. A network that has to be asked with an overlap keeps in its
    /// cursor what it gave before, so that no post is counted twice; one that streams hands out what arrived
    /// since.
    virtual SearchPage search(WatchQuery const& query, std::string_view cursor) = 0;
};

/// Words a person approved. Made only by the desk: from a signed-in operator's POST, or by reloading an
/// approved row whose words still match their hash.
class ApprovedReply {
public:
    std::string const reply_id;  // also the idempotency key's root
    std::string const text;      // with the link in it, as it will be read
    std::string const approved_by;
    std::string const parent_id;  // native id of the post that is answered
    std::string const idempotency_key;

private:
    friend class bot::desk::Desk;
    ApprovedReply(std::string reply, std::string words, std::string person, std::string parent,
                  std::string key)
        : reply_id(std::move(reply)),
          text(std::move(words)),
          approved_by(std::move(person)),
          parent_id(std::move(parent)),
          idempotency_key(std::move(key)) {}
};

/// The post that is answered, as the network shows it now.
struct Parent {
    /// `gone`: removed, or never there. `locked`: we may not answer there, or nobody may. `blocked_us`: the
    /// author wants nothing of us: a block, or at Mastodon #nobot.
    enum class State { there, gone, locked, blocked_us };
    State state = State::there;
    std::string native_id;
    std::string text;     // to see an edit
    std::string context;  // what compose() needs besides (a cid, an account name); the connector's own
    /// What stands below it, in any order, as far as the network tells for nothing.
    std::vector<FoundPost> below{};
};

/// Exactly what would be sent, once it is approved: shown to people, kept, and sent, the same bytes.
struct Composed {
    std::string request;  // the exact bytes of the call, secrets left out
    std::string idempotency_key;
    std::size_t length = 0;  // as the network counts
    std::size_t limit = 0;
    bool allowed = true;  // false if the network refuses it for something else than its length
    /// When it was first sent, for find(); absent if it was not.
    std::optional<Time> tried_at{};
    bool valid() const { return allowed && length > 0 && length <= limit; }
};

/// An answer that arrived.
struct SentReply {
    std::string native_id;
    std::optional<std::string> url;
    /// As the network shows them, which may be what was sent; absent where that is not told.
    std::optional<std::string> words;
};

/// Where it can be answered by API. Calls block; throws NetworkError. One thread at a time.
class Answerer {
public:
    virtual ~Answerer() = default;
    /// The post as it is now, its text as a search gives it. An id that nobody ever had is `gone`.
    virtual Parent look(std::string_view native_id) = 0;
    /// The native id of a post that a person names, also by its page's address; else as it is. May ask.
    virtual std::string native_id_of(std::string_view named) { return std::string(named); }
    /// Asks nobody. `parent` is what look() gave; its words are not looked at.
    virtual Composed compose(ApprovedReply const& reply, Parent const& parent) const = 0;
    /// Makes the call that was composed. After a NetworkError with maybe_sent only find() can tell whether
    /// the reply is there. Throws ReplyRefused if it is the post that takes no answer of ours.
    virtual SentReply send(Composed const& reply) = 0;
    /// The reply as the network shows it, if it arrived after all: an answer of ours to that very post, with
    /// these words, no older than the first try. Empty only if it is surely absent.
    virtual std::optional<SentReply> find(Composed const& reply) = 0;
    /// True if this server is known to take the same idempotency key twice without posting twice.
    virtual bool honours_idempotency() const { return false; }
};

/// An answer of our account, as its own timeline shows it.
struct OwnReply {
    std::string native_id;
    std::string in_reply_to;  // native id of the post that it answers
    std::string words;        // without the mentions that a network puts in front
    std::optional<std::string> url;
    Time written_at{};
};

/// The account we answer with. Calls block; throws NetworkError. One thread at a time.
class Account {
public:
    /// What the network shows of the account to everybody.
    struct State {
        std::string handle;
        bool labelled = false;  // says of itself that it is automated, as the network asks
    };
    virtual ~Account() = default;
    /// Empty if the network does not tell.
    virtual std::optional<State> look() { return std::nullopt; }
    /// What our account answered since then, by whatever means, in any order. Empty where it cannot be read.
    virtual std::vector<OwnReply> recent_replies(Time /*since*/) { return {}; }
};

/// A network did not do what was asked. The message says which network and what, for an operator; no secret
/// and nothing that people wrote is in it.
class NetworkError : public std::runtime_error {
public:
    /// Where the fault is, and so who can do something about it.
    ///   auth      our credentials are missing, refused or not enough: an operator
    ///   rate      it is too early, by our own pace or theirs: nobody, it passes; retry_after says when
    ///   network   no connection, or no answer in time: it is tried again
    ///   theirs    their server broke, or answers what cannot be understood: it is tried again
    ///   ours      our settings or our request are no good: trying again does not help
    enum class Class { auth, rate, network, theirs, ours };
    /// `sent` (maybe_sent): bytes of a change may have left, so its outcome is unknown. `wait` (retry_after):
    /// no call before that.
    NetworkError(Class who, std::string const& message, bool sent = false,
                 std::optional<std::chrono::seconds> wait = {})
        : std::runtime_error(message), error_class(who), maybe_sent(sent), retry_after(wait) {}
    Class const error_class;
    bool const maybe_sent;
    std::optional<std::chrono::seconds> const retry_after;
};

/// Our own pace has no call left now: nobody was asked, and nothing is wrong. Never maybe_sent.
class TooEarly : public NetworkError {
public:
    TooEarly(std::string const& message, std::chrono::seconds wait)
        : NetworkError(Class::rate, message, false, wait) {}
};

/// The network took no answer to that post, for the post's or its author's sake. Never maybe_sent.
class ReplyRefused : public NetworkError {
public:
    ReplyRefused(Parent::State what, std::string const& message)
        : NetworkError(Class::ours, message), state(what) {}
    Parent::State const state;  // gone, locked or blocked_us
};

/// While one lives, what its thread asks of the networks is for a person who waits: it goes before what
/// listens, and is one: once its first call may be made, the others (some `calls` in all) are not held up by
/// our own pace (client/rate_limiter.h). One thread; of nested ones the outermost counts.
class Errand {
public:
    explicit Errand(int calls);
    ~Errand();
    Errand(Errand const&) = delete;
    static Errand* under_way();  // the one of this thread, or null
    int const calls;

private:
    friend class RateLimiter;
    std::vector<class RateLimiter const*> begun_;  // those that gave it a call
};

/// An account was not connected, for a reason that an operator can put right. Never maybe_sent.
class NotConnected : public NetworkError {
public:
    enum class Why {
        in_settings,      // the settings name the account, and outweigh what is connected here
        no_client,        // the settings lack the application's id
        address,          // the server's address is none to call: see AccountLink::begin()
        other_software,   // the server has no such API
        application,      // it does not take our application
        code,             // the code ran out, was used or is another one's
        password,         // the name or the password is refused
        no_app_password,  // what was typed does not look like an app password
        second_factor,    // it wants one, which an app password spares
        closed,           // the account is taken down, banned or not ready yet
        no_token,         // what it gave lets nobody in, or not for long
        too_little,       // the account allows less than we need
    };
    NotConnected(Why reason, Class who, std::string const& message)
        : NetworkError(who, message), why(reason) {}
    Why const why;
};

/// How the account we answer with is connected by an operator. What lets us in is kept in files of the data
/// folder before it is used, a running connector takes it from there at its next call, and what is not whole
/// never replaces what is kept. What the settings name outweighs it. Calls block; throws NetworkError. Any
/// thread.
class AccountLink {
public:
    /// How it stands, for the page that connects it.
    struct State {
        bool connected = false;    // as far as our files tell; the network may have shut us out since
        bool in_settings = false;  // and it is the settings that name the account
        bool reads = false;        // what everyone may see can be looked at without it
        std::string handle{};      // "" while it is not known
        std::string server{};      // where the account lives; "" if there is but one place
    };
    /// What to ask an operator, with what to begin with; a part that is absent is not asked for.
    struct Form {
        std::string lacks{};  // a key of the settings that must be set before anything else; "" if none
        std::optional<std::string> server{}, handle{};
        bool password = false;
        bool can_show_code = false;  // the network's page can show a code instead of coming back
    };
    /// What an operator answered to that form.
    struct Entered {
        std::string server, handle, password;
        std::string redirect;  // where the network's page sends the browser; "" shows a code to copy
    };
    /// An operator on the way to the network's own page. All but `url` stays out of the browser's reach.
    struct PendingAuthorization {
        std::string url;
        std::string state;  // the browser brings it back, the same
        std::string redirect;
        std::string secret;  // the connector's own
    };

    virtual ~AccountLink() = default;
    /// Asks nobody.
    virtual State state() const = 0;
    virtual Form form() const = 0;
    /// Empty if that was all and the account is connected. A typed server is taken only with https and on the
    /// public internet, unless the settings name it or allow private addresses.
    virtual std::optional<PendingAuthorization> begin(Entered const& entered) = 0;
    /// With the code that the network's page gave. Only where begin() sends the operator away; a code works
    /// once.
    virtual void finish(PendingAuthorization const& /*leaving*/, std::string_view /*code*/) {
        throw std::logic_error("this network sends nobody away to be connected");
    }
    /// Forgets what lets us in.
    virtual void disconnect() = 0;
};

/// What a network allows, as dated data from config/policies/<network>.toml, where each key is explained.
struct Policy {
    /// Whom a program may answer: nobody (a person does, in a browser), who mentioned or quoted our account,
    /// or everybody.
    enum class ByApi { never, summoned, always };
    std::string network;
    std::string title;  // as people call it
    ByApi by_api = ByApi::never;
    std::string by_hand_link;  // with {native_id}, {url} and {words}; "" if the post's own url is opened
    bool may_train = false;
    int daily_cap = 20;
    std::size_t longest_reply = 0;  // in what the network counts; 0 if it does not say
    std::string cost_per_read;      // US dollars for each post ("0.005"); "" if it is free
    std::string cost_per_account;   // and for each account that comes with it; "" if it is free
    std::string cost_per_write;     // the dearest a reply can be; "" if it is free
    int delete_within_hours = 0;    // how soon our copy of a removed post must be gone; 0 if nothing is said
    std::string automation_label;   // what our account must carry to be known as a programme's; "" if nothing
    std::string source;             // where the rule is written
    std::string checked_on;         // YYYY-MM-DD
    std::string file{};             // the host's own that took the place of the one built in; "" if none did
};

/// Of a network, on or not; empty if there is no such network.
std::optional<Policy> built_in_policy(std::string_view network);
/// What a person needs who answers by hand.
struct ByHand {
    std::string address;  // to open: the network's own composer, or the post itself; "" if it has none
    std::string words;    // to send there
};
/// The post that is answered so, as it was found; "" is absent.
struct ByHandParent {
    std::string native_id, url, author_handle;
};

/// Where a browser goes to answer by hand; `words` and the ids are percent-encoded into it. Empty if the
/// policy names the post's own address and the post has none.
std::string by_hand_url(Policy const& policy, std::string_view native_id, std::string_view url,
                        std::string_view words);

/// The language of that network's search; null if it has none and is read whole, or if there is no such
/// network. Constant data; any thread.
watch::Dialect const* dialect_of(std::string_view network);

/// A network that is answered from an account of ours, on or not.
struct AccountNetwork {
    std::string name;
    std::string title;     // as people call it
    std::string settings;  // the least that the config file must say, as lines of it
};
/// By name.
std::vector<AccountNetwork> account_networks();

/// One network the program talks to. Parts that it lacks are null.
struct Network {
    std::string name{};
    Policy policy{};
    std::unique_ptr<Listener> listener{};
    std::unique_ptr<Answerer> answerer{};
    std::unique_ptr<Account> account{};
    std::unique_ptr<AccountLink> account_link{};  // null where no account is needed
    long long daily_spend_cap = 0;  // micro-dollars a UTC day for its paid calls; 0 if none costs
    std::chrono::milliseconds interval{60'000};  // between two searches when nothing is waiting
    /// How a person answers there; asks nobody, any thread. Null: the words as they are, at the policy's
    /// link.
    std::function<ByHand(ByHandParent const& parent, std::string const& words)> by_hand{};
    /// The longest reply, as far as the server told; any thread. Null: the policy's.
    std::function<std::size_t()> longest_reply{};
    /// How long words are there, as the network counts; pure but for what the server told, any thread. Null:
    /// in code points.
    std::function<std::size_t(std::string_view words)> length{};

    /// Whether the account is there, where one is needed.
    bool signed_in() const { return !account_link || account_link->state().connected; }
    /// Whether people can be answered there by API now, and whether a post can be looked at.
    bool answers() const { return answerer && signed_in(); }
    bool looks() const { return answers() || (answerer && account_link->state().reads); }
};

}  // namespace bot::networks
