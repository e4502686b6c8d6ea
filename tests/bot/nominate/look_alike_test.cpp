#include "bot/nominate/look_alike.h"

#include <catch2/catch.hpp>
#include <set>

#include "storage/nominations.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;
using namespace bot::nominate;

namespace {

std::string fold(std::string const& typed) {
    auto const address = read_address(typed);
    return address ? folded(*address) : "refused";
}

std::string run(std::string const& typed) {
    return name_run(read_address(typed).value());
}

bool alike(std::string_view one, std::string_view other) {
    return similar(sketch_of(one), sketch_of(other));
}

constexpr auto story = "They called me back on a Sunday and solved it within the hour";

}  // namespace

TEST_CASE("one mailbox is one person however it is spelled", "[nominate]") {
    CHECK(fold(" Ana.Maria+awards@GoogleMail.com\n") == "anamaria@gmail.com");
    CHECK(fold("ana.+awards@yandex.com") == "ana@yandex.ru");
    CHECK(fold("ana-x@yahoo.com") == "ana@yahoo.com");
    CHECK(fold("a.na@proton.me") == fold("ana@pm.me"));
    CHECK(fold("ana.maria@outlook.com") == "ana.maria@outlook.com");
    CHECK(fold("Ana+x@Firm.example") == "ana+x@firm.example");
    CHECK(fold("+all@gmail.com") == "+all@gmail.com");
    CHECK(fold("ana@Müller.example") == "ana@xn--mller-kva.example");
}

TEST_CASE("what cannot be written to is no mail address", "[nominate]") {
    for (auto const* typed : {"", "ana", "@b.example", "ana@", "ana@b", "ana@@b.example", "a b@c.example",
                              "ana@b..example", ".ana@b.example", "ana.@b.example", "a..b@c.example",
                              "ana@-b.example", "ana@b.example\r\nBcc: x@y.example", "\"a b\"@c.example",
                              "änä@b.example", "<ana@b.example>", "ana@b_c.example", "ana@[127.0.0.1]"})
        CHECK(fold(typed) == "refused");
    CHECK(fold(std::string(65, 'a') + "@b.example") == "refused");
    CHECK(fold("a@" + std::string(260, 'b') + ".example") == "refused");
    auto const label = "." + std::string(49, 'b');
    auto const long_domain = "@b" + label + label + label + label + ".example";
    CHECK(fold(std::string(43, 'a') + long_domain) != "refused");
    // Six characters more in ASCII.
    CHECK(fold(std::string(43, 'a') + "@\u00fc" + long_domain.substr(2)) == "refused");
}

TEST_CASE("a household is the whole IPv4 address or the first half of an IPv6 one", "[nominate]") {
    CHECK(address_prefix("192.0.2.7") == "192.0.2.7");
    CHECK(address_prefix("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(address_prefix("2001:db8:1:2:3:4:5:6") == address_prefix("2001:0db8:1:2::9"));
    CHECK(address_prefix("2001:db8:1:3::9") != address_prefix("2001:db8:1:2::9"));
    CHECK(address_prefix("unknown").empty());
}

TEST_CASE("runs of names differ only in numbers or single letters", "[nominate]") {
    CHECK(run("thanks1@a.example") == run("Thanks27@a.example"));
    CHECK(run("a.miller@a.example") == run("b.miller@a.example"));
    CHECK(run("anna.miller@a.example").empty());
    CHECK(run("thanks1@a.example") != run("thanks1@b.example"));
}

TEST_CASE("stories are alike when they share most of their words in order", "[nominate]") {
    CHECK(alike(story, "They called me back on a sunday, and solved it within the HOUR!"));
    CHECK(alike(story, std::string(story) + " too"));
    CHECK_FALSE(alike(story, "Nobody had time for me until Ines found out what the parcel company had done"));
    CHECK_FALSE(alike("Great support", "Great support"));
    CHECK_FALSE(alike("", ""));
}

TEST_CASE("similar stories within an hour are one burst around the first", "[nominate]") {
    test::Programme programme;
    auto const groups = [&](std::string const& mail, std::string const& words) {
        auto form = programme.form("Hearth", mail + "@gmail.com");
        form.story = words;
        // An address of its own each, so that only the words can group them.
        return programme
            .thank(form, "2001:db8:0:" + std::to_string(programme.count("nominations") + 1) + "::1")
            .group_ids.value();
    };
    auto const shared = [](std::string const& one, std::string const& other) {
        for (std::size_t i = 2; i + 32 < one.size(); i += 35)
            if (other.find(one.substr(i, 32)) != std::string::npos) return true;
        return false;
    };
    auto const first = groups("ana", story);
    CHECK(shared(first, groups("ben", std::string(story) + ".")));
    CHECK_FALSE(
        shared(first, groups("cyd", "Nobody had time for me until Ines found out what had happened")));
    programme.world.clock.advance(61min);
    CHECK_FALSE(shared(first, groups("dan", story)));
}

TEST_CASE("a burst stays one however many it has", "[nominate]") {
    test::Programme programme;
    auto form = programme.form("Hearth");
    form.story = story;
    std::set<std::string> bursts;
    for (int i = 0; i < 203; ++i) {
        auto const number = std::to_string(i);
        form.mail = "fan" + number + "@gmail.com";
        programme.send(form, "2001:db8:0:" + number + "::1");
    }
    for (auto const& row : storage::nominations::recent(programme.world.store, 1000))
        for (auto const& signal : storage::nomination_signals::of(programme.world.store, row.id))
            if (signal.signal == "burst") bursts.insert(signal.value_hash);
    CHECK(bursts.size() == 1);
}

TEST_CASE("a group has the same id for one company and unrelated ones elsewhere", "[nominate]") {
    test::Programme programme;
    auto const one = programme.thank(programme.form("Hearth", "ana@shop.example"));
    auto const same = programme.thank(programme.form("Hearth", "ben@shop.example"));
    auto const elsewhere = programme.thank(programme.form("Kiln", "cyd@shop.example"));
    auto const ids = [](storage::Nomination const& nomination) {
        std::set<std::string> found;
        for (std::size_t i = 2; i < nomination.group_ids->size(); i += 35)
            found.insert(nomination.group_ids->substr(i, 32));
        return found;
    };
    std::size_t shared = 0;
    for (auto const& id : ids(one)) shared += ids(same).contains(id);
    CHECK(shared >= 2);  // The network and the firm's domain.
    for (auto const& id : ids(one)) CHECK_FALSE(ids(elsewhere).contains(id));
}
