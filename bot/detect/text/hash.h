#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bot::detect {

// Hashes of words, and a table by them. The columns of a trained model and the parts of a post's decisions
// depend on these functions, so they may not change: old models and stored signatures would mean other
// things.

/// 64-bit FNV-1a (draft-eastlake-fnv), taken byte by byte, so that all prefixes of a word cost one pass.
constexpr std::uint64_t hash_start = 0xcbf29ce484222325ULL;

constexpr std::uint64_t hash_on(std::uint64_t hash, unsigned char byte) {
    return (hash ^ byte) * 0x100000001b3ULL;
}

constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t hash = hash_start) {
    for (char const c : text) hash = hash_on(hash, static_cast<unsigned char>(c));
    return hash;
}

/// Spreads a hash over all its bits (the finalizer of MurmurHash3): FNV's low bits of short words are alike.
constexpr std::uint64_t mixed_hash(std::uint64_t hash) {
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    hash *= 0xc4ceb9fe1a85ec53ULL;
    return hash ^ (hash >> 33);
}

/// One hash of two, in this order: of a phrase, word by word.
constexpr std::uint64_t joined_hash(std::uint64_t first, std::uint64_t second) {
    return mixed_hash(first * 0x9e3779b97f4a7c15ULL + second);
}

/// A table from hash to value with open addressing, at most half full: no strings kept, one or two cache
/// lines a look-up, two keys of the same hash are the same. A key of 0 cannot be
/// held. Built once, then read by any thread.
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
