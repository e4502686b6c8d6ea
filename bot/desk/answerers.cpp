#include "bot/desk/answerers.h"

#include "bot/text/code_points.h"

namespace bot::desk {

Answerers::Answerers(std::vector<networks::Network> const& networks) {
    for (auto const& network : networks)
        entries_.emplace(network.name, Entry{&network, std::make_unique<std::mutex>()});
}

Answerers::Lock Answerers::lock(std::string_view network) const {
    auto const entry = entries_.find(network);
    if (entry == entries_.end() || !entry->second.network->looks()) return {};
    return {*entry->second.mutex, entry->second.network->answerer.get()};
}

Answerers::Lock Answerers::lock_to_compose(std::string_view network) const {
    auto const entry = entries_.find(network);
    if (entry == entries_.end() || !entry->second.network->answerer) return {};
    return {*entry->second.mutex, entry->second.network->answerer.get()};
}

bool Answerers::can_answer(std::string_view network) const {
    auto const entry = entries_.find(network);
    return entry != entries_.end() && entry->second.network->answers();
}

bool Answerers::can_look(std::string_view network) const {
    auto const entry = entries_.find(network);
    return entry != entries_.end() && entry->second.network->looks();
}

networks::Policy const* Answerers::policy(std::string_view network) const {
    auto const entry = entries_.find(network);
    return entry == entries_.end() ? nullptr : &entry->second.network->policy;
}

networks::ByHand Answerers::by_hand(std::string_view network, networks::ByHandParent const& parent,
                                    std::string const& words) const {
    auto const entry = entries_.find(network);
    if (entry == entries_.end()) return {parent.url, words};
    auto const& known = *entry->second.network;
    if (known.by_hand) return known.by_hand(parent, words);
    return {networks::by_hand_url(known.policy, parent.native_id, parent.url, words), words};
}

std::size_t Answerers::longest_reply(std::string_view network) const {
    auto const entry = entries_.find(network);
    if (entry == entries_.end()) return 0;
    auto const& known = *entry->second.network;
    return known.longest_reply ? known.longest_reply() : known.policy.longest_reply;
}

std::size_t Answerers::length(std::string_view network, std::string_view words) const {
    auto const entry = entries_.find(network);
    if (entry == entries_.end() || !entry->second.network->length) return text::count_code_points(words);
    return entry->second.network->length(words);
}

}  // namespace bot::desk
