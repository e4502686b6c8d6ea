// People who cheat, and many who do not, through the whole way of a nomination: form, mail, confirmation,
// tally. What a point of the board costs is printed as a table (tests/rehearsal/README.md).

#include <fmt/format.h>

#include <soci/soci.h>

#include <catch2/catch.hpp>
#include <functional>
#include <iostream>
#include <random>

#include "bot/award/score.h"
#include "storage/seasons.h"
#include "storage/standings.h"
#include "tests/bot/nominate/builders.h"

using namespace std::chrono_literals;

namespace {

bot::nominate::Settings without_pace() {
    bot::nominate::Settings settings;
    settings.per_prefix_a_day = settings.per_wide_prefix_a_day = 1'000'000;
    settings.pace = {1'000'000, 1'000'000, 1'000'000};
    return settings;
}

/// Words that nobody else writes in that order.
class Stories {
public:
    std::string next() {
        static constexpr std::array words = {"router",  "refund",  "parcel", "patient",  "Sunday",
                                             "invoice", "called",  "again",  "friend",   "solved",
                                             "battery", "minutes", "kind",   "listened", "ticket",
                                             "hotel",   "train",   "screen", "warmly",   "explained"};
        std::string story;
        for (int i = 0; i < 18; ++i) story += fmt::format("{} ", words[random_() % words.size()]);
        return story;
    }

private:
    std::mt19937 random_{11};
};

/// One form: who sends it, from where, with which words.
struct Sent {
    std::string mail, client, story, company = "Hearth", category = "team";
};

struct Rehearsal {
    test::Programme programme{"sqlite", without_pace()};
    Stories stories;

    Rehearsal() { test::add_company(programme.world.store, "Hearth"); }

    void send(Sent const& sent) {
        auto form = programme.form(sent.company, sent.mail);
        form.story = sent.story.empty() ? stories.next() : sent.story;
        form.category = sent.category;
        programme.nominations.confirm(programme.send(form, sent.client), "en");
        programme.world.store.write([](storage::Write& write) { write.session() << "delete from mails"; });
    }
    double points(std::string const& company = "Hearth") {
        storage::Read const read(programme.world.store);
        auto const season = storage::seasons::all(read).front();
        auto const id = storage::companies::find_by_name(read, company)->id;
        auto const voices = storage::standings::voices(read, season.id, id);
        for (auto const& one : bot::award::tally(season.id, id, {}, voices, bot::award::rules_of(season)))
            if (one.category == bot::award::all_categories)
                return static_cast<double>(one.k) / static_cast<double>(bot::award::point);
        return 0;
    }
};

std::string far_address(int number) {
    return fmt::format("2001:db8:{:x}:1::1", number + 1);
}

/// 100 forms of one kind; how many of them a point takes.
double forms_a_point(std::function<Sent(int)> const& form) {
    Rehearsal rehearsal;
    for (int i = 0; i < 100; ++i) rehearsal.send(form(i));
    return 100 / rehearsal.points();
}

std::string plain_name(int number) {
    std::string name;
    for (int rest = number * 7919 + 31; rest > 0; rest /= 26) name += static_cast<char>('a' + rest % 26);
    return name + "x";
}

struct Kind {
    std::string_view name, needs;
    double least;  // forms a point
    std::function<Sent(int)> form;
};

std::vector<Kind> kinds() {
    return {
        {"catch-all of one domain", "a domain", 12,
         [](int i) {
             return Sent{plain_name(i) + "@club.example.org", far_address(i), ""};
         }},
        {"a subdomain each", "a domain", 12,
         [](int i) {
             return Sent{fmt::format("me@{}.club.com", plain_name(i)), far_address(i), ""};
         }},
        {"one domain from one /48", "a domain and a /48", 12,
         [](int i) {
             return Sent{plain_name(i) + "@club.com", fmt::format("2001:db8:7:{:x}::1", i), ""};
         }},
        {"numbers at a free provider", "100 free mailboxes of one name, 100 networks", 12,
         [](int i) {
             return Sent{fmt::format("fan{}@gmail.com", i), far_address(i), ""};
         }},
        {"one proton mailbox with - and _", "a mailbox", 12,
         [](int i) {
             std::string name = "anamaria";
             for (int bit = 0; bit < 7; ++bit)
                 if ((i >> bit & 1) != 0)
                     name.insert(static_cast<std::size_t>(7 - bit), i % 2 == 0 ? "-" : "_");
             return Sent{name + "@proton.me", far_address(i), ""};
         }},
        {"one mailbox with + words", "a mailbox", 12,
         [](int i) {
             return Sent{fmt::format("ana+{}@gmail.com", i), far_address(i), ""};
         }},
        {"one mailbox, category by category", "a mailbox", 12,
         [](int i) {
             std::array<std::string, 4> const categories = {"empathy", "knowledge", "professionalism",
                                                            "team"};
             return Sent{"ana@gmail.com", far_address(i), "", "Hearth",
                         categories[static_cast<std::size_t>(i % 4)]};
         }},
        {"the same story from everywhere", "100 mailboxes, 100 networks", 12,
         [](int i) {
             return Sent{plain_name(i) + "@gmail.com", far_address(i),
                         "They called me back on a Sunday and solved it within the hour, so kind"};
         }},
        {"random stories from one /48", "100 mailboxes, a /48", 7,
         [](int i) {
             return Sent{plain_name(i) + "@gmail.com", fmt::format("2001:db8:7:{:x}::1", i), ""};
         }},
        {"random stories from everywhere", "100 mailboxes, 100 networks", 2.4,
         [](int i) {
             return Sent{plain_name(i) + "@gmail.com", far_address(i), ""};
         }},
    };
}

}  // namespace

TEST_CASE("a point of the board costs a cheat many forms", "[rehearsal][.]") {
    std::cout << "| 100 forms | needs | forms a point |\n|---|---|---|\n";
    for (auto const& kind : kinds()) {
        auto const cost = forms_a_point(kind.form);
        std::cout << fmt::format("| {} | {} | {:.1f} |\n", kind.name, kind.needs, cost);
        INFO(kind.name);
        CHECK(cost >= kind.least);
    }
}

TEST_CASE("fakes at the provider of honest people do not drag them down", "[rehearsal][.]") {
    Rehearsal rehearsal;
    for (int i = 0; i < 30; ++i) rehearsal.send({plain_name(i) + "@smallprovider.org", far_address(i), ""});
    auto const before = rehearsal.points();
    for (int i = 30; i < 120; ++i) rehearsal.send({plain_name(i) + "@smallprovider.org", far_address(i), ""});
    auto const after = rehearsal.points();
    std::cout << fmt::format(
        "| 90 fakes beside 30 honest people of one provider | | {:.2f} points before, {:.2f} after |\n",
        before, after);
    CHECK(after >= before);
}

TEST_CASE("honest people lose next to nothing to the look for groups", "[rehearsal][.]") {
    Rehearsal rehearsal;
    std::mt19937 random(5);
    constexpr int people = 5'000, companies = 25, sharing = 300;
    for (int i = 0; i < people; ++i) {
        // Whoever shares something thanks the same team as the others: the worst that can happen to them.
        auto const company = fmt::format("Team {}", (i < sharing ? i / 10 : i) % companies);
        std::string mail = plain_name(i) + "@gmail.com";
        auto client =
            fmt::format("{}.{}.{}.{}", 20 + random() % 160, random() % 256, random() % 256, random() % 256);
        if (i < sharing / 2) {  // Fifteen offices of ten, with an address and a domain of their own each.
            mail = fmt::format("{}@office{}.com", plain_name(i), i / 10);
            client = fmt::format("203.0.113.{}", i / 10);
        } else if (i < sharing) {  // Fifteen small providers.
            mail = fmt::format("{}@provider{}.net", plain_name(i), i / 10);
        } else if (i % 9 == 0) {
            mail = fmt::format("{}{}@gmail.com", plain_name(i), 1950 + random() % 60);
        }
        rehearsal.send({mail, client, "", company});
        rehearsal.programme.world.clock.advance(5min);
    }
    double points = 0;
    for (int i = 0; i < companies; ++i) points += rehearsal.points(fmt::format("Team {}", i));
    auto const whole = people * 0.4;
    std::cout << fmt::format(
        "| 5,000 honest people, 300 of whom share an office or a small provider | | {:.0f} of {:.0f} "
        "points, {:.1f} % lost |\n",
        points, whole, 100 * (1 - points / whole));
    CHECK(points >= 0.95 * whole);
}
