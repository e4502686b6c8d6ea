#include "bot/nominate/look_alike.h"

#include <catch2/catch.hpp>
#include <map>
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

TEST_CASE("a neighbourhood is a /24 of IPv4 or a /48 of IPv6", "[nominate]") {
    CHECK(wide_prefix("192.0.2.7") == wide_prefix("::ffff:192.0.2.200"));
    CHECK(wide_prefix("192.0.2.7") != wide_prefix("192.0.3.7"));
    CHECK(wide_prefix("2001:db8:1:2::7") == wide_prefix("2001:db8:1:ffff::9"));
    CHECK(wide_prefix("2001:db8:1::7") != wide_prefix("2001:db8:2::7"));
    CHECK(wide_prefix("unknown").empty());
}

TEST_CASE("a hundred subdomains of one domain and networks of one customer share their signals",
          "[nominate]") {
    test::World const world;
    std::map<std::string, std::set<std::string>> values;
    for (int i = 0; i < 100; ++i) {
        auto const number = std::to_string(i);
        auto const address = read_address("kim" + std::string(1, static_cast<char>('a' + i % 26)) + "@s" +
                                          number + ".cheap.example");
        for (auto const& [signal, value] :
             sender_signals(world.keys, "2001:db8:7:" + number + "::1", *address))
            values[signal].insert(value);
    }
    CHECK(values["mail_domain"].size() == 1);
    CHECK(values["prefix_wide"].size() == 1);
    CHECK(values["prefix"].size() == 100);
    for (auto const* mail : {"kim@hotmail.it", "kim@att.net", "kim@yahoo.com.br", "kim@lee.fastmail.com"})
        for (auto const& signal : sender_signals(world.keys, "192.0.2.1", read_address(mail).value()))
            CHECK(signal.signal != "mail_domain");
}

TEST_CASE("one mail server behind many domains is a signal, one that hosts anybody's is none", "[nominate]") {
    using Hosts = std::vector<bot::transport::MailHost>;
    CHECK(owner_of_server(Hosts{{20, "b.other.example"}, {10, "mx1.cheap.example"}}) == "cheap.example");
    CHECK(owner_of_server(Hosts{{10, "mx2.cheap.example"}, {10, "mx1.another.example"}}) ==
          "another.example");
    for (auto const& hosts : {Hosts{}, Hosts{{0, ""}}, Hosts{{5, "aspmx.l.google.com"}},
                              Hosts{{0, "firm-example.mail.protection.outlook.com"}},
                              Hosts{{1, "route1.mx.cloudflare.net"}}, Hosts{{10, "mx00.ionos.de"}}})
        CHECK_FALSE(owner_of_server(hosts));
}

TEST_CASE("the mail server is asked for when somebody confirms, and no answer is no signal", "[nominate]") {
    std::vector<std::string> asked;
    bot::nominate::Settings settings;
    settings.mail_hosts_of = [&](std::string const& domain) {
        asked.push_back(domain);
        return domain.ends_with(".cheap.example")
                   ? std::vector<bot::transport::MailHost>{{10, "mx.cheap.example"}}
                   : std::vector<bot::transport::MailHost>{};
    };
    test::Programme programme(GENERATE(Catch::Generators::from_range(test::databases())), settings);
    auto const server_of = [&](std::string const& mail) {
        auto const one = programme.thank(programme.form("Hearth", mail));
        for (auto const& signal : storage::nomination_signals::of(programme.world.store, one.id))
            if (signal.signal == "mail_server") return signal.value_hash;
        return std::string();
    };
    programme.send(programme.form("Hearth", "never@confirmed.example"));
    auto const first = server_of("kim@one.cheap.example");
    CHECK_FALSE(first.empty());
    CHECK(server_of("lee@two.cheap.example") == first);
    CHECK(server_of("ana@other.example").empty());
    CHECK(server_of("ana@gmail.com").empty());
    CHECK(asked == std::vector<std::string>{"one.cheap.example", "two.cheap.example", "other.example"});
}

TEST_CASE("runs of names differ only in numbers or single letters", "[nominate]") {
    CHECK(run("thanks1@a.example") == run("Thanks27@a.example"));
    CHECK(run("a.miller@a.example") == run("b.miller@a.example"));
    CHECK(run("anna.miller@a.example").empty());
    CHECK(run("thanks1@a.example") != run("thanks1@b.example"));
    CHECK(run("thanks1@x.a.example") == run("thanks2@y.a.example"));
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
        // A network of its own each, so that only the words can group them.
        return programme.thank(form, "2001:db8:" + std::to_string(programme.count("nominations") + 1) + "::1")
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
    bot::nominate::Settings settings;
    settings.per_wide_prefix_a_day = 1'000;
    test::Programme programme("sqlite", settings);
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
