#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "bot/base/user_error.h"
#include "bot/networks/network.h"
#include "bot/pages/words.h"
#include "storage/posts.h"
#include "storage/replies.h"

// What every decision at the desk is held to: the settings, whether a program may answer at all, how many
// invitations a day, and the refusal that says which of these stood in the way.
namespace bot::desk {

/// Why the desk did not do what an operator asked. The text is the message key "queue.no.<key>", which the
/// console says in the operator's language with `arguments` in its places; the kind decides the page's
/// status.
class Refusal : public UserError {
public:
    Refusal(Kind kind, std::string const& key, pages::Arguments values = {})
        : UserError(kind, "queue.no." + key), arguments(std::move(values)) {}
    std::string message() const { return what(); }

    pages::Arguments const arguments;
};

/// Whether a post complains of a company: the detector's word. Any thread.
using Complains = std::function<bool(networks::FoundPost const&)>;

/// What a stored post's words of now are recognised by when they are posted again. Any thread.
using Signature = std::function<storage::TextSignature(storage::Post const&)>;

/// How the desk works here. The functions are called from any thread.
struct Settings {
    /// The invite link is <public_url>/n/<token>.
    std::string public_url;
    /// How long a claimed item stays with its operator, unless the claim is renewed.
    std::chrono::seconds lease{300};
    /// Between approving and sending.
    std::chrono::seconds undo{10};
    /// How long "later" is.
    std::chrono::hours put_off{4};
    /// Older posts are only thanked for.
    std::chrono::hours late_after{72};
    /// Or the policy's own cap if that is lower.
    int network_invitations_a_day = 20;
    int company_invitations_a_day = 3;
    /// Whether two posts have much the same words; without it none have.
    std::function<bool(std::string_view, std::string_view)> similar{};
    Complains complains{};  // without it nothing is taken for a complaint
    Signature signature{};  // without it an edited post is recognised no more
};

/// What the network's policy says about answering this post, and why.
enum class Rule {
    api,           // allowed here for every post
    summoned,      // allowed because the author mentioned or quoted our account
    not_summoned,  // by hand: they did not
    hand,          // by hand: the network allows no program to answer, or we have no way to
    nobody,        // by hand: a post without an author is never answered by a program
};

/// `policy` is null for a network that is not configured; `can_answer` says whether an account is connected
/// that could answer by API now.
Rule rule_for(networks::Policy const* policy, bool can_answer, storage::Post const& post);
/// `api` only where the rule allows a program to send; everything else is sent by a person.
storage::Reply::Channel channel_of(Rule rule);

/// Nobody is to feel crowded: so many invitations in the last 24 hours at a network and for a company, and
/// one in a thread for good. A reply that only thanks passes. Call it in the transaction that adds the reply.
/// Throws Refusal `cap_network`, `cap_company` or `cap_thread` with the limit.
void check_caps(storage::Read const& read, storage::Reply const& reply, networks::Policy const* policy,
                Settings const& settings, storage::Time now);

}  // namespace bot::desk
