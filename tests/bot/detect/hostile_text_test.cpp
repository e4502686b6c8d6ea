#include <catch2/catch.hpp>
#include <thread>

#include "bot/detect/detect.h"
#include "bot/detect/text/normalise.h"

using namespace bot::detect;

namespace {

constexpr std::string_view praise =
    "@acme your agent Maria just saved my holiday, thank you so much! Best customer service ever";

Detector const& detector() {
    static Detector const instance(shipped_model(), {{"acme", "Acme", {"acme"}, {}, {}, {}}});
    return instance;
}

std::string repeated(std::string_view piece, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += piece;
    return all;
}

// Judged; each reason must lie within the post and hold exactly its text.
Verdict judged(std::string_view words) {
    auto const verdict = detector().explain({words, "", ""});
    Normalised post;
    normalise(words, post);
    for (auto const& reason : verdict.reasons) {
        REQUIRE(reason.start < reason.end);
        REQUIRE(reason.end <= post.length());
        Normalised piece;
        normalise(reason.text, piece);
        REQUIRE(piece.length() == reason.end - reason.start);
    }
    CHECK((verdict.praise >= 0 && verdict.praise <= 1));
    return verdict;
}

}  // namespace

TEST_CASE("broken UTF-8 does not hide praise", "[detect]") {
    for (std::string_view const broken : {"\xff", "\xc3", "\xe2\x80", "\xf0\x9f\x98", "\xed\xa0\x80",
                                          "\xc0\xaf", "\x80\x80\x80", "\xf8\x88\x80\x80\x80"}) {
        CHECK(judged(std::string(praise) + " " + std::string(broken)).label == Label::praise);
        CHECK(judged(std::string(broken) + " " + std::string(praise)).label == Label::praise);
    }
    for (std::size_t length = 0; length <= praise.size(); ++length)
        judged(std::string(praise.substr(0, length)) + "\xe2\x80");
}

TEST_CASE("a post of a megabyte is judged", "[detect]") {
    judged(repeated("thank you for the great service ", 1 << 15));
    judged(repeated("a", 1 << 20));
    judged("thanks " + repeated("é", 1 << 19));
    judged("thanks " + repeated("x@y#z&amp;", 100'000));
    judged("thanks " + std::string(1 << 20, '\0'));
}

TEST_CASE("invisible characters within words hide no praise from the model", "[detect]") {
    auto const zero_width =
        "@acme your ag\u200Bent Maria just saved my hol\u200Diday, thank you so much! Best customer service "
        "ever";
    CHECK(judged(zero_width).label == Label::praise);
    auto const right_to_left =
        "\u202E@acme your agent Maria just \u2067saved\u2069 my holiday, thank you so much!\u202C Best "
        "customer service ever";
    CHECK(judged(right_to_left).label == Label::praise);
}

TEST_CASE("piles of marks and of emoji are read through", "[detect]") {
    std::string zalgo;
    for (char const c : praise) zalgo += c + repeated("\u0301\u0336\u0353\u0489", 12);
    judged(zalgo);
    judged(std::string(praise) + repeated("\u0301", 100'000));
    CHECK(judged(std::string(praise) + " " + repeated("🎉", 10'000)).label != Label::complaint);
    judged(repeated("👩🏽‍🔧🇩🇪", 10'000) + std::string(praise));
}

TEST_CASE("what was judged before changes no verdict", "[detect]") {
    std::vector<std::string> posts{std::string(praise)};
    for (int i = 0; i < 40'000; ++i)
        posts.push_back("thanks word" + std::to_string(i * 7919) + " team helped sooo" +
                        std::string(static_cast<std::size_t>(i % 5), 'o') + " much");
    posts.push_back(std::string(praise));
    std::vector<double> after_others, alone(posts.size());
    for (auto const& post : posts) after_others.push_back(detector().detect({post, "", ""}).praise);
    for (std::size_t i = 0; i < posts.size(); i += 4'000) {
        std::thread([&] {
            alone[i] = detector().detect({posts[i], "", ""}).praise;
        }).join();  // Remembers nothing yet.
        CHECK(alone[i] == after_others[i]);
    }
    CHECK(after_others.front() == after_others.back());
}
