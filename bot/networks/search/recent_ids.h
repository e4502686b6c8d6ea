#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "storage/types.h"

namespace bot::networks {

/// Which posts were given out lately. A network that is asked with an overlap gives the same post again and
/// again; what is in here is not handed out twice. It lives in the stored cursor, so it is kept small: ids
/// are forgotten by their time, or the ones met longest ago once there are too many. One thread.
///
///     if (recent.insert(post.native_id, written_at)) page.posts.push_back(post);
class RecentIds {
public:
    /// How they are stored. Cursors of every form are out there: a network never changes its own.
    enum class Form {
        ids,           // an object: the ids as they are, with seconds since 1970
        fingerprints,  // an object: 16 hexadecimal digits for an id, with milliseconds since 1970
        latest,        // an array of 12 hexadecimal digits each, the one met last at the end
    };
    /// At most `most` are kept, the latest; 0 is any number.
    RecentIds() = default;
    explicit RecentIds(Form form, std::size_t most) : form_(form), most_(most) {}

    /// True the first time. `when` is the time by which it is forgotten; one that is there keeps its own. In
    /// Form::latest there are no times: either way it is now the one met last.
    bool insert(std::string_view id, storage::Time when = {});
    bool contains(std::string_view id) const { return order_.contains(key_of(id)); }
    /// Sets the time of one that is there.
    void renew(std::string_view id, storage::Time when);
    /// Not in Form::latest, which has no times.
    void forget_before(storage::Time when);
    /// Down to `most`. Of equal times all go or stay. Form::latest does it by itself at each insert().
    void forget_oldest();

    /// What read() takes, by the form: an object or an array.
    nlohmann::json to_json() const;
    /// Takes over what was stored in this form, the limit too. What is no id with a time, or no fingerprint,
    /// is left out; nothing throws.
    void read(nlohmann::json const& stored);

private:
    std::string key_of(std::string_view id) const;
    std::int64_t number_of(storage::Time when) const;

    Form form_ = Form::ids;
    std::size_t most_ = 0;
    std::int64_t next_ = 0;                                   // in Form::latest
    std::map<std::string, std::int64_t, std::less<>> order_;  // key and time, or its place in the row
};

/// FNV-1a of 64 bits in 16 hexadecimal digits: http://www.isthe.com/chongo/tech/comp/fnv. Tells things apart
/// that nobody gains by making alike; two of some thousands are the same once in a billion times.
std::string fingerprint(std::string_view bytes);

}  // namespace bot::networks
