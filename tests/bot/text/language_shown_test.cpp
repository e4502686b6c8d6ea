#include "bot/text/language_shown.h"

#include <catch2/catch.hpp>

using bot::text::language_among;
using bot::text::language_of;
using Tag = std::optional<std::string>;

TEST_CASE("a language that the words contradict is not believed", "[text][language]") {
    struct Case {
        char const *words, *told;
        Tag language;
    };
    auto const each = GENERATE(
        Case{"アクメのサポートに感謝します、とても親切でした", "en", "ja"},
        Case{"客服非常好，谢谢你们", "en", "zh"}, Case{"고객 지원팀이 정말 친절했어요", "en-US", "ko"},
        Case{"Спасибо поддержке Acme, очень быстро", "en", "ru"}, Case{"شكرا جزيلا لفريق الدعم", "en", "ar"},
        Case{"Ευχαριστώ την ομάδα υποστήριξης", "de", "el"},
        Case{"Vielen Dank für den schnellen Service, @acme!", "en", "de"},
        Case{"Muchas gracias por todo, el equipo de Acme fue muy amable", "en", "es"},
        Case{"Merci beaucoup pour votre aide, c’est très gentil", "en", "fr"},
        Case{"Thank you to the team at Acme, you were great to my mother", "de", "en"},
        Case{"Thank you to the team at Acme, you were great to my mother", "ja", "en"},
        Case{"Acme 서포트 팀 고맙습니다 #thanks @acme_support https://acme.example/support", "en", "ko"});
    INFO(each.words);
    CHECK(language_of(each.words, each.told) == each.language);
}

TEST_CASE("what the words do not contradict stays as it is told", "[text][language]") {
    struct Case {
        char const *words, *told;
    };
    auto const each = GENERATE(
        Case{"Thank you Acme support, the agent was wonderful", "en-GB"}, Case{"Danke Acme", "en"},
        Case{"Shout out to the team at La Casa de Papel, thank you", "en"},
        Case{"ありがとう the team at Acme support was so kind to me today", "en"},
        Case{"Tack till teamet på Acme, det var en stor hjälp och de var så snälla", "sv"},
        Case{"客服很好", "ja"}, Case{"Bahut accha service, shukriya Acme team", "hi"},
        Case{"Хвала тиму подршке", "sr"}, Case{"Hvala timu podrške", "sr"}, Case{"😀 👍 12345", "en"},
        Case{"", "en"}, Case{"@понедельник #спасибо", "en"},
        Case{"Obrigado, suporte da Acme foi maravilhoso", "pt-BR"}, Case{"Спасибо поддержке", "English"});
    INFO(each.words);
    CHECK(language_of(each.words, each.told) == Tag(each.told));
    CHECK_FALSE(language_of(each.words, std::nullopt));
}

TEST_CASE("posts are taken in the language that their words show", "[text][language]") {
    std::string const russian = "Спасибо поддержке Acme, очень быстро",
                      german = "Vielen Dank für den Service";
    CHECK_FALSE(language_among({"en"}, "en", russian));
    CHECK(language_among({"ru"}, "en", russian));
    CHECK(language_among({"en", "uk"}, "en", russian));
    CHECK_FALSE(language_among({"en"}, "en", german));
    CHECK(language_among({"de-AT"}, "en", german));
    CHECK(language_among({"en"}, "en", "Danke Acme"));
    CHECK(language_among({"ja"}, "en", "客服很好"));
    CHECK_FALSE(language_among({"ko"}, "en", "客服很好"));
    CHECK(language_among({}, "en", russian));
    CHECK(language_among({"en"}, "", russian));
    CHECK(language_among({"pt-BR"}, "pt", "Obrigado"));
    CHECK_FALSE(language_among({"de"}, "en", "thanks"));
}
