#include "bot/desk/answerers.h"

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

}  // namespace bot::desk
