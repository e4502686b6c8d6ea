#include "bot/listen/candidate.h"

#include <algorithm>

#include "bot/listen/same_words.h"
#include "storage/decisions.h"
#include "storage/posts.h"

namespace bot::listen {
namespace {

storage::Post stored_post(Keys const& keys, std::string_view network, networks::FoundPost const& post,
                          Time now) {
    storage::Post stored;
    stored.id = storage::PostId::random();
    stored.network = network;
    stored.key = post_key(keys, network, post.native_id);
    stored.author_key = author_key(keys, network, post);
    if (post.thread) stored.thread_key = post_key(keys, network, *post.thread);
    stored.native_id = post.native_id;
    stored.author_id = post.author_id;
    stored.author_handle = post.author_handle;
    stored.author_name = post.author_name;
    stored.text = post.text;
    stored.language = post.language;
    stored.url = post.url;
    stored.in_reply_to = post.in_reply_to;
    stored.summoned = post.summoned;
    stored.written_at = post.written_at;
    stored.seen_at = now;
    stored.signature = text_signature(keys, stored.author_key, post.text);
    return stored;
}

void reclassify(storage::Write& write, storage::CandidateId const& id, storage::Candidate const& as) {
    storage::candidates::reclassify(write, as.post, as);
    auto const decided = storage::decisions::of(write, id);
    bool const chosen = std::ranges::find(decided, "company", &storage::Decision::what) != decided.end();
    if (as.company && !chosen) storage::candidates::set_company(write, id, as.company);
}

}  // namespace

std::optional<std::string> author_key(Keys const& keys, std::string_view network,
                                      networks::FoundPost const& post) {
    auto const& account = post.author_id ? post.author_id : post.author_handle;
    return account ? std::optional(keys.hash("author", {network, *account})) : std::nullopt;
}

storage::Candidate::Lane lane_of(double praise, double likely_from, networks::FoundPost const& post,
                                 Time late_before) {
    using Lane = storage::Candidate::Lane;
    if (post.sensitive || (post.written_at && *post.written_at < late_before)) return Lane::quiet;
    return praise >= likely_from ? Lane::likely : Lane::maybe;
}

NewCandidate make_candidate(Keys const& keys, std::string_view network, networks::FoundPost const& post,
                            detect::Verdict const& verdict, Time now) {
    NewCandidate find;
    find.post = stored_post(keys, network, post, now);
    find.company = verdict.company;
    auto& candidate = find.candidate;
    candidate.id = storage::CandidateId::random();
    candidate.post = find.post.id;
    candidate.label = detect::name_of(verdict.label);
    candidate.praise = std::clamp(verdict.praise, 0.0, 1.0);
    if (verdict.credit) candidate.credit = detect::name_of(*verdict.credit);
    candidate.person = verdict.person;
    candidate.handle = verdict.handle;
    candidate.reasons = detect::reasons_json(verdict.reasons);
    // A clock that runs ahead somewhere else must not keep a post on top.
    candidate.queue_key =
        storage::candidates::queue_key(std::min(post.written_at.value_or(now), now), candidate.praise);
    candidate.created_at = now;
    return find;
}

bool take_edit(storage::Write& write, storage::Post const& post, FoundAgain const& again, Time now) {
    if (post.emptied_at || post.text == again.words) return false;
    auto const id = storage::candidates::id_of(write, post.id);
    auto const waiting = id ? storage::candidates::find(write, *id) : std::nullopt;
    if (!waiting || waiting->state != storage::Candidate::State::waiting) return false;
    bool const held = waiting->held_until && *waiting->held_until > now;
    if (!again.candidate) {
        if (held)
            storage::posts::set_text(write, post.id, again.words, now);
        else
            storage::forget_post(write, post, "edited", now);
        return true;
    }
    storage::posts::set_text(write, post.id, again.words, again.signature, now);
    storage::rechecks::seen(write, post.id, now);
    auto as = *again.candidate;
    as.post = post.id;
    if (!held) reclassify(write, *id, as);
    return true;
}

}  // namespace bot::listen
