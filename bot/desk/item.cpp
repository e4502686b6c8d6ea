#include "bot/desk/item.h"

#include "bot/desk/refusal.h"

namespace bot::desk {

std::optional<Item> find_item(storage::Read const& read, storage::CandidateId const& id) {
    auto candidate = storage::candidates::find(read, id);
    auto post = candidate ? storage::posts::find(read, candidate->post) : std::nullopt;
    if (!post) return std::nullopt;
    return Item{std::move(*candidate), std::move(*post)};
}

Item load_item(storage::Read const& read, storage::CandidateId const& id) {
    auto item = find_item(read, id);
    if (!item) throw Refusal(UserError::Kind::not_found, "not_found");
    return std::move(*item);
}

void hold(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
          storage::Time now, storage::Time until) {
    if (storage::candidates::claim(write, id, person, now, until)) return;
    if (auto const holder = storage::candidates::holder(write, id, now))
        throw Refusal(UserError::Kind::conflict, "held", {{"name", *holder}});
    throw Refusal(UserError::Kind::conflict, "decided");
}

void note(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
          std::string what, storage::Time now, std::optional<std::string> reason,
          std::optional<std::string> words) {
    storage::decisions::add(write, {id, person, std::move(what), std::move(reason), std::move(words), now});
}

}  // namespace bot::desk
