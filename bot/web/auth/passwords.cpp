#include "bot/web/auth/passwords.h"

#include <sodium.h>

#include <stdexcept>

namespace bot::web {

namespace {

constexpr unsigned long long rounds = 2;
constexpr std::size_t memory = std::size_t{19} * 1024 * 1024;
/// More would keep the threads that answer everybody else.
constexpr int most_waiting = 3;

}  // namespace

std::string Passwords::hash_alone(std::string const& password) const {
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), rounds, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    return out;
}

std::string Passwords::hash(std::string const& password) {
    std::lock_guard const hold(turn_);
    return hash_alone(password);
}

std::optional<bool> Passwords::right(std::optional<std::string> const& hash, std::string const& password) {
    if (++waiting_ > most_waiting) {
        --waiting_;
        return std::nullopt;
    }
    std::lock_guard const hold(turn_);
    --waiting_;
    if (nobodys_.empty()) nobodys_ = hash_alone("nobody has this password");
    auto const& compared = hash ? *hash : nobodys_;
    auto const same = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return same && hash.has_value();
}

}  // namespace bot::web
