#include "bot/networks/search/seen.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
bool Seen::add(std::string const& native_id, storage::Time when) {
    return times_.emplace(native_id, seconds_of(when)).second;
}

void Seen::touch(std::string const& native_id, storage::Time when) {
    if (auto const found = times_.find(native_id); found != times_.end()) found->second = seconds_of(when);
}

void Seen::forget_before(storage::Time when) {
    std::erase_if(times_, [before = seconds_of(when)](auto const& entry) { return entry.second < before; });
}

nlohmann::json Seen::to_json() const {
    auto all = nlohmann::json::object();
    for (auto const& [id, when] : times_) all[id] = when;
    return all;
}

Seen Seen::from(nlohmann::json const& value) {
    Seen seen;
    if (!value.is_object()) return seen;
    for (auto const& [id, when] : value.items())
        if (auto const seconds = json::whole(value, id)) seen.times_.emplace(id, *seconds);
    return seen;
}

}  // namespace bot::networks
