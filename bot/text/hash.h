#pragma once

#include <cstdint>
#include <string_view>

// Hashes of words. The columns of a trained model, the parts of a post's decisions and the stored signatures
// of posts depend on these functions, so they may not change: old models and signatures would mean other
// things.
namespace bot::text {

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

}  // namespace bot::text
