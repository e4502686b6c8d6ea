#include "bot/desk/recheck.h"

#include <algorithm>

#include "bot/base/log.h"
#include "storage/posts.h"
#include "storage/replies.h"
#include "storage/suppressions.h"

namespace bot::desk {

using networks::NetworkError;
using networks::Parent;
using storage::Candidate;
using storage::Reply;
using namespace std::chrono_literals;

namespace {

constexpr auto recheck_lease = 2min;
constexpr auto again_after = 20h;
constexpr auto kept_unseen = 24h;
constexpr auto kept_decided = std::chrono::days(30);
/// After a start there may be more to see than the networks' pace allows.
constexpr auto catching_up = 4h;
/// A network a run, so that an operator who opens a post is not kept waiting.
constexpr int looks_a_run = 10;
constexpr auto longest_round = 30s;
constexpr int failures_a_run = 3;

}  // namespace

Recheck::Recheck(storage::Store& store, Answerers const& answerers, Clock const& clock, Classifier classifier,
                 Complains complains, Allowance allowance)
    : store_(store),
      answerers_(answerers),
      clock_(clock),
      classifier_(std::move(classifier)),
      complains_(std::move(complains)),
      allowance_(std::move(allowance)),
      started_(clock.now()),
      lease_(store, "look again", recheck_lease) {}

void Recheck::run_once() {
    auto const now = clock_.now();
    auto const due = storage::rechecks::networks(store_, now - again_after);
    auto const done_with = storage::rechecks::expired(store_, now - kept_decided, 500);
    if (due.empty() && done_with.empty()) return;
    if (!lease_.take(now)) return;
    forget(done_with, "gone");
    for (auto const& network : due) {
        bool const all_tried = look_round(network);
        if (all_tried || clock_.now() > started_ + catching_up)
            forget(storage::rechecks::unseen(store_, network, clock_.now() - kept_unseen, 500), "not_seen");
    }
    lease_.release();
}

bool Recheck::look_round(std::string const& network) {
    auto const began = clock_.now();
    if (!answerers_.can_look(network) || not_before_[network] > began) return true;
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
            not_before_[network] = clock_.now() + error.retry_after.value_or(300s);
            return error.error_class != Class::rate;
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
    bool const complained = complaint_in(seen.below, post, {}, store_, complains_).has_value();
    store_.write([&](storage::Write& write) {
        if (!lease_.held(write, now)) return;
        if (!shown) {
            if (seen.state == Parent::State::blocked_us && post.author_key)
                storage::suppressions::add(write, *post.author_key, storage::suppressions::Why::stop, now);
            storage::forget_post(write, post, seen.state == Parent::State::blocked_us ? "blocked" : "gone",
                                 now);
            return;
        }
        storage::rechecks::seen(write, post.id, now);
        if (changed) edited(write, post, seen.text, judged);
        if (complained) refuse_waiting(write, post, "complained");
        if (seen.state == Parent::State::locked) storage::candidates::withdraw_post(write, post.id, now);
    });
}

void Recheck::edited(storage::Write& write, storage::Post const& post, std::string const& words,
                     std::optional<Candidate> const& now_is) {
    auto const now = clock_.now();
    // One that is leaving compares the words itself, should it come back.
    auto const leaving = storage::replies::in_state(write, Reply::State::sending, 1000);
    if (std::ranges::any_of(leaving, [&](Reply const& reply) { return reply.post_key == post.key; })) return;
    storage::posts::set_text(write, post.id, words, now);
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
    if (posts.empty() || !renew()) return;
    store_.write([&, now = clock_.now()](storage::Write& write) {
        for (auto const& id : posts)
            if (auto const post = storage::posts::find(write, id))
                storage::forget_post(write, *post, std::string(why), now);
    });
    log::info("words of posts were forgotten", {{"posts", posts.size()}, {"why", log::vouched(why)}});
}

}  // namespace bot::desk
