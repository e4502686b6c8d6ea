#include "bot/detect/text/tokens.h"

#include <catch2/catch.hpp>

using namespace bot::detect;

namespace {

struct Cut : Tokenized {
    using Tokenized::Tokenized;
    std::vector<std::string> texts(Token::Kind kind) const {
        std::vector<std::string> found;
        for (auto const& token : tokens) {
            if (token.kind == kind) found.emplace_back(token.text);
        }
        return found;
    }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a post is split into words, handles, hashtags, links, numbers and signs", "[detect]") {
    Cut const post("@Acme_Help don't stop! #GreatJob 24:7 https://acme.example/x?y=1");
    CHECK(post.texts(Token::Kind::mention) == Texts{"acme_help"});
    CHECK(post.texts(Token::Kind::word) == Texts{"don't", "stop"});
    CHECK(post.texts(Token::Kind::hashtag) == Texts{"greatjob"});
    CHECK(post.texts(Token::Kind::number) == Texts{"24:7"});
    CHECK(post.texts(Token::Kind::url) == Texts{"https://acme.example/x?y=1"});
}

TEST_CASE("a handle may be a domain or carry its server, but a sentence after a full stop is none",
          "[detect]") {
    CHECK(Cut("hi @ana.example, thanks").texts(Token::Kind::mention) == Texts{"ana.example"});
    CHECK(Cut("hi @ana@chat.example").texts(Token::Kind::mention) == Texts{"ana@chat.example"});
    CHECK(Cut("great @acme.Thanks").texts(Token::Kind::mention) == Texts{"acme"});
    CHECK(Cut("write to me@acme.example").texts(Token::Kind::mention).empty());
}

TEST_CASE("emoji and emoticons are tokens, skin tones are not", "[detect]") {
    CHECK(Cut("ok 👍🏽 :-) <3").texts(Token::Kind::emoji) == Texts{"👍", ":-)", "<3"});
    CHECK(Cut("xdrive :document").texts(Token::Kind::emoji).empty());
}

TEST_CASE("stretched words are the same word and are known as stretched", "[detect]") {
    Cut const plain("soo"), stretched("soooooo");
    CHECK(plain.tokens[0].hash == stretched.tokens[0].hash);
    CHECK_FALSE(plain.tokens[0].elongated);
    CHECK(stretched.tokens[0].elongated);
}

TEST_CASE("capitals are seen as they were written", "[detect]") {
    Cut const post("Thanks Zoë, you ROCK. Élan");
    CHECK(post.tokens[1].capital);
    CHECK_FALSE(post.tokens[1].sentence_start);
    CHECK(post.tokens[4].all_caps);
    CHECK(post.tokens[6].capital);
    CHECK(post.tokens[6].sentence_start);
}

TEST_CASE("writing without spaces is split by the character", "[detect]") {
    CHECK(Cut("谢谢你们").tokens.size() == 4);
    CHECK(Cut("고맙습니다 여러분").tokens.size() == 2);
}
