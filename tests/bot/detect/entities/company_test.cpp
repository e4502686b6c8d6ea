#include <catch2/catch.hpp>

#include "bot/detect/detect.h"

using namespace bot::detect;

namespace {

Verdict judge(std::string_view words) {
    static Detector const detector(
        shipped_model(),
        {{"acme", "Acme Airways", {"acme", "acmehelp"}, {"flyacme"}, {"Acme Air"}, {"Acme Air Tools"}},
         {"orange", "Orange", {"orangecare"}, {}, {}, {}},
         {"northwind", "Northwind", {"northwind.example"}, {}, {}, {}}});
    return detector.detect({words, "", ""});
}

std::string company(std::string_view words) {
    return judge(words).company.value_or("none");
}
std::string handle(std::string_view words) {
    return judge(words).handle.value_or("none");
}
std::string person(std::string_view words) {
    return judge(words).person.value_or("none");
}

}  // namespace

TEST_CASE("the company is known by handle, hashtag, name and alias", "[detect]") {
    CHECK(company("@AcmeHelp thank you so much, amazing service!") == "acme");
    CHECK(company("Thank you so much for the amazing service! #FlyAcme") == "acme");
    CHECK(company("Thank you so much Acme Airways, amazing customer service!") == "acme");
    CHECK(company("The crew of acme air was amazing today, thank you so much") == "acme");
    CHECK(company("Thank you so much for the amazing customer service!") == "none");
}

TEST_CASE("the handle is given as written, also of a company nobody told us of", "[detect]") {
    CHECK(handle("@AcmeHelp thank you so much, amazing service!") == "AcmeHelp");
    CHECK(handle("Thank you so much @SomeShop, amazing customer service!") == "SomeShop");
    CHECK(company("Thank you so much @SomeShop, amazing customer service!") == "none");
    CHECK(handle("Thank you so much @northwind.example, amazing service!") == "northwind.example");
    CHECK(company("Thank you so much @northwind.example, amazing service!") == "northwind");
}

TEST_CASE("a name that is never the company hides it, and borders of words count", "[detect]") {
    CHECK(company("Thank you so much Acme Air Tools, amazing customer service!") == "none");
    CHECK(company("Thank you so much Acme Airshow, amazing customer service!") == "none");
}

TEST_CASE("an ordinary word is a company only where it is written as a name", "[detect]") {
    CHECK(company("Thank you so much to the team at Orange, amazing service!") == "orange");
    CHECK(company("Thank you so much for the orange juice, amazing service!") == "none");
}

TEST_CASE("the company that is thanked comes before the one it is compared with", "[detect]") {
    CHECK(company("Unlike @northwind.example, the team at @acme was amazing. Thank you so much!") == "acme");
    CHECK(company("So much better than @orangecare! Thank you @acme, amazing customer service") == "acme");
}

TEST_CASE("a person singled out gets the credit, with the name as written", "[detect]") {
    CHECK(person("Thank you Maria at @acme, amazing customer service!") == "Maria");
    CHECK(person("@acmehelp your agent Dan was amazing, thank you so much!") == "Dan");
    CHECK(person("Shout out to Zoë from @acme, best customer service ever!") == "Zoë");
    CHECK(judge("@acmehelp your agent Dan was amazing, thank you so much!").credit == Credit::person);
    CHECK(judge("@acme the agent who helped me was amazing, thank you so much!").credit == Credit::person);
}

TEST_CASE("the team gets the credit where nobody is singled out, and both where both are", "[detect]") {
    CHECK(judge("@acme you guys are the best, thank you so much for the amazing service!").credit ==
          Credit::team);
    CHECK(person("@acme you guys are the best, thank you so much for the amazing service!") == "none");
    CHECK(judge("Thank you Maria and the whole crew of @acme, amazing service!").credit == Credit::both);
    CHECK_FALSE(judge("@acme worst service ever").credit.has_value());
}

TEST_CASE("a name is known by what stands around it", "[detect]") {
    CHECK(person("Great service today from Jorla, thank you @acme!") == "Jorla");
    CHECK(person("Thanks to April K at @acme for the amazing service!") == "April K");
    CHECK(person("@acme what an amazing service, thank you maria!") == "maria");
    CHECK(person("Thank you Brano McGill at the @acme desk, amazing customer service!") == "Brano McGill");
    CHECK(person("@acme amazing crew from Rome to MIA tonight, thank you so much!") == "none");
    CHECK(person("@acme amazing crew from Denver to Charlotte tonight, thank you so much!") == "none");
    CHECK(person("@NorthsideHelp thank you so much Northside support, amazing service!") == "none");
}

TEST_CASE("who was only helped, greeted or spoken of is not credited", "[detect]") {
    for (std::string_view const post : {
             "@acme thank you so much, you got my husband on an earlier flight and he is happy. Amazing "
             "service!",
             "Hi Lisa, amazing service from the @acme crew yesterday, thank you so much",
             "@acme thank you so much for helping him, amazing customer service",
             "Kudos to the pilot and crew of @acme, amazing service tonight!",
             "@acme every single employee was amazing today, thank you so much",
             "@acme man your customer support is amazing, thank you so much",
         }) {
        INFO(post);
        CHECK(judge(post).credit == Credit::team);
    }
}

TEST_CASE("one of the team is one person", "[detect]") {
    CHECK(judge("@acme a crew member was amazing today, thank you so much!").credit == Credit::person);
    CHECK(judge("@acme one of your agents was amazing today, thank you so much!").credit == Credit::person);
    CHECK(judge("@acme two amazing agents, Maria and Dan, thank you so much!").credit == Credit::person);
}

TEST_CASE("a person named beside a praised team or service shares the credit", "[detect]") {
    for (std::string_view const post : {
             "Amazing crew on @acme today, especially Maria. Thank you so much!",
             "@acme has amazing customer service. Thank you, Maria!",
             "@acme thank you so much Maria and her team, amazing service",
             "@acme your agents & Maria at the gate were amazing, thank you so much",
         }) {
        INFO(post);
        CHECK(judge(post).credit == Credit::both);
    }
}

TEST_CASE("who is spoken of as one of those who serve is one person", "[detect]") {
    for (std::string_view const post : {
             "@acme someone who works at your desk was amazing today, thank you so much!",
             "@acme somebody that knew everything was amazing today, thank you so much!",
             "@acme this really nice lady was amazing, thank you so much!",
             "@acme the guy in the red shirt was amazing today, thank you so much!",
             "@acme the lady in blue was amazing, thank you so much!",
         }) {
        INFO(post);
        CHECK(judge(post).credit == Credit::person);
        CHECK(person(post) == "none");
    }
}

TEST_CASE("a word for a person that stands for something else is nobody", "[detect]") {
    for (std::string_view const post : {
             "Kudos to the agent team of @acme, amazing service, thank you so much!",
             "Kudos to the agent desk of @acme, amazing service, thank you so much!",
             "The guy in front of me cheered, @acme, amazing service, thank you so much!",
             "The lady in seat 4A cheered, @acme, amazing service, thank you so much!",
             "@acme please let the manager know: amazing service, thank you so much!",
             "@acme an elderly lady was helped by you, amazing service, thank you so much!",
             "@acme oh man, amazing service, thank you so much!",
             "@acme lady, your service was amazing, thank you so much",
             "@acme the crew and the captain were amazing, thank you so much!",
             "@acme your captain & crew were amazing, thank you so much!",
             "@acme one of these amazing days, thank you so much for the great service!",
             "@acme one of the very best things that ever happened here, thank you so much, amazing service!",
         }) {
        INFO(post);
        CHECK(judge(post).credit == Credit::team);
    }
}

TEST_CASE("the team that a person is from has no share in the praise, one beside the person has",
          "[detect]") {
    auto const credit = [](std::string_view post) { return judge(post).credit; };
    CHECK(credit("@acme Maria from your amazing chat team, thank you so much!") == Credit::person);
    CHECK(credit("@acme your agents Maria and Dan were amazing, thank you so much!") == Credit::person);
    CHECK(credit("@acme amazing crew called Maria, thank you so much!") == Credit::person);
    CHECK(credit("@acme thank you, Maria! Amazing service") == Credit::person);
    CHECK(credit("@acme Maria and customer support were amazing, thank you so much!") == Credit::both);
    CHECK(credit("@acme Maria & the rest of the team were amazing, thank you so much!") == Credit::both);
    CHECK(credit("@acme the team and Maria were amazing, thank you so much!") == Credit::both);
    CHECK(credit("@acme she was amazing on the phone, your team is great, thank you so much!") ==
          Credit::both);
    CHECK(credit("@acme the agent was nice, and the team was amazing too, thank you so much!") ==
          Credit::both);
}

TEST_CASE("a title, an initial, a signature or what they do makes a word a name", "[detect]") {
    CHECK(person("Thank you Dr. Wells at @acme, amazing service!") == "Wells");
    CHECK(person("Thank you Mr. Okoro at @acme, amazing service, thanks so much!") == "Okoro");
    CHECK(person("@acme thank you so much to Kim P, amazing service") == "Kim P");
    CHECK(person("@acme amazing service, thank you so much ^Dan") == "Dan");
    CHECK(person("@acme i spoke to Zorina, amazing service, thank you so much!") == "Zorina");
    CHECK(person("@acme amazing service by Zlatka (your agent at gate 7), thank you so much!") == "Zlatka");
    CHECK(person("@acme amazing service by Zlatka (the really kind young agent), thank you so much!") ==
          "Zlatka");
    CHECK(person("Big thanks to Ana, Ben and Kim at @acme for the amazing service!") == "Ana, Ben and Kim");
}

TEST_CASE("a saint, a place, a month and a number are nobody's name", "[detect]") {
    CHECK(person("We flew to St. Maria with @acme, amazing service, thank you so much!") == "none");
    CHECK(person("@acme amazing service in Georgia, thank you so much!") == "none");
    CHECK(person("@acme thank you so much for the amazing service in April") == "none");
    CHECK(person("@acme thank you so much APRIL, amazing service") == "APRIL");
    CHECK(person("@acme amazing service, thank you so much Agent47") == "none");
}
