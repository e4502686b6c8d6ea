#include "bot/desk/recheck.h"

#include <algorithm>

#include "bot/base/log.h"
#include "bot/desk/queue.h"
#include "storage/companies.h"
#include "storage/posts.h"
#include "storage/replies.h"
#include "storage/suppressions.h"

namespace bot::desk {

using networks::FoundPost;
using networks::NetworkError;
using networks::Parent;
using storage::Candidate;
using storage::Reply;
using namespace std::chrono_literals;

namespace {

constexpr auto recheck_lease = 2min;
constexpr auto again_after = 20h;
constexpr auto kept_decided = std::chrono::days(30);
/// Where the network's policy names no time for what it removed.
constexpr auto kept_unseen = std::chrono::days(30);
/// After a start there may be more to see than the networks' rate limits allow.
constexpr auto catching_up = 4h;
/// A network a run, so that an operator who opens a post is not kept waiting.
constexpr int looks_a_run = 10;
constexpr auto longest_round = 30s;
constexpr int failures_a_run = 3;
/// An operator may well wait so long for a network's pace.
constexpr auto soon = 5min;

/// What the author wrote below the post that praised, and no longer praises.
struct Complaint {
    std::string words;      // the beginning of them
    bool answered = false;  // the company had answered below the post before
};

/// By the account where both have one, as handles change hands.
bool same_author(FoundPost const& below, storage::Post const& post) {
    if (below.author_id && post.author_id) return below.author_id == post.author_id;
    return below.author_handle && below.author_handle == post.author_handle;
}

/// What has no date is taken for later than all.
bool earlier(FoundPost const& one, FoundPost const& other) {
    return one.written_at && (!other.written_at || *one.written_at < *other.written_at);
}

/// The first 200 characters, on one line.
std::string beginning(std::string words) {
    constexpr std::size_t longest = 200;
    std::ranges::replace_if(
        words, [](unsigned char c) { return c < 0x20; }, ' ');
    std::size_t at = 0;
    for (std::size_t i = 0; i < words.size(); ++i)
        if ((words[i] & 0xC0) != 0x80 && at++ == longest) return words.substr(0, i) + "…";
    return words;
}

std::optional<Parent> ask(Answerers const& answerers, storage::Post const& post) {
    auto answerer = answerers.lock(post.network);
    if (!answerer || !post.native_id) return std::nullopt;
    networks::Errand const for_a_person(calls_of_an_answer);
    try {
        return answerer->look(*post.native_id);
    } catch (NetworkError const& error) {
        log::warn("a post could not be looked at again",
                  {{"network", log::vouched(post.network)}, {"why", error}});
        bool const for_now = error.error_class == NetworkError::Class::rate;
        if (for_now && error.retry_after && *error.retry_after <= soon)
            throw Refusal(UserError::Kind::unavailable, "too_early",
                          {{"seconds", static_cast<long long>(error.retry_after->count())}});
        throw Refusal(UserError::Kind::unavailable, for_now ? "no_more" : "unreachable");
    }
}

std::optional<Complaint> complaint_in(std::vector<FoundPost> const& below, storage::Post const& post,
                                      std::optional<storage::CompanyId> const& company,
                                      storage::Read const& read, Complains const& complains) {
    if (!complains) return std::nullopt;
    FoundPost const* latest = nullptr;
    for (auto const& each : below)
        if (each.native_id != post.native_id && same_author(each, post) &&
            (latest == nullptr || earlier(*latest, each)) && complains(each))
            latest = &each;
    if (latest == nullptr) return std::nullopt;
    bool const answered = company && std::ranges::any_of(below, [&](FoundPost const& each) {
                              return each.author_handle && earlier(each, *latest) &&
                                     storage::companies::has_handle(read, *company, *each.author_handle);
                          });
    return Complaint{beginning(latest->text), answered};
}

}  // namespace

std::optional<Obstacle> obstacle_in(Parent const& seen, storage::Post const& post,
                                    std::optional<storage::CompanyId> const& company,
                                    storage::Read const& read, Complains const& complains) {
    if (seen.state == Parent::State::gone) return Obstacle{"gone", ""};
    if (seen.state == Parent::State::locked) return Obstacle{"locked", ""};
    if (seen.state == Parent::State::blocked_us) return Obstacle{"blocked", ""};
    if (post.text && seen.text != *post.text) return Obstacle{"edited", ""};
    auto const complaint = complaint_in(seen.below, post, company, read, complains);
    if (!complaint) return std::nullopt;
    return Obstacle{complaint->answered ? "unhappy" : "complained", complaint->words};
}

void keep_obstacle(storage::Write& write, storage::Post const& post, Parent const& seen,
                   Signature const& signature, storage::Time now) {
    if (seen.state == Parent::State::blocked_us && post.author_key)
        storage::suppressions::add(write, *post.author_key, storage::suppressions::Why::stop, now);
    if (seen.state != Parent::State::there || !post.text || seen.text == *post.text) return;
    auto edited = post;
    edited.text = seen.text;
    storage::posts::set_text(write, post.id, seen.text,
                             signature ? signature(edited) : storage::TextSignature(), now);
}

std::optional<Parent> recheck_post(storage::Store& store, Answerers const& answerers, Item const& item,
                                   Settings const& settings, storage::Time now) {
    auto parent = ask(answerers, item.post);
    if (!parent) return std::nullopt;
    auto const why = obstacle_in(*parent, item.post, item.candidate.company, store, settings.complains);
    if (!why) return parent;
    store.write([&](storage::Write& write) {
        keep_obstacle(write, item.post, *parent, settings.signature, now);
        if (parent->state != Parent::State::there)
            storage::candidates::move(write, item.candidate.id, Candidate::State::waiting,
                                      Candidate::State::gone, now);
    });
    throw Refusal(UserError::Kind::conflict, why->what, {{"words", why->words}});
}

Recheck::Recheck(storage::Store& store, Answerers const& answerers, Clock const& clock, Classifier classifier,
                 Complains complains, Allowance allowance, Signature signature,
                 std::function<bool()> may_forget)
    : store_(store),
      answerers_(answerers),
      clock_(clock),
      classifier_(std::move(classifier)),
      complains_(std::move(complains)),
      allowance_(std::move(allowance)),
      signature_(std::move(signature)),
      may_forget_(std::move(may_forget)),
      started_(clock.now()),
      lease_(store, "look again", recheck_lease) {}

void Recheck::run_once() {
    auto const now = clock_.now();
    auto due = storage::rechecks::networks(store_, now - again_after);
    // Where nobody can look there is nothing to do until a time has come.
    std::erase_if(due, [&](std::string const& network) {
        return !answerers_.can_look(network) && too_long_unseen(network, 1).empty();
    });
    auto const done_with = storage::rechecks::expired(store_, now - kept_decided, 500);
    if (due.empty() && done_with.empty()) return;
    if (!lease_.take(now)) return;
    forget(done_with, "gone");
    for (auto const& network : due) {
        bool const all_tried = look_round(network);
        if (all_tried || clock_.now() > started_ + catching_up)
            forget(too_long_unseen(network, 500), "not_seen");
    }
    lease_.release();
}

std::vector<storage::PostId> Recheck::too_long_unseen(std::string const& network, int limit) const {
    auto const* const on = answerers_.policy(network);
    auto const policy = on != nullptr ? std::optional(*on) : networks::built_in_policy(network);
    auto const named = std::chrono::hours(policy ? policy->delete_within_hours : 0);
    auto const kept = named > 0h ? named : std::chrono::hours(kept_unseen);
    return storage::rechecks::unseen(store_, network, clock_.now() - kept, limit);
}

bool Recheck::look_round(std::string const& network) {
    auto const began = clock_.now();
    if (!answerers_.can_look(network)) return true;
    if (auto const& pause = pauses_[network]; pause.until > began) return !pause.for_rate;
    auto const wanted = storage::rechecks::unseen(store_, network, began - again_after, looks_a_run);
    auto const allowed = allowance_(network, static_cast<int>(wanted.size()));
    int tried = 0, failed = 0;
    for (auto const& id : wanted) {
        if (tried == allowed) return true;
        if (clock_.now() - began > longest_round || !lease_.renew(clock_.now())) return false;
        ++tried;
        auto const post = storage::posts::find(store_, id);
        if (!post || !post->native_id) continue;
        try {
            look_at(*post);
        } catch (NetworkError const& error) {
            using Class = NetworkError::Class;
            log::warn("a post could not be looked at again",
                      {{"network", log::vouched(network)}, {"why", error}});
            bool const of_this_post = error.error_class == Class::ours || error.error_class == Class::theirs;
            if (of_this_post && ++failed < failures_a_run) continue;
            bool const for_rate = error.error_class == Class::rate;
            pauses_[network] = {clock_.now() + error.retry_after.value_or(300s), for_rate};
            return !for_rate;
        }
    }
    return tried < looks_a_run;
}

void Recheck::look_at(storage::Post const& post) {
    std::optional<Parent> seen;
    {
        auto const answerer = answerers_.lock(post.network);
        if (!answerer) return;  // Disconnected a moment ago.
        seen = answerer->look(*post.native_id);
    }
    take(post, *seen);
}

void Recheck::take(storage::Post const& post, Parent const& seen) {
    auto const now = clock_.now();
    bool const shown = seen.state == Parent::State::there || seen.state == Parent::State::locked;
    bool const changed = shown && !seen.text.empty() && post.text && seen.text != *post.text;
    auto now_is = post;
    now_is.text = seen.text;
    auto const judged = changed ? classifier_(now_is) : std::nullopt;
    auto const signature = changed && signature_ ? signature_(now_is) : storage::TextSignature();
    bool const complained = complaint_in(seen.below, post, {}, store_, complains_).has_value();
    store_.write([&](storage::Write& write) {
        if (!lease_.held(write, now)) return;
        if (!shown) {
            keep_obstacle(write, post, seen, signature_, now);
            storage::forget_post(write, post, seen.state == Parent::State::blocked_us ? "blocked" : "gone",
                                 now);
            return;
        }
        storage::rechecks::seen(write, post.id, now);
        if (changed) edited(write, now_is, signature, judged);
        if (complained) refuse_waiting(write, post, "complained");
        if (seen.state == Parent::State::locked) storage::candidates::withdraw_post(write, post.id, now);
    });
}

void Recheck::edited(storage::Write& write, storage::Post const& post,
                     storage::TextSignature const& signature, std::optional<Candidate> const& now_is) {
    auto const now = clock_.now();
    // One that is leaving compares the words itself, should it come back.
    auto const leaving = storage::replies::in_state(write, Reply::State::sending, 1000);
    if (std::ranges::any_of(leaving, [&](Reply const& reply) { return reply.post_key == post.key; })) return;
    storage::posts::set_text(write, post.id, post.text.value_or(""), signature, now);
    // What was approved was an answer to other words.
    refuse_waiting(write, post, "edited");
    if (now_is)
        storage::candidates::reclassify(write, post.id, *now_is);
    else
        storage::candidates::withdraw_post(write, post.id, now);
}

void Recheck::refuse_waiting(storage::Write& write, storage::Post const& post, std::string const& outcome) {
    auto const now = clock_.now();
    if (auto const reply = storage::replies::waiting_on(write, post.key);
        reply && storage::replies::end(write, reply->id, Reply::State::waiting,
                                       {Reply::State::refused, {}, {}, {}, outcome}, now))
        storage::candidates::move(write, reply->candidate, Candidate::State::answering,
                                  Candidate::State::waiting, now);
}

void Recheck::forget(std::vector<storage::PostId> const& posts, std::string_view why) {
    if (posts.empty() || !may_forget_() || !lease_.renew(clock_.now())) return;
    store_.write([&, now = clock_.now()](storage::Write& write) {
        for (auto const& id : posts)
            if (auto const post = storage::posts::find(write, id))
                storage::forget_post(write, *post, std::string(why), now);
    });
    log::info("words of posts were forgotten", {{"posts", posts.size()}, {"why", log::vouched(why)}});
}

}  // namespace bot::desk
