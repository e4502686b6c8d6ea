#include "bot/base/log.h"
#include "bot/desk/queue.h"
#include "bot/desk/refusal.h"
#include "storage/suppressions.h"

namespace bot::desk {
namespace {

using networks::Parent;

std::optional<Parent> ask(Answerers const& answerers, storage::Post const& post) {
    auto answerer = answerers.lock(post.network);
    if (!answerer || !post.native_id) return std::nullopt;
    try {
        return answerer->look(*post.native_id);
    } catch (networks::NetworkError const& error) {
        log::warn("a post could not be looked at again",
                  {{"network", log::vouched(post.network)}, {"why", error}});
        bool const for_now = error.error_class == networks::NetworkError::Class::rate;
        throw Refusal(UserError::Kind::unavailable, for_now ? "no_more" : "unreachable");
    }
}

}  // namespace

std::optional<Parent> recheck_post(storage::Store& store, Answerers const& answerers, Item const& item,
                                   Complains const& complains, storage::Time now) {
    auto const parent = ask(answerers, item.post);
    if (!parent) return std::nullopt;
    auto const leaves_queue = [&] {
        store.write([&](storage::Write& write) {
            if (parent->state == Parent::State::blocked_us && item.post.author_key)
                storage::suppressions::add(write, *item.post.author_key, storage::suppressions::Why::stop,
                                           now);
            storage::candidates::move(write, item.candidate.id, storage::Candidate::State::waiting,
                                      storage::Candidate::State::gone, now);
        });
    };
    switch (parent->state) {
        case Parent::State::gone:
            leaves_queue();
            throw Refusal(UserError::Kind::conflict, "gone");
        case Parent::State::locked:
            leaves_queue();
            throw Refusal(UserError::Kind::conflict, "locked");
        case Parent::State::blocked_us:
            leaves_queue();
            throw Refusal(UserError::Kind::conflict, "blocked");
        case Parent::State::there:
            break;
    }
    if (item.post.text && parent->text != *item.post.text) {
        store.write(
            [&](storage::Write& write) { storage::posts::set_text(write, item.post.id, parent->text, now); });
        throw Refusal(UserError::Kind::conflict, "edited");
    }
    if (auto const complaint =
            complaint_in(parent->below, item.post, item.candidate.company, store, complains))
        throw Refusal(UserError::Kind::conflict, complaint->answered ? "unhappy" : "complained",
                      {{"words", complaint->words}});
    return parent;
}

}  // namespace bot::desk
