#include "bot/account_linking/accounts.h"

#include <catch2/catch.hpp>

#include "bot/pages/words.h"
#include "tests/tools/world.h"

using namespace std::chrono_literals;
using bot::account_linking::Accounts;
using bot::networks::AccountLink;
using bot::networks::NetworkError;
using bot::networks::NotConnected;
using Class = NetworkError::Class;
using Why = NotConnected::Why;

namespace {

/// An account at a network of which a test says how it lets us in. Remembers what it was asked.
class Link : public AccountLink {
public:
    State state() const override { return now; }
    Form form() const override { return wants; }
    std::optional<PendingAuthorization> begin(Entered const& entered) override {
        begun.push_back(entered);
        answer();
        if (wants.password) return std::nullopt;
        return PendingAuthorization{"https://there.example/authorize",
                                    "state-" + std::to_string(begun.size()), entered.redirect, "secret"};
    }
    void finish(PendingAuthorization const& leaving, std::string_view code) override {
        finished.push_back(leaving.secret + " " + std::string(code));
        answer();
    }
    void disconnect() override {
        ++disconnected;
        answer();
    }

    State now;
    Form wants;
    std::function<void()> answer = [] {};  // may throw
    std::vector<Entered> begun;
    std::vector<std::string> finished;
    int disconnected = 0;
};

struct Linking : test::World {
    explicit Linking(std::string const& public_url = "https://awards.example")
        : accounts(store, clock, networks, public_url) {
        bot::networks::Network network;
        network.name = "mastodon";
        network.account_link = std::make_unique<Link>();
        link = static_cast<Link*>(network.account_link.get());
        networks.push_back(std::move(network));
    }
    std::string begin(std::string const& session = "ines", Accounts::Entered const& entered = {}) {
        return accounts.begin("mastodon", session, entered);
    }
    std::string come_back(std::string const& session, std::string const& state,
                          std::string const& code = "code") {
        return accounts.come_back("mastodon", session, state, code);
    }
    bool pending(std::string const& session = "ines") const {
        return accounts.pending("mastodon", session).has_value();
    }

    std::vector<bot::networks::Network> networks;
    Link* link;  // owned by `networks`
    Accounts accounts;
};

/// The account was not connected for that reason, with the word that the operator is told by.
struct Refused {
    std::string word;
    std::function<void()> by;
};

std::vector<Refused> refusals() {
    std::vector<Refused> all;
    auto const not_connected = [&](std::string const& word, Why why) {
        all.push_back({word, [why] { throw NotConnected(why, Class::auth, "no"); }});
    };
    auto const network_error = [&](std::string const& word, Class who) {
        all.push_back({word, [who] { throw NetworkError(who, "no"); }});
    };
    not_connected("in_settings", Why::in_settings), not_connected("no_client", Why::no_client);
    not_connected("address", Why::address), not_connected("other_software", Why::other_software);
    not_connected("application", Why::application), not_connected("code", Why::code);
    not_connected("password", Why::password), not_connected("no_app_password", Why::no_app_password);
    not_connected("second_factor", Why::second_factor), not_connected("closed", Why::closed);
    not_connected("no_token", Why::no_token), not_connected("too_little", Why::too_little);
    network_error("refused", Class::auth), network_error("rate", Class::rate);
    network_error("network", Class::network), network_error("theirs", Class::theirs);
    network_error("ours", Class::ours);
    return all;
}

}  // namespace

TEST_CASE("why an account was not connected is told by one word, which every language has a sentence for",
          "[connect]") {
    bot::pages::Words const words;
    for (auto const& refused : refusals()) {
        INFO(refused.word);
        Linking at;
        at.link->answer = refused.by;
        CHECK(at.begin() == refused.word);
        CHECK_FALSE(at.pending());
        at.link->answer = [] {};
        REQUIRE(at.begin().empty());
        at.link->answer = refused.by;
        CHECK(at.come_back("ines", "state-2") == refused.word);
        CHECK(at.accounts.disconnect("mastodon") == refused.word);
        for (auto const& language : words.languages())
            CHECK_NOTHROW(words.say(language, "connect.trouble_" + refused.word));
    }
}

TEST_CASE("any other failure of a link is nobody's to put right and is not told as one", "[connect]") {
    Linking at;
    at.link->answer = [] { throw std::runtime_error("a mistake of ours"); };
    CHECK_THROWS_AS(at.begin(), std::runtime_error);
    CHECK_FALSE(at.pending());
}

TEST_CASE("an operator has ten minutes to come back", "[connect]") {
    Linking at;
    REQUIRE(at.begin().empty());
    CHECK(at.accounts.pending("mastodon", "ines")->url == "https://there.example/authorize");
    at.clock.advance(10min - 1ms);
    CHECK(at.pending());
    at.clock.advance(1ms);
    CHECK_FALSE(at.pending());
    CHECK(at.come_back("ines", "state-1") == "state");
    CHECK(at.link->finished.empty());
}

TEST_CASE("a link belongs to the session that began it, with the state that it was begun with", "[connect]") {
    Linking at;
    at.begin("ines");
    at.begin("omar");
    CHECK(at.come_back("ines", "state-2") == "state");
    CHECK(at.come_back("nobody", "state-1") == "state");
    CHECK(at.come_back("ines", "") == "state");
    CHECK(at.pending("ines"));
    CHECK(at.come_back("ines", "state-1", "the-code").empty());
    CHECK(at.link->finished == std::vector<std::string>{"secret the-code"});
    CHECK(at.pending("omar"));
    CHECK(at.come_back("ines", "state-1", "the-code") == "state");
}

TEST_CASE("a link that is begun again takes the place of the one before", "[connect]") {
    Linking at;
    at.begin();
    at.begin();
    CHECK(at.come_back("ines", "state-1") == "state");
    CHECK(at.come_back("ines", "state-2").empty());
    at.begin();
    at.accounts.stop("mastodon", "omar");
    CHECK(at.pending());
    at.accounts.stop("mastodon", "ines");
    CHECK_FALSE(at.pending());
}

TEST_CASE("who says no at the network has used up the link", "[connect]") {
    Linking at;
    at.begin();
    CHECK(at.come_back("ines", "state-1", "") == "declined");
    CHECK(at.come_back("ines", "state-1", "code") == "state");
    CHECK(at.link->finished.empty());
}

TEST_CASE("a code is pasted where the network shows one, and only there", "[connect]") {
    Linking at;
    at.link->wants.can_show_code = true;
    at.begin("ines", {"", "", "", true});
    CHECK(at.link->begun.back().redirect.empty());
    CHECK(at.accounts.pending("mastodon", "ines")->shows_code);
    CHECK(at.accounts.paste("mastodon", "ines", "") == "no_code");
    CHECK(at.accounts.paste("mastodon", "ines", "pasted").empty());
    CHECK(at.link->finished == std::vector<std::string>{"secret pasted"});
    CHECK(at.accounts.paste("mastodon", "ines", "pasted") == "state");

    at.begin("ines");
    CHECK(at.link->begun.back().redirect == "https://awards.example/console/networks/mastodon/back");
    CHECK_FALSE(at.accounts.pending("mastodon", "ines")->shows_code);
    CHECK(at.accounts.paste("mastodon", "ines", "pasted") == "state");
    CHECK(at.pending());
}

TEST_CASE("a network sends browsers to us by https, or on this very machine", "[connect]") {
    auto const [url, comes_back] =
        GENERATE(table<std::string, bool>({{"https://awards.example", true},
                                           {"http://127.0.0.1:8080", true},
                                           {"http://localhost:8080", true},
                                           {"http://[::1]:8080", true},
                                           {"http://awards.example", false},
                                           {"http://localhost", true},
                                           {"http://localhost.evil.example", false},
                                           {"http://127.0.0.1.evil.example", false},
                                           {"http://192.168.0.7", false},
                                           {"", false}}));
    INFO(url);
    Linking at(url);
    CHECK(at.accounts.find("mastodon")->can_come_back == comes_back);
    CHECK(at.begin() == (comes_back ? "" : "no_way_back"));
    // A code that is shown, or a password, needs no way back.
    at.link->wants.can_show_code = true;
    CHECK(at.begin().empty());
    CHECK(at.link->begun.back().redirect.empty() == !comes_back);
    at.link->wants = {};
    at.link->wants.password = true;
    CHECK(at.begin().empty());
}

TEST_CASE("a hundred sign-ins that nobody ends do not let one begin that would be lost", "[connect]") {
    Linking at;
    for (int i = 0; i < 100; ++i) REQUIRE(at.begin("s" + std::to_string(i)).empty());
    CHECK(at.begin("one more") == "too_many");
    CHECK_FALSE(at.accounts.pending("mastodon", "one more"));
    CHECK(at.begin("s7").empty());
    at.clock.advance(std::chrono::minutes(11));
    CHECK(at.begin("one more").empty());
    CHECK(at.accounts.pending("mastodon", "one more"));
}

TEST_CASE("what was typed reaches the link as it was typed", "[connect]") {
    Linking at;
    at.link->wants.password = true;
    at.begin("ines", {"https://there.example", "awards", "secret-password", false});
    auto const& entered = at.link->begun.at(0);
    CHECK(entered.server == "https://there.example");
    CHECK(entered.handle == "awards");
    CHECK(entered.password == "secret-password");
    CHECK_FALSE(at.pending());
}

TEST_CASE("an account that the settings name is neither replaced nor disconnected here", "[connect]") {
    Linking at;
    at.link->now.in_settings = true;
    CHECK(at.begin() == "in_settings");
    CHECK(at.accounts.disconnect("mastodon") == "in_settings");
    CHECK(at.link->begun.empty());
    CHECK(at.link->disconnected == 0);
}

TEST_CASE("a network that is off is listed with what to add, and cannot be linked", "[connect]") {
    Linking at;
    at.link->now.handle = "awards@there.example";
    auto const all = at.accounts.all();
    REQUIRE(all.size() > 1);
    for (auto const& account : all) {
        INFO(account.network);
        CHECK(account.enabled == (account.network == "mastodon"));
        CHECK(account.state.handle == (account.enabled ? "awards@there.example" : ""));
        CHECK(account.settings.find("[networks." + account.network + "]") != std::string::npos);
        CHECK_FALSE(account.title.empty());
    }
    CHECK(at.accounts.begin("x", "ines", {}) == "not_enabled");
    CHECK(at.accounts.disconnect("x") == "not_enabled");
    CHECK_FALSE(at.accounts.find("rss"));
    CHECK_FALSE(at.accounts.pending("x", "ines"));
}
