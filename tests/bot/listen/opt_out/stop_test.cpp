#include "bot/listen/opt_out/stop.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/tools/paths.h"

using bot::listen::says_stop;

namespace {

/// The answers of a file of tests/fixtures/stop/, in all its languages.
std::vector<std::string> answers(std::string const& name) {
    std::ifstream file(test::source_folder() + "/tests/fixtures/stop/" + name + ".txt");
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        if (!line.starts_with('#')) lines.push_back(line);
    REQUIRE(lines.size() > 100);
    return lines;
}

}  // namespace

TEST_CASE("a refusal is heard in seven languages, polite or rude, short or with reasons", "[listen][stop]") {
    for (auto const& text : answers("refusals")) {
        INFO(text);
        CHECK(says_stop(text));
    }
}

TEST_CASE("an answer that only sounds like a refusal is none", "[listen][stop]") {
    for (auto const& text : answers("others")) {
        INFO(text);
        CHECK_FALSE(says_stop(text));
    }
}

TEST_CASE("umlauts may be written as two letters", "[listen][stop]") {
    CHECK(says_stop("Ich moechte keine Nachrichten mehr"));
    CHECK(says_stop("Bitte loescht mich aus der Liste"));
}

TEST_CASE("a request counts where its clause begins, not where it tells of somebody else", "[listen][stop]") {
    CHECK(says_stop("Please don't write to me"));
    CHECK(says_stop("Nice idea but don't write to me"));
    CHECK(says_stop("I see. Don't write to me"));
    CHECK_FALSE(says_stop("At the bank they don't write to me"));
}

TEST_CASE("who wants to hear no more from us is understood in seven languages", "[listen][stop]") {
    std::string const text = GENERATE(
        // English
        "stop", "STOP!!!", "Stop.", "@awards stop", "@awards@fosstodon.example please stop", "stoooop",
        "No thanks", "no, thanks!", "No thank you.", "Thanks but no thanks", "nope, thanks", "#stop",
        "No thanks, I don't do awards.", "opt out", "OPT-OUT", "How do I opt out of this?", "Unsubscribe",
        "Please unsubscribe me", "Leave me alone", "leave me alone, you stupid bot, I never asked for this",
        "Don\xE2\x80\x99t contact me again", "dont contact me", "Do not contact me.",
        "stop messaging me please", "Please stop spamming people like this", "not interested, thanks",
        "\xF0\x9F\x9B\x91 stop \xF0\x9F\x9B\x91", "> would you nominate them?\nno thanks",
        "\"that team deserves an award\" no thanks", "https://awards.example/n/abc no thanks", "Stop it!",
        // German
        "Bitte nicht mehr", "Nein danke", "nein, danke!", "Stopp", "Stopp!! Bitte!", "Lasst mich in Ruhe",
        "Bitte h\xC3\xB6rt auf", "Kein Interesse", "bitte keine Nachrichten mehr an mich",
        "Bitte nicht mehr anschreiben, danke",
        // French
        "Non merci", "Non, merci.", "Arr\xC3\xAAtez", "arretez svp",
        "Ne me contactez plus s'il vous pla\xC3\xAEt", "laissez-moi tranquille",
        "Arr\xC3\xAAtez de m\xE2\x80\x99\xC3\xA9\x63rire",
        // Spanish
        "No gracias", "no, gracias", "Basta",
        "\xC2\xA1"
        "Basta ya!",
        "Por favor, no me contacten m\xC3\xA1s", "D\xC3\xA9jame en paz",
        // Dutch
        "Nee bedankt", "nee, dank je", "Laat me met rust", "Hou op!", "Geen interesse",
        // Portuguese
        "N\xC3\xA3o obrigado", "N\xC3\xA3o, obrigada!", "nao obrigado", "Pare", "Parem, por favor",
        "Me deixem em paz",
        // Italian
        "No grazie", "no, grazie.", "Basta!", "Basta cos\xC3\xAC, grazie", "Lasciatemi in pace",
        "Non contattatemi pi\xC3\xB9");
    INFO(text);
    CHECK(says_stop(text));
}

TEST_CASE("words of stopping inside praise or a story are no stop", "[listen][stop]") {
    std::string const text = GENERATE(
        "", "@awards", "\xF0\x9F\x9B\x91", "can't stop smiling, thanks!", "please don't stop, you are great",
        "Don't stop!", "Never stop.", "Full stop.", "They helped me non-stop",
        "Stop by their desk, they are lovely", "The bus stop team was great", "Thanks!", "Thank you so much",
        "yes please", "No", "ok", "No thanks to the airline, but the crew was lovely",
        "No thanks needed, they earned it", "No, thanks to Jo it all went well",
        "They helped me opt out of the contract in two minutes", "They helped me unsubscribe, so easy",
        "I could not opt out for weeks until your team fixed it",
        "They did not leave me alone with my problem for a minute", "> stop\nHappy to nominate them",
        "He said \"leave me alone\" and laughed, best agent ever", "Great team, I'll nominate them",
        "https://stop.example/stop", "@stop great team",
        // German
        "Danke, nein wirklich, das Team war toll", "Die h\xC3\xB6ren nicht auf zu helfen, spitze",
        "Die haben mich nicht im Stich gelassen", "Nein danke dem Team ist alles gut",
        "Der Stopp in Ulm war super betreut",
        // French
        "N'arr\xC3\xAAtez jamais, vous \xC3\xAAtes super", "Merci",
        "Non, merci \xC3\xA0 toute l'\xC3\xA9quipe du guichet pour tout ce travail ce soir",
        // Spanish
        "No paran de ayudar, gracias", "Basta una llamada y lo resuelven todo", "Gracias",
        // Dutch
        "Ik kan niet stoppen met lachen, bedankt", "Nee echt, wat een team",
        // Portuguese
        "N\xC3\xA3o parem, voc\xC3\xAAs s\xC3\xA3o demais", "Obrigado, n\xC3\xA3o esperava tanto",
        // Italian
        "Basta una telefonata e risolvono tutto", "Grazie a tutti, non smettete mai");
    INFO(text);
    CHECK_FALSE(says_stop(text));
}

TEST_CASE("a long story is no stop whatever words it has, and broken bytes do no harm", "[listen][stop]") {
    std::string story = "leave me alone";
    for (int i = 0; i < 30; ++i) story += " word";
    CHECK_FALSE(says_stop(story));
    CHECK_FALSE(says_stop(std::string(10'000, '>')));
    CHECK(says_stop("\xff\xfe stop \xc3"));
}

TEST_CASE("how long a message may be to be a stop depends on what it says", "[listen][stop]") {
    auto const [begins, longest] = GENERATE(
        table<std::string, int>({{"Leave me alone", 30}, {"Do unsubscribe", 9}, {"No thanks,", 10}}));
    INFO(begins);
    auto const message = [begins = begins](int words) {
        auto text = begins;
        for (auto have = 1 + std::ranges::count(begins, ' '); have < words; ++have) text += " word";
        return text;
    };
    CHECK(says_stop(message(longest)));
    CHECK_FALSE(says_stop(message(longest + 1)));
}

TEST_CASE("a word that turns a stop around counts up to three words before it, within its part",
          "[listen][stop]") {
    CHECK_FALSE(says_stop("They would never leave me alone"));
    CHECK_FALSE(says_stop("They would never ever just leave me alone"));
    CHECK(says_stop("I never asked you all that leave me alone"));
    CHECK(says_stop("No help! Leave me alone"));
}
