#include "bot/listen/edited.h"

#include <algorithm>

#include "storage/decisions.h"
#include "storage/posts.h"

namespace bot::listen {
namespace {

void judge_anew(storage::Write& write, storage::CandidateId const& id, storage::Candidate const& as) {
    storage::candidates::reclassify(write, as.post, as);
    auto const decided = storage::decisions::of(write, id);
    bool const chosen = std::ranges::find(decided, "company", &storage::Decision::what) != decided.end();
    if (as.company && !chosen) storage::candidates::set_company(write, id, as.company);
}

}  // namespace

bool take_edit(storage::Write& write, storage::Post const& post, FoundAgain const& again, storage::Time now) {
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
    storage::posts::set_text(write, post.id, again.words, again.marks, now);
    storage::rechecks::seen(write, post.id, now);
    auto as = *again.candidate;
    as.post = post.id;
    if (!held) judge_anew(write, *id, as);
    return true;
}

}  // namespace bot::listen
