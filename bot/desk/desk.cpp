#include "bot/desk/desk.h"

#include "bot/base/kill_point.h"
#include "bot/base/url.h"
#include "bot/desk/recheck.h"
#include "bot/nominate/invitations.h"
#include "storage/suppressions.h"

namespace bot::desk {

using Kind = UserError::Kind;
using storage::Reply;
using State = storage::Candidate::State;

namespace {

/// The row that approving would add, but for its token.
Reply reply_for(Item const& item, storage::OperatorId const& person, std::string words,
                Reply::Channel channel, Time now, std::chrono::seconds undo) {
    Reply reply;
    reply.id = storage::ReplyId::random();
    reply.candidate = item.candidate.id;
    reply.network = item.post.network;
    reply.post_key = item.post.key;
    reply.author_key = item.post.author_key;
    reply.thread_key = item.post.thread_key;
    reply.company = item.candidate.company;
    reply.invites = invites(words);
    reply.channel = channel;
    reply.state = channel == Reply::Channel::api ? Reply::State::waiting : Reply::State::opened;
    reply.words_sha256 = sha256_hex(words);
    reply.words = std::move(words);
    reply.approved_by = person;
    reply.approved_at = now;
    reply.send_at = channel == Reply::Channel::api ? now + undo : now;
    reply.idempotency_key = "supportawards-" + reply.id.text();
    return reply;
}

Reply load_reply(storage::Read const& read, storage::ReplyId const& id) {
    if (auto reply = storage::replies::find(read, id)) return std::move(*reply);
    throw Refusal(Kind::not_found, "not_found");
}

void check_not_suppressed(storage::Read const& read, Reply const& reply) {
    if (!reply.author_key) return;
    if (auto const why = storage::suppressions::find(read, *reply.author_key))
        throw Refusal(Kind::conflict, *why == storage::suppressions::Why::stop ? "said_stop" : "written_to");
}

networks::ByHandParent parent_of(storage::Post const& post) {
    return {post.native_id.value_or(""), post.url.value_or(""), post.author_handle.value_or("")};
}

/// A link from outside is only followed where the web is.
std::string web_address(std::string const& url) {
    return begins_as_web(url) ? url : std::string();
}

}  // namespace

Desk::Desk(storage::Store& store, Answerers const& answerers, nominate::Invitations const& invitations,
           Keys const& keys, Clock const& clock, Settings settings)
    : store_(store),
      answerers_(answerers),
      invitations_(invitations),
      keys_(keys),
      clock_(clock),
      settings_(std::move(settings)) {}

std::string Desk::invite_link(std::string const& token) const {
    return settings_.public_url + "/n/" + token;
}

Reply Desk::approve(storage::CandidateId const& id, storage::OperatorId const& person,
                    std::string const& typed, Reply::Channel channel) {
    auto const now = clock_.now();
    auto const item = load_item(store_, id);
    auto reply = reply_for(item, person, checked_words(typed), channel, now, settings_.undo);
    check_allowed(item, reply);
    auto const parent = recheck_post(store_, answerers_, item, settings_, now);
    check_fits(item, reply, parent);
    store_.write([&](storage::Write& write) {
        take_lease(write, id, person, now, now + settings_.lease);
        check_not_suppressed(write, reply);
        check_caps(write, reply, answerers_.policy(reply.network), settings_, now);
        if (reply.invites) {
            auto const token = invitations_.mint(write, *reply.company);
            if (!token) throw Refusal(Kind::conflict, "season_over");
            reply.sealed_token = keys_.seal(*token);
        }
        if (!storage::replies::add(write, reply)) throw Refusal(Kind::conflict, "written_to");
        storage::candidates::move(write, id, State::waiting, State::answering, now);
        record_decision(write, id, person, channel == Reply::Channel::api ? "approve" : "by_hand", now);
        kill_point("desk.approving");
    });
    kill_point("desk.approved");
    return reply;
}

void Desk::check_allowed(Item const& item, Reply const& reply) const {
    if (reply.invites && item.quiet(clock_.now(), settings_)) throw Refusal(Kind::invalid, "quiet");
    if (reply.invites && !invitations_.season_open(store_)) throw Refusal(Kind::conflict, "season_over");
    if (reply.invites && !reply.company) throw Refusal(Kind::invalid, "no_company");
    auto const rule =
        rule_for(answerers_.policy(reply.network), answerers_.can_answer(reply.network), item.post);
    if (reply.channel == Reply::Channel::api && channel_of(rule) != Reply::Channel::api)
        throw Refusal(Kind::forbidden, "by_hand_only");
}

void Desk::check_fits(Item const& item, Reply const& reply,
                      std::optional<networks::Parent> const& seen) const {
    // Every link is as long as this one.
    auto text = with_link(reply.words, invite_link(std::string(16, 'a')));
    networks::Parent parent;
    if (seen)
        parent = *seen;
    else
        text = answerers_.by_hand(reply.network, parent_of(item.post), text).words;
    parent.native_id = item.post.native_id.value_or("");
    auto const answerer = answerers_.lock_to_compose(reply.network);
    if (!answerer) return;
    auto const composed =
        answerer->compose(networks::ApprovedReply(reply.id.text(), text, reply.approved_by.text(),
                                                  parent.native_id, reply.idempotency_key),
                          parent);
    if (!composed.valid())
        throw Refusal(Kind::invalid, "too_long",
                      {{"length", static_cast<long long>(composed.length)},
                       {"limit", static_cast<long long>(composed.limit)}});
}

void Desk::undo(storage::ReplyId const& id, storage::OperatorId const& person) {
    auto const reply = load_reply(store_, id);
    if (reply.state != Reply::State::waiting) throw Refusal(Kind::conflict, "too_late");
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) {
        if (!end_reply(write, reply, {Reply::State::undone, {}, {}, {}, {}}, State::waiting, now))
            throw Refusal(Kind::conflict, "too_late");
        record_decision(write, reply.candidate, person, "undo", now);
    });
}

void Desk::settle(storage::ReplyId const& id, storage::OperatorId const& person, Settled how) {
    auto const reply = load_reply(store_, id);
    auto const by_hand = reply.state == Reply::State::opened;
    if (!by_hand && reply.state != Reply::State::unknown) throw Refusal(Kind::conflict, "settled");
    if (!by_hand && how == Settled::unclear) throw Refusal(Kind::invalid, "one_or_the_other");
    auto const state = how == Settled::sent      ? Reply::State::sent
                       : how == Settled::unclear ? Reply::State::unclear
                       : by_hand                 ? Reply::State::not_sent
                                                 : Reply::State::refused;
    auto const outcome = by_hand ? std::nullopt : std::optional<std::string>("settled");
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) {
        if (!end_reply(write, reply, {state, {}, {}, {}, outcome}, State::waiting, now))
            throw Refusal(Kind::conflict, "settled");
        auto const what = how == Settled::sent ? "sent" : how == Settled::not_sent ? "not_sent" : "unclear";
        record_decision(write, reply.candidate, person, by_hand ? what : "settle", now,
                        by_hand ? std::nullopt : std::optional<std::string>(what));
    });
}

// The only places where approved words become words that leave, besides measuring them in check_fits().

std::optional<std::string> Desk::text_of(Reply const& reply) const {
    if (!same_secret(sha256_hex(reply.words), reply.words_sha256)) return std::nullopt;
    if (invites(reply.words) != reply.invites) return std::nullopt;
    if (!reply.invites) return reply.words;
    auto const token = reply.sealed_token ? keys_.open(*reply.sealed_token) : std::nullopt;
    return token ? std::optional(with_link(reply.words, invite_link(*token))) : std::nullopt;
}

std::optional<networks::ApprovedReply> Desk::reload(Reply const& reply, storage::Post const& post) const {
    auto text = text_of(reply);
    if (!text || reply.approved_by.empty() || !post.native_id) return std::nullopt;
    return networks::ApprovedReply(reply.id.text(), std::move(*text), reply.approved_by.text(),
                                   *post.native_id, reply.idempotency_key);
}

std::optional<std::string> Desk::other_words(Reply const& reply, std::string const& seen) const {
    // Once a reply has ended nobody knows its token any more, so the words are compared without.
    auto words = without_tokens(seen);
    auto const approved = reply.invites ? with_link(reply.words, invite_link("…")) : reply.words;
    return words == without_tokens(approved) ? std::nullopt : std::optional(std::move(words));
}

bool Desk::invitation_over(Reply const& reply) const {
    auto const token = reply.sealed_token ? keys_.open(*reply.sealed_token) : std::nullopt;
    return token && invitations_.over(*token);
}

HandOver Desk::hand_over(storage::ReplyId const& id) const {
    auto const reply = load_reply(store_, id);
    if (reply.state != Reply::State::opened) throw Refusal(Kind::conflict, "settled");
    if (invitation_over(reply)) throw Refusal(Kind::conflict, "season_over_opened");
    auto const item = load_item(store_, reply.candidate);
    auto const words = text_of(reply);
    if (!words) throw Refusal(Kind::conflict, "changed");
    auto hand = answerers_.by_hand(reply.network, parent_of(item.post), *words);
    return {reply, std::move(hand.words), web_address(hand.address)};
}

bool end_reply(storage::Write& write, Reply const& reply, storage::ReplyEnd const& how, State otherwise,
               Time now) {
    if (!storage::replies::end(write, reply.id, reply.state, how, now)) return false;
    auto const written_to = how.state == Reply::State::sent || how.state == Reply::State::unclear;
    if (written_to && reply.author_key)
        storage::suppressions::add(write, *reply.author_key, storage::suppressions::Why::invited, now);
    storage::candidates::move(write, reply.candidate, State::answering,
                              written_to ? State::answered : otherwise, now);
    return true;
}

}  // namespace bot::desk
