#pragma once

#include "bot/networks/network.h"
#include "storage/posts.h"
#include "storage/replies.h"

namespace bot::desk {

/// What the network's policy says about answering this post, and why.
enum class Rule {
    api,           // allowed here for every post
    summoned,      // allowed because the author mentioned or quoted our account
    not_summoned,  // by hand: they did not
    hand,          // by hand: the network allows no program to answer, or we have no way to
    nobody,        // by hand: a post without an author is never answered by a program
};

inline Rule rule_for(networks::Policy const* policy, bool can_answer, storage::Post const& post) {
    using ByApi = networks::Policy::ByApi;
    if (policy == nullptr || !can_answer || policy->by_api == ByApi::never) return Rule::hand;
    if (!post.author_key) return Rule::nobody;
    if (policy->by_api == ByApi::always) return Rule::api;
    return post.summoned ? Rule::summoned : Rule::not_summoned;
}

inline storage::Reply::Channel channel_of(Rule rule) {
    return rule == Rule::api || rule == Rule::summoned ? storage::Reply::Channel::api
                                                       : storage::Reply::Channel::hand;
}

}  // namespace bot::desk
