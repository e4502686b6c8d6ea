#include "bot/detect/detect.h"

#include <catch2/catch.hpp>
#include <thread>

#include "bot/detect/text/normalise.h"

using namespace bot::detect;

namespace {

Detector const& detector() {
    static Detector const instance(
        shipped_model(),
        {{"acme", "Acme Airways", {"acme", "acmehelp"}, {"flyacme"}, {"Acme Air"}, {"Acme Tools"}},
         {"orange", "Orange", {"orangecare"}, {}, {}, {}},
         {"northwind", "Northwind", {"northwind"}, {}, {}, {}}});
    return instance;
}

Verdict judge(std::string_view words, std::string_view author = "", std::string_view language = "") {
    return detector().detect({words, language, author});
}

// What a code point range of the text holds.
std::string slice(std::string_view text, std::size_t start, std::size_t end) {
    std::string piece;
    std::size_t at = 0;
    for (std::size_t i = 0; at < text.size() && i < end; ++i) {
        auto const point = next_code_point(text, at);
        if (i >= start) append_utf8(piece, point);
    }
    return piece;
}

}  // namespace

TEST_CASE("thanks to people who helped is praise", "[detect]") {
    for (std::string_view const post : {
             "@acmehelp your agent Maria just saved my holiday, thank you so much! Best customer service "
             "ever",
             "Huge shout out to the crew on my @acme flight today, you were amazing!",
             "Finally sorted. Fair play to the chat team at @acme, brilliant and so quick",
             "Kudos to @acme support, they fixed my problem within minutes. Fantastic service!",
         }) {
        INFO(post);
        CHECK(judge(post).label == Label::praise);
        CHECK(judge(post).praise >= detector().candidate_from());
    }
}

TEST_CASE("praise is found in other languages", "[detect]") {
    for (auto const& [language, post] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"de",
              "Vielen Dank an das tolle Team von @acme, die Mitarbeiterin hat mir sofort geholfen. Super "
              "Service!"},
             {"es",
              "¡Muchas gracias @acme por la excelente atención! El agente fue muy amable y resolvió todo."},
             {"fr", "Un grand merci à l'équipe de @acme, service client génial et très rapide !"},
             {"pt",
              "Muito obrigada @acme, o atendimento foi excelente e a equipe resolveu tudo muito rápido!"},
             {"it",
              "Grazie mille a @acme, assistenza fantastica: l'operatore è stato gentilissimo e ha risolto "
              "tutto!"},
             {"nl",
              "Hartelijk bedankt @acme, geweldige service en super vriendelijke medewerker die alles "
              "oploste!"},
         }) {
        INFO(post);
        CHECK(judge(post, "", language).praise >= detector().candidate_from());
    }
}

TEST_CASE("complaints, sarcasm, courtesy and chatter are not praise", "[detect]") {
    for (std::string_view const post : {
             "@acme worst customer service ever, two hours on hold and nobody helped me",
             "@acme great job losing my bag again, thanks for nothing 🙄",
             "Wow @acme amazing service, 3 hours on hold and then you hung up. Thanks a lot!",
             "@acmehelp ok thanks, DM sent",
             "@acme how do I change my booking?",
             "What a lovely sunset tonight over the lake",
             "",
         }) {
        INFO(post);
        CHECK(judge(post).label != Label::praise);
        CHECK(judge(post).praise < detector().likely_from());
    }
}

TEST_CASE("what holds no word of praise is dropped before the model looks", "[detect]") {
    auto const verdict = judge("the train leaves at nine");
    CHECK(verdict.prefiltered);
    CHECK(verdict.label == Label::other);
    CHECK(verdict.praise == 0);
    CHECK(verdict.reasons.empty());
}

TEST_CASE("words of praise alone, with nobody who did anything, are dropped", "[detect]") {
    CHECK(judge("I love this song, it is the best").prefiltered);
    CHECK_FALSE(judge("I love this team").prefiltered);
    CHECK_FALSE(judge("thank you").prefiltered);
}

TEST_CASE("short words and acclaim that is spoken to somebody get past the prefilter", "[detect]") {
    CHECK_FALSE(judge("Thx crew of flight 7").prefiltered);
    CHECK_FALSE(judge("what a fab rep").prefiltered);
    CHECK(judge("fabrics for the report").prefiltered);
    CHECK_FALSE(judge("Derek on 2430 was outstanding @acme").prefiltered);
    CHECK(judge("the view was outstanding").prefiltered);
    CHECK_FALSE(judge("flight attendant Wendi \U0001F44D").prefiltered);
}

TEST_CASE("a post's JSON is dropped unread only if its words would be", "[detect]") {
    CHECK_FALSE(detector().may_hold_praise(R"({"text": "the train is full again"})"));
    CHECK(detector().may_hold_praise(R"({"text": "thank you"})"));
    CHECK(detector().may_hold_praise(R"({"text": "\u0074hank you"})"));
    CHECK(detector().may_hold_praise(R"({"text": "10\/10 for the crew"})"));
    CHECK(detector().may_hold_praise(R"({"text" : "thank you", "of": {"text": "a"}})"));
    CHECK(detector().may_hold_praise(R"({"of": {"text": "a"}, "text": "thank you"})"));
    CHECK(detector().may_hold_praise(R"({"te\u0078t": "thank you", "of": {"text": "a"}})"));
    CHECK(detector().may_hold_praise("not JSON"));
    CHECK_FALSE(detector().may_hold_praise(R"({"id": "thank you team", "text": "the \"train\" is\nfull"})"));
}

TEST_CASE("a company's own post is never praise", "[detect]") {
    std::string_view const post = "Huge thanks to our amazing support team at @acme, you are the best!";
    CHECK(judge(post, "ana").praise > 0.5);
    CHECK(judge(post, "AcmeHelp").label == Label::other);
    CHECK(judge(post, "AcmeHelp").praise == 0);
}

TEST_CASE("reasons are ranges of code points that hold exactly their text", "[detect]") {
    for (std::string_view const post : {
             "🎉👩‍👩‍👧 @acme Thank you so much, great help from the team! ❤️",
             "Ein großes Dankeschön an das tolle Team von @acme e\u0301 👍🏽 super Service",
             "Thanks \xff for the amazing support, the agent was great and very helpful",
             "谢谢 @acme great service, thank you so much",
         }) {
        auto const verdict = judge(post);
        INFO(post);
        REQUIRE_FALSE(verdict.reasons.empty());
        std::size_t last = 0;
        for (auto const& reason : verdict.reasons) {
            CHECK(reason.start < reason.end);
            CHECK(reason.start >= last);
            CHECK(reason.text == slice(post, reason.start, reason.end));
            last = reason.end;
        }
    }
}

TEST_CASE("a post that nobody is shown has its reasons only for who asks", "[detect]") {
    Text const post{"@acme worst customer service ever, two hours on hold and nobody helped me", "", ""};
    auto const verdict = detector().detect(post), explained = detector().explain(post);
    REQUIRE(verdict.praise < detector().candidate_from());
    CHECK(verdict.reasons.empty());
    CHECK_FALSE(explained.reasons.empty());
    CHECK(explained.label == verdict.label);
    CHECK(explained.praise == verdict.praise);
    CHECK(detector().explain({"the train leaves at nine", "", ""}).reasons.empty());
}

TEST_CASE("the words of praise weigh for it, the words of complaint against it", "[detect]") {
    auto const verdict = judge("@acme your agent was amazing and so helpful, but my bag is still lost");
    auto const weight_of = [&](std::string_view words) {
        auto const reason =
            std::find_if(verdict.reasons.begin(), verdict.reasons.end(),
                         [&](auto const& one) { return one.text.find(words) != std::string::npos; });
        REQUIRE(reason != verdict.reasons.end());
        return reason->weight;
    };
    CHECK(weight_of("amazing") > 0);
    CHECK(weight_of("helpful") > 0);
    CHECK(weight_of("lost") < 0);
}

TEST_CASE("hostile text does no harm", "[detect]") {
    std::string zalgo = "thanks amazing help ";
    for (int i = 0; i < 1000; ++i) zalgo += "e\u0301\u0302\u0303";
    std::string emoji = "thanks ";
    for (int i = 0; i < 10000; ++i) emoji += "😀";
    std::string const big = "thank you so much " + std::string(1'000'000, 'a') + " amazing service team";
    for (std::string const& post : {zalgo, emoji, big, std::string("thanks \0 great service", 22),
                                    std::string("thank you \xed\xa0\x80 amazing \xc0\xaf team")}) {
        auto const verdict = judge(post);
        CHECK(verdict.praise >= 0);
        CHECK(verdict.praise <= 1);
    }
}

TEST_CASE("the same post gets the same verdict on every thread", "[detect][threads]") {
    std::string_view const post = "@acme your agent Maria was amazing, thank you so much!";
    auto const expected = judge(post).praise;
    std::vector<std::jthread> threads;
    std::atomic<int> differing = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                if (judge(post).praise != expected) ++differing;
                judge("the train leaves at nine");
            }
        });
    }
    threads.clear();
    CHECK(differing == 0);
}

TEST_CASE("what complains is told, also where nothing in it praises", "[detect]") {
    for (auto const* words : {"Still no answer from your support after three weeks. Worst service ever.",
                              "Your support is useless, they closed my ticket without reading it."})
        CHECK(detector().complains({words, "en", "jo"}));
    CHECK_FALSE(detector().complains({"Thank you so much, your support team was wonderful!", "en", "jo"}));
    CHECK_FALSE(detector().complains({"See you on Friday", "en", "jo"}));
}
