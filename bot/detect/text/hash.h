#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bot/text/hash.h"

// How the detector knows words: by the hashes of bot/text/hash.h, and a table of what belongs to each.
namespace bot::detect {

using text::hash_of;
using text::hash_on;
using text::hash_start;
using text::joined_hash;
using text::mixed_hash;

/// Of a word by itself: what Token::hash is of one that is not stretched. Models depend on it as on the
/// functions above.
constexpr std::uint64_t word_hash(std::string_view word) {
    return mixed_hash(hash_of(word));
}

/// A table from hash to value with open addressing, at most half full: no strings kept, one or two cache
/// lines a look-up, two keys of the same hash are the same. A key of 0 cannot be held. Built once, then read
/// by any thread. The lowest bits of a key choose its place, so it should be a mixed hash.
template <class Value>
class HashTable {
public:
    /// The value of the key; a new one is Value{}. Valid until the next at().
    Value& at(std::uint64_t key) {
        if ((used_ + 1) * 2 > slots_.size()) grow();
        return place(key);
    }

    /// Null if the key is not there. Valid until the next at().
    Value const* find(std::uint64_t key) const {
        for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
            if (slots_[at].key == key) return &slots_[at].value;
            if (slots_[at].key == 0) return nullptr;
        }
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        Value value{};
    };

    Value& place(std::uint64_t key) {
        auto at = key & mask_;
        while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask_;
        if (slots_[at].key == 0) ++used_;
        slots_[at].key = key;
        return slots_[at].value;
    }

    void grow() {
        auto const before = std::move(slots_);
        slots_.assign(std::max<std::size_t>(64, before.size() * 2), {});
        mask_ = slots_.size() - 1;
        used_ = 0;
        for (auto const& slot : before) {
            if (slot.key != 0) place(slot.key) = slot.value;
        }
    }

    std::vector<Slot> slots_ = std::vector<Slot>(1);
    std::size_t mask_ = 0;
    std::size_t used_ = 0;
};

}  // namespace bot::detect
