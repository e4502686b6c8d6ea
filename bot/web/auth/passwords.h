#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>

namespace bot::web {

/// argon2id with 19 MiB and two rounds, one at a time: the memory is the process's. Any thread.
class Passwords {
public:
    static constexpr std::size_t shortest = 10;
    static constexpr std::size_t longest = 200;

    /// In libsodium's text form.
    std::string hash(std::string const& password);
    /// Takes as long when there is no hash, so that nobody learns who exists. Empty if too many wait for
    /// their turn.
    std::optional<bool> right(std::optional<std::string> const& hash, std::string const& password);

private:
    std::string hash_alone(std::string const& password) const;

    std::mutex turn_;
    std::atomic<int> waiting_ = 0;
    std::string nobodys_;  // guarded by turn_; made at the first need
};

}  // namespace bot::web
