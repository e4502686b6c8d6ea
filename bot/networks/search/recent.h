#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace bot::networks {

/// Which posts were given out lately, for a network that has to be asked with an overlap. Lives in a cursor:
/// a short fingerprint each, the ones met longest ago are forgotten first.
class Recent {
public:
    explicit Recent(std::size_t most = 400) : most_(most) {}
    /// True the first time; either way it is now the one met last.
    bool meet(std::string_view native_id);
    bool has(std::string_view native_id) const;

    nlohmann::json value() const;
    /// What is no list of fingerprints counts as nothing seen.
    static Recent from(nlohmann::json const& value, std::size_t most);

private:
    std::size_t most_;
    std::vector<std::string> prints_;  // the last met last
};

}  // namespace bot::networks
