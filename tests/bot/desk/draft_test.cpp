#include "bot/desk/reply_words.h"

#include <catch2/catch.hpp>

using bot::desk::draft_for;
using bot::desk::given_name;

namespace {

storage::ReplyTemplate of(std::string language, std::string occasion, std::string words) {
    return {storage::TemplateId("t"),
            {},
            language + "-" + occasion,
            language,
            occasion,
            std::move(words),
            "Ines",
            "Ben",
            {}};
}

std::vector<storage::ReplyTemplate> const templates{
    of("en", "team", "Lovely, {name}. The {company} team: {link}"),
    of("en", "person", "{person} and {company}: {link}"), of("en", "quiet", "Thank you, {name}."),
    of("de", "team", "Schön, {name}. {company}: {link}")};

bot::desk::Occasion ordinary() {
    return {false, "en", "Jo Lindqvist", "Paloma", "team", {}};
}

}  // namespace

TEST_CASE("a draft is in the post's language, or else in English", "[desk]") {
    auto occasion = ordinary();
    CHECK(draft_for(occasion, templates).words == "Lovely, Jo. The Paloma team: {link}");
    CHECK(draft_for(occasion, templates).steward == "Ben");
    for (auto const* language : {"de", "de-AT"}) {
        occasion.language = language;
        CHECK(draft_for(occasion, templates).words == "Schön, Jo. Paloma: {link}");
    }
    occasion.language = "fi";
    CHECK(draft_for(occasion, templates).template_name == "en-team");
    occasion.language = {};
    CHECK(draft_for(occasion, templates).template_name == "en-team");
    CHECK(draft_for(occasion, {}).words.empty());
}

TEST_CASE("praise of one person brings the team in", "[desk]") {
    auto occasion = ordinary();
    occasion.credit = "person";
    CHECK(draft_for(occasion, templates).template_name == "en-team");
    occasion.person = "Maria";
    CHECK(draft_for(occasion, templates).words == "Maria and Paloma: {link}");
    occasion.language = "de";
    CHECK(draft_for(occasion, templates).template_name == "en-person");
    occasion.quiet = true;
    CHECK(draft_for(occasion, templates).words == "Thank you, Jo.");
}

TEST_CASE("places that cannot be filled vanish, and what people call themselves brings none", "[desk]") {
    auto occasion = ordinary();
    occasion.author_name = {};
    CHECK(draft_for(occasion, templates).words == "Lovely. The Paloma team: {link}");
    occasion.company = "{link} & {name}\n";
    CHECK(draft_for(occasion, templates).words == "Lovely. The link & name team: {link}");
}

TEST_CASE("only what looks like a given name is used as one", "[desk]") {
    CHECK(given_name("Jo Lindqvist") == "Jo");
    CHECK(given_name("Maëlle") == "Maëlle");
    CHECK(given_name("Anne-Marie O'Hara") == "Anne-Marie");
    for (auto const* name : {"", "J", "😀 Jo", "Jo😀", "x0x", "@jo", "{link}", "https://evil.example", " Jo"})
        CHECK_FALSE(given_name(name));
}
