#include "bot/watch/filter.h"

#include <catch2/catch.hpp>

using namespace bot;

namespace {

bool holds(char const* query, char const* text) {
    return watch::holds(watch::parse(query), {text, "pt-BR", "@Ana"});
}

}  // namespace

TEST_CASE("words stand between borders, whatever their capitals", "[networks][watch]") {
    CHECK(holds("support", "GREAT Support!"));
    CHECK_FALSE(holds("port", "great support"));
    CHECK(holds("\"great support\"", "really great\n  support"));
    CHECK_FALSE(holds("\"great support\"", "great, support"));
    CHECK(holds("straße", "in der STRASSE"));
    CHECK(holds("ＦＵＬＬ", "full"));
    CHECK(holds("ありがとう", "本当にありがとうございます"));
    CHECK_FALSE(holds("ana", "ana_b"));
    // A script that is written without blanks borders on any other.
    CHECK(holds("acme", "acmeさんの対応"));
    CHECK(holds("acme", "感谢acme客服"));
    CHECK(holds("acme", "ขอบคุณacmeมาก"));
    CHECK(holds("ขอบคุณ", "วันนี้ขอบคุณมาก"));
    CHECK(holds("#acme", "ありがとう #acme"));
    CHECK_FALSE(holds("acme", "acmeая"));
    CHECK(holds("acme", "acme에서"));  // Korean puts its endings behind a foreign word.
}

TEST_CASE("a post must hold for every clause", "[networks][watch]") {
    CHECK(holds("(thanks OR kudos) team", "kudos to the team"));
    CHECK_FALSE(holds("(thanks OR kudos) team", "kudos"));
    CHECK_FALSE(holds("team -hiring", "our team is hiring"));
    CHECK(holds("#acme", "thanks #Acme"));
    CHECK_FALSE(holds("#acme", "thanks #acmeair"));
    CHECK(holds("@acmehelp", "thanks @AcmeHelp!"));
}

TEST_CASE("language and author are looked at where the post says them", "[networks][watch]") {
    CHECK(holds("a lang:pt", "a"));
    CHECK_FALSE(holds("a lang:en", "a"));
    CHECK_FALSE(holds("a lang:p", "a"));
    CHECK_FALSE(holds("a -lang:pt", "a"));
    CHECK(holds("a from:ana", "a"));
    CHECK_FALSE(holds("a -from:@ANA", "a"));
    watch::Written const silent{"a"};
    CHECK(watch::holds(watch::parse("a lang:en"), silent));
    CHECK(watch::holds(watch::parse("a -lang:en"), silent));
    CHECK_FALSE(watch::holds(watch::parse("a from:ana"), silent));
}

TEST_CASE("a language of a region is asked for by the region or without, and told so too",
          "[networks][watch]") {
    CHECK(holds("a lang:pt-br", "a"));
    CHECK_FALSE(holds("a lang:pt-PT", "a"));
    watch::Written const portuguese{"a", "pt", "Ana"};
    CHECK(watch::holds(watch::parse("a lang:PT"), portuguese));
    // Most networks tell the language alone, so it may be meant.
    CHECK(watch::holds(watch::parse("a lang:pt-BR"), portuguese));
    // … and may not be.
    CHECK(watch::holds(watch::parse("a -lang:pt-BR"), portuguese));
    CHECK_FALSE(watch::holds(watch::parse("a -lang:pt"), portuguese));
    CHECK_FALSE(holds("a -lang:pt", "a"));
}

TEST_CASE("a language that the words contradict is not looked at", "[networks][watch]") {
    watch::Written const german{"Acme: vielen Dank für den Service", "en", "Ana"};
    CHECK(watch::holds(watch::parse("acme lang:de"), german));
    CHECK_FALSE(watch::holds(watch::parse("acme lang:en"), german));
    CHECK(watch::holds(watch::parse("acme -lang:en"), german));
    CHECK_FALSE(watch::holds(watch::parse("acme -lang:de"), german));
    watch::Written const russian{"Acme: спасибо поддержке", "en", "Ana"};
    CHECK_FALSE(watch::holds(watch::parse("acme lang:en"), russian));
    CHECK(watch::holds(watch::parse("acme -lang:en"), russian));
}

TEST_CASE("a word between marks and signs stands for itself", "[networks][watch]") {
    CHECK(holds("support", "\u201Csupport\u201D"));
    CHECK(holds("support", "support/sales"));
    CHECK_FALSE(holds("cafe", "cafe\u0301"));
    CHECK(holds("caf\u00E9", "CAFE\u0301"));
    CHECK_FALSE(holds("acme", "acme2"));
    CHECK(holds("ana", "ana_b and Ana"));  // the first is none, the second is
}

TEST_CASE("a company that nobody put names for is in no post", "[networks][watch]") {
    CHECK_FALSE(holds("near:acme", "near:acme acme"));
    CHECK(holds("acme -near:acme", "near:acme acme"));
}
