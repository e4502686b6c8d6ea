#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"

namespace bot::desk {

/// The networks by name. An answerer takes one caller at a time, and both the desk and the sender ask it, so
/// each is lent out in turns. The networks must outlive this. Any thread.
class Answerers {
public:
    explicit Answerers(std::vector<networks::Network> const& networks);

    /// The network's answerer, to oneself until this is destroyed; null if it has none, or no account
    /// that could ask.
    class Lock {
    public:
        explicit operator bool() const { return answerer_ != nullptr; }
        networks::Answerer* operator->() const { return answerer_; }

    private:
        friend class Answerers;
        Lock() = default;
        Lock(std::mutex& mutex, networks::Answerer* answerer) : hold_(mutex), answerer_(answerer) {}
        std::unique_lock<std::mutex> hold_;
        networks::Answerer* answerer_ = nullptr;
    };
    Lock lock(std::string_view network) const;

    /// By API, with the account that is connected now.
    bool can_answer(std::string_view network) const;
    bool can_look(std::string_view network) const;
    /// Null if the network is not configured (any more).
    networks::Policy const* policy(std::string_view network) const;

private:
    struct Line {
        networks::Network const* network;
        std::unique_ptr<std::mutex> mutex;
    };
    std::map<std::string, Line, std::less<>> lines_;
};

}  // namespace bot::desk
