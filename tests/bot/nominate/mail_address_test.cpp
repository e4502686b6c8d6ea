#include "bot/nominate/mail_address.h"

#include <catch2/catch.hpp>

#include "bot/nominate/mail_providers.h"
#include "bot/text/hosts.h"

using namespace bot::nominate;

namespace {

std::string taken(std::string const& typed) {
    auto const address = read_address(typed);
    return address ? address->text() : "refused";
}

std::string fold(std::string const& typed) {
    return folded(read_address(typed).value());
}

std::string paced(std::string const& typed) {
    return paced_mailbox(read_address(typed).value());
}

}  // namespace

TEST_CASE("what comes along with a pasted address is taken off", "[nominate][mail_address]") {
    CHECK(taken("lee@mail.example.net\u00a0") == "lee@mail.example.net");
    CHECK(taken("\u200blee@mail.example.net") == "lee@mail.example.net");
    CHECK(taken("lee@mail.example.net\u200b\ufeff") == "lee@mail.example.net");
    CHECK(taken("\u202alee@mail.example.net\u202c") == "lee@mail.example.net");
    CHECK(taken("\u3000lee@mail.example.net\t") == "lee@mail.example.net");
    CHECK(taken("lee@mail.example.net.") == "lee@mail.example.net");
    CHECK(taken("lee@b\u00fccher.example") == "lee@xn--bcher-kva.example");
    CHECK(taken("LEE@MAIL.EXAMPLE.NET") == "LEE@mail.example.net");
    CHECK(taken("lee@mail.example.net..") == "refused");
    CHECK(taken("l\u200bee@mail.example.net") == "refused");
}

TEST_CASE("an address before whose @ stand other letters is refused with that reason",
          "[nominate][mail_address]") {
    for (auto const* typed :
         {"ren\u00e9e@mail.example", "\u7528\u6237@\u4f8b\u5b50.example", " \u00e9@b.example "}) {
        CHECK(taken(typed) == "refused");
        CHECK(needs_other_letters(typed));
    }
    for (auto const* typed :
         {"", "\u00e9", "@b\u00fccher.example", "\u200blee@b.example", "lee@b\u00fccher.example"})
        CHECK_FALSE(needs_other_letters(typed));
}

TEST_CASE("providers for everybody are known by name, and nobody can buy into them",
          "[nominate][mail_address]") {
    for (auto const* domain :
         {"gmail.com",      "hotmail.it", "att.net",      "yahoo.com.br",   "live.nl",     "outlook.es",
          "btinternet.com", "qq.com",     "naver.com",    "rediffmail.com", "bigpond.com", "uol.com.br",
          "orange.fr",      "libero.it",  "t-online.de",  "seznam.cz",      "me.com",      "ana.fastmail.com",
          "comcast.net",    "rogers.com", "docomo.ne.jp", "wp.pl",          "yandex.ru",   "mail.ru"}) {
        INFO(domain);
        CHECK(is_public_provider(domain));
    }
    for (auto const* domain :
         {"shop.example", "live.xyz", "yahoo.pizza", "a.gmail.com", "fastmail.example", "com", ""}) {
        INFO(domain);
        CHECK_FALSE(is_public_provider(domain));
    }
    CHECK(MailProviders::built_in().domains() > 1'000);
}

TEST_CASE("each provider reads the part before the @ in its own way", "[nominate][mail_address]") {
    CHECK(fold("a.n-a_b+x@pm.me") == "anab@proton.me");
    CHECK(fold("ana-shop@yahoo.com.br") == "ana@yahoo.com.br");
    CHECK(fold("shop@ana.fastmail.com") == "ana@fastmail.com");
    CHECK(fold("ana+shop@fastmail.fm") == "ana@fastmail.fm");
    CHECK(fold("a.na@hotmail.it") == "a.na@hotmail.it");
    CHECK(fold("-@proton.me") == "-@proton.me");
    CHECK(fold("a-b@gmail.com") == "a-b@gmail.com");
    CHECK(fold("Ana-X@shop.example") == "ana-x@shop.example");
}

TEST_CASE("for the pace of mails every spelling that may reach one mailbox is one",
          "[nominate][mail_address]") {
    for (auto const* typed :
         {"ana@firm.example", "A.na+1@firm.example", "a-n_a@www.firm.example", "a.n.a+@b.c.firm.example"})
        CHECK(paced(typed) == "ana@firm.example");
    CHECK(paced("ana-shop@yahoo.de") == paced("a.na@yahoo.de"));
    CHECK(paced("ben@firm.example") != paced("ana@firm.example"));
    CHECK(paced("+x@firm.example") == "+x@firm.example");
}

TEST_CASE("a domain's owner is who registered it", "[nominate][mail_address]") {
    CHECK(mail_owner("a.b.shop.example") == "shop.example");
    CHECK(mail_owner("a.shop.co.uk") == "shop.co.uk");
    CHECK(mail_owner("ana.github.io") == "github.io");
    CHECK(mail_owner("ana.duckdns.org") == "duckdns.org");
    CHECK(mail_owner("a.shop.uk.com") == "shop.uk.com");
    CHECK(mail_owner("uk.com") == "uk.com");
    CHECK(mail_owner("shop.xn--p1ai") == "shop.xn--p1ai");
    CHECK(mail_owner("a.shop.xn--p1ai") == "shop.xn--p1ai");
    CHECK(bot::text::registrable_domain("co.uk") == "co.uk");
}

TEST_CASE("a list of providers that makes no sense is refused, naming the word", "[nominate][mail_address]") {
    CHECK_THROWS_WITH(MailProviders("[providers]\na.example: wings\n"), Catch::Contains("wings"));
    CHECK_THROWS_WITH(MailProviders("a.example\n"), Catch::Contains("a.example"));
    CHECK_THROWS_WITH(MailProviders("[providers]\na.{de,fr\n"), Catch::Contains("a.{de,fr"));
}
