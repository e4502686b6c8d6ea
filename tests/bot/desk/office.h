#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bot/desk/desk.h"
#include "bot/desk/queue.h"
#include "bot/desk/rules.h"
#include "bot/desk/sender.h"
#include "bot/nominate/invitations.h"
#include "storage/companies.h"
#include "tests/bot/desk/fake_network.h"
#include "tests/tools/world.h"

namespace test {

/// What a test says of a find; the rest is ordinary.
struct Found {
    std::string name = "post-1";  // of the post; its native id
    std::optional<std::string> author = "jo";
    std::optional<std::string> thread = {};
    std::string text = "the team of Paloma was lovely";
    std::string company = "paloma";  // "" if not recognised
    storage::Candidate::Lane lane = storage::Candidate::Lane::likely;
    double praise = 0.9;
    std::chrono::hours age{1};
    bool summoned = false;
    std::string network = "fake";
};

/// A desk with two operators, two companies (@palomacare writes for one) and one network, on a folder that
/// may outlive it. What begins with "awful" is a complaint.
class Office {
public:
    Office(std::filesystem::path const& folder, std::string const& database,
           bot::Time now = ManualClock::start);

    storage::CandidateId find(Found const& found);
    storage::Reply approve(storage::CandidateId const& id, std::string const& words = "Thank you: {link}");
    storage::Reply reply(storage::ReplyId const& id) const { return *storage::replies::find(store, id); }
    storage::Candidate candidate(storage::CandidateId const& id) const {
        return *storage::candidates::find(store, id);
    }
    /// The author with that key says stop, as a message to our account does.
    void opt_out(std::string const& author_key);
    std::vector<std::string> outbox() const { return outbox_lines(folder / "outbox"); }
    /// Of a database on which the whole SQL must run.
    void sql(std::string const& statement);

    std::filesystem::path const folder;
    ManualClock clock;
    bot::Keys keys;
    storage::Store store;
    FakeAnswerer* network;  // owned by `networks`
    std::vector<bot::networks::Network> networks;
    bot::desk::Answerers answerers;
    bot::nominate::Invitations invitations;
    bot::desk::Settings settings = rules();
    bot::desk::Desk desk;
    bot::desk::Queue queue;
    bot::desk::Sender sender;
    storage::OperatorId const ana{"ana"}, ben{"ben"};

private:
    std::vector<bot::networks::Network> connect();
    bot::desk::Settings rules() const;
};

/// An office on a fresh folder, on the engine of that name.
struct FreshOffice {
    explicit FreshOffice(std::string const& engine)
        : database(engine, folder), office(folder.path, database.url) {}
    Office* operator->() { return &office; }

    Folder folder;
    Database database;
    Office office;
};

/// The message of the refusal that `act` ends with; "" if it is not refused.
template <class Act>
std::string refusal(Act&& act);

}  // namespace test

template <class Act>
std::string test::refusal(Act&& act) {
    try {
        act();
        return {};
    } catch (bot::desk::Refusal const& refused) {
        return refused.message().substr(std::string("queue.no.").size());
    }
}
