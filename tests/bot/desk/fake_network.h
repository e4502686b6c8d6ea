#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bot/networks/network.h"

namespace test {

/// A network that keeps what it was sent in a file, so that it outlives the process that sent it: a line a
/// reply,
/// "<key> <words>". Tests set the public members.
class FakeAnswerer : public bot::networks::Answerer {
public:
    explicit FakeAnswerer(std::filesystem::path outbox) : outbox_(std::move(outbox)) {}

    bot::networks::Parent look(std::string_view native_id) override;
    bot::networks::Composed compose(bot::networks::ApprovedReply const& reply,
                                    bot::networks::Parent const& parent) const override;
    bot::networks::SentReply send(bot::networks::Composed const& reply) override;
    std::optional<bot::networks::SentReply> find(bot::networks::Composed const& reply) override;
    bool honours_idempotency() const override { return honours; }

    /// What it shows of a post; one that is not here is shown as `text`.
    std::map<std::string, bot::networks::Parent, std::less<>> parents;
    std::string text = "the team of Paloma was lovely";
    std::size_t limit = 300;
    bool honours = true;
    bool delivers = true;                       // a call arrives, whatever it then answers
    std::function<void()> answer = [] {};       // may throw, after the call arrived or not
    std::function<void()> find_answer = [] {};  // the same for looking up
    std::function<void()> look_answer = [] {};  // and for looking at a post
    int calls = 0;

private:
    std::filesystem::path const outbox_;
};

/// An account whose timeline a test writes. Remembers since when it was asked for.
class FakeAccount : public bot::networks::Account {
public:
    std::optional<State> look() override { return std::nullopt; }
    std::vector<bot::networks::OwnReply> recent_replies(bot::networks::Time since) override;

    std::vector<bot::networks::OwnReply> timeline;
    std::function<void()> answer = [] {};  // may throw
    std::vector<bot::networks::Time> asked;
};

/// An account that is connected until it is disconnected.
class FakeConnection : public bot::networks::AccountLink {
public:
    State state() const override {
        State state;
        state.connected = connected;
        return state;
    }
    Form form() const override { return {}; }
    std::optional<PendingAuthorization> begin(Entered const&) override {
        return PendingAuthorization{"https://fake.example", "state", "", ""};
    }
    void finish(PendingAuthorization const&, std::string_view) override { connected = true; }
    void disconnect() override { connected = false; }

    bool connected = true;
};

/// The lines of the outbox.
std::vector<std::string> outbox_lines(std::filesystem::path const& outbox);

}  // namespace test
