#include "bot/desk/answerers.h"

namespace bot::desk {

Answerers::Answerers(std::vector<networks::Network> const& networks) {
    for (auto const& network : networks)
        lines_.emplace(network.name, Line{&network, std::make_unique<std::mutex>()});
}

Answerers::Lock Answerers::lock(std::string_view network) const {
    auto const line = lines_.find(network);
    if (line == lines_.end() || !line->second.network->looks()) return {};
    return {*line->second.mutex, line->second.network->answerer.get()};
}

bool Answerers::can_answer(std::string_view network) const {
    auto const line = lines_.find(network);
    return line != lines_.end() && line->second.network->answers();
}

bool Answerers::can_look(std::string_view network) const {
    auto const line = lines_.find(network);
    return line != lines_.end() && line->second.network->looks();
}

networks::Policy const* Answerers::policy(std::string_view network) const {
    auto const line = lines_.find(network);
    return line == lines_.end() ? nullptr : &line->second.network->policy;
}

}  // namespace bot::desk
