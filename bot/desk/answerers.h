#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "bot/networks/network.h"

namespace bot::desk {

/// The networks by name. An answerer takes one caller at a time, and the desk, the sender and the recheck all
/// ask it, so each is lent out in turns. The networks outlive this. Any thread.
class Answerers {
public:
    explicit Answerers(std::vector<networks::Network> const& networks);

    /// A network's answerer, for the holder alone until this is destroyed. False if there is none to ask.
    class Lock {
    public:
        explicit operator bool() const { return answerer_ != nullptr; }
        /// Only where it is not false.
        networks::Answerer* operator->() const { return answerer_; }

    private:
        friend class Answerers;
        Lock() = default;
        Lock(std::mutex& mutex, networks::Answerer* answerer) : hold_(mutex), answerer_(answerer) {}
        std::unique_lock<std::mutex> hold_;
        networks::Answerer* answerer_ = nullptr;
    };
    /// Waits for its turn. False if the network is not configured, cannot be answered, or has no account that
    /// could ask.
    Lock lock(std::string_view network) const;
    /// The same for compose() alone, which asks nobody and so needs no account. False if nobody can be
    /// answered there.
    Lock lock_to_compose(std::string_view network) const;

    /// Whether a reply can be sent there by API, with the account that is connected now.
    bool can_answer(std::string_view network) const;
    /// Whether a post can be fetched there now.
    bool can_look(std::string_view network) const;
    /// Null if the network is not configured (any more).
    networks::Policy const* policy(std::string_view network) const;
    /// What a person needs to answer there by hand; the words as they are and the post's own address where
    /// nothing better is known.
    networks::ByHand by_hand(std::string_view network, networks::ByHandParent const& parent,
                             std::string const& words) const;
    /// In what the network counts; 0 if it is not known.
    std::size_t longest_reply(std::string_view network) const;
    /// How long words are there, in the same. Waits for nobody.
    std::size_t length(std::string_view network, std::string_view words) const;

private:
    struct Entry {
        networks::Network const* network;
        /// Held while its answerer is lent out.
        std::unique_ptr<std::mutex> mutex;
    };
    /// By the network's name. Filled once, so it needs no mutex of its own.
    std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace bot::desk
