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
