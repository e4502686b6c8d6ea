#include "storage/forget.h"

#include "storage/candidates.h"
#include "storage/replies.h"

namespace storage {

bool forget_post(Write& write, Post const& post, std::string const& outcome, Time now) {
    if (post.emptied_at) return false;
    candidates::withdraw_post(write, post.id, now);
    if (auto const reply = replies::waiting_on(write, post.key);
        reply && replies::end(write, reply->id, Reply::State::waiting,
                              {Reply::State::refused, {}, {}, {}, outcome}, now))
        candidates::move(write, reply->candidate, Candidate::State::answering, Candidate::State::gone, now);
    posts::erase_content(write, post.id, now);
    return true;
}

}  // namespace storage
