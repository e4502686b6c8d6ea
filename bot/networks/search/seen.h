#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "storage/types.h"

namespace bot::networks {

/// The posts that were given before, by native id, each with a time by which it is forgotten: what a
/// connector that asks with an overlap keeps in its cursor, so that no post is given twice.
class Seen {
public:
    /// False if it is there already.
    bool add(std::string const& native_id, storage::Time when);
    bool has(std::string const& native_id) const { return times_.contains(native_id); }
    /// Sets the time of one that is there.
    void touch(std::string const& native_id, storage::Time when);
    void forget_before(storage::Time when);
    std::size_t size() const { return times_.size(); }

    /// An object of ids and seconds since 1970.
    nlohmann::json to_json() const;
    /// What is no id with a time is left out.
    static Seen from(nlohmann::json const& value);

private:
    std::map<std::string, long long> times_;  // seconds since 1970
};

}  // namespace bot::networks
