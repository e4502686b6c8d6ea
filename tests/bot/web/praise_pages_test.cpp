#include <catch2/catch.hpp>

#include "storage/company_contacts.h"
#include "storage/praise.h"
#include "tests/bot/nominate/company_mail.h"
#include "tests/bot/web/nomination_site.h"

using Catch::Contains;
using test::hidden_field;

namespace {

/// The site with a company whose team may be written to.
struct PraiseSite : test::NominationSite {
    storage::CompanyId hearth = test::add_company_at(store, "Hearth & Co", "hearth.example");

    storage::Nomination thank(std::string const& mail, char const* story = "They <b>called</b> me back.") {
        auto visitor = browser();
        auto fields = typed(visitor);
        test::set(fields, "company", "Hearth & Co");
        test::set(fields, "mail", mail);
        test::set(fields, "story", story);
        fields.emplace_back("person", "Ines <i>");
        fields.emplace_back("may_pass", "yes");
        visitor.post("/nominate", fields);
        return nominations.confirm(last_link("/confirm/"), "en").value();
    }
    /// The form for a contact, as a page that was just loaded has it.
    test::Typed asks(test::Browser& visitor, std::string const& mail) {
        auto const shown = visitor.get("/company-contact?company=Hearth+%26+Co").body;
        clock.advance(std::chrono::minutes(1));
        return {{"form_token", hidden_field(shown, "form_token")},
                {"started", hidden_field(shown, "started")},
                {"company", "Hearth & Co"},
                {"mail", mail},
                {"website", ""}};
    }
    std::string contact() {
        auto visitor = browser();
        visitor.post("/company-contact", asks(visitor, "team@hearth.example"));
        auto const link = last_link("/contact/");
        contacts.confirm(link, true, "en");
        clock.advance(std::chrono::milliseconds(1));
        return link;
    }
    std::optional<storage::CompanyContact> confirmed() {
        return storage::company_contacts::confirmed_of(store, hearth);
    }
};

}  // namespace

TEST_CASE("a team asks for its thanks, agrees, chooses and ends it without a script",
          "[nominate][web][contacts]") {
    PraiseSite site;
    auto visitor = site.browser();
    CHECK_THAT(visitor.get("/company-contact?company=%22%3E%3Cscript%3E").body,
               Contains("value=\"&quot;&gt;&lt;script&gt;\""));
    auto const refused = visitor.post("/company-contact", site.asks(visitor, "team@evil.example"));
    CHECK(refused.status == 422);
    CHECK_THAT(refused.body, Contains("id=\"mail-error\"") && Contains("value=\"team@evil.example\""));
    auto const sent = visitor.post("/company-contact", site.asks(visitor, "team@hearth.example"));
    CHECK(sent.status == 303);
    CHECK(visitor.get(sent.header("location")).status == 200);

    auto const path = "/contact/" + site.last_link("/contact/");
    auto const question = visitor.get(path);
    CHECK(question.status == 200);
    CHECK(question.header("x-robots-tag") == "noindex");
    CHECK_THAT(question.body, Contains("t…@hearth.example") && Contains("Hearth &amp; Co"));
    CHECK_FALSE(site.confirmed());
    CHECK(visitor.post(path, {{"weekly", "yes"}}).status == 403);
    CHECK_FALSE(site.confirmed());
    auto const token = hidden_field(question.body, "form_token");
    CHECK(visitor.post(path, {{"form_token", token}, {"weekly", "no"}}).status == 303);
    CHECK_FALSE(site.confirmed()->weekly);
    CHECK(visitor.get(path + "/end").status == 200);
    CHECK(site.confirmed());
    CHECK(visitor.post(path + "/end", {{"form_token", token}}).status == 303);
    CHECK_FALSE(site.confirmed());
    CHECK(visitor.get(path).status == 404);
    CHECK(visitor.get("/contact/aaaaaaaaaaaaaaaa").status == 404);
}

TEST_CASE("a mail program ends a contact with one POST, of either type", "[nominate][web][contacts]") {
    PraiseSite site;
    auto const link = site.contact();
    auto program = site.browser();
    SECTION("as a form") {
        program.post("/en/contact/" + link + "/end", {{"List-Unsubscribe", "One-Click"}});
    }
    SECTION("as parts") {
        program.send(
            "POST", "/en/contact/" + link + "/end",
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--",
            {"Content-Type: multipart/form-data; boundary=x"});
    }
    CHECK_FALSE(site.confirmed());
}

TEST_CASE("an operator reads what goes to a company, passes it on or keeps it back",
          "[nominate][web][praise]") {
    PraiseSite site;
    auto person = site.signed_in();
    CHECK_THAT(person.get("/console/praise").body, Contains("Every company that was thanked has a contact."));
    auto const one = site.thank("ana@shop.example");
    auto const two = site.thank("ben@shop.example", "Rubbish.");
    auto const company = "/console/companies/" + site.hearth.text();
    CHECK_THAT(person.get("/console/praise").body, Contains(company) && Contains("2 thank-yous"));
    auto const page = person.get(company).body;
    CHECK_THAT(page, Contains("They &lt;b&gt;called&lt;/b&gt; me back.") && Contains("Ines &lt;i&gt;") &&
                         !Contains("shop.example"));
    auto const token = hidden_field(page, "form_token");
    auto const read = bot::nominate::passed_words(site.keys, one)->sha256;
    auto const press = [&](storage::NominationId const& id, char const* what, std::string const& hash) {
        return person
            .post("/console/praise/" + id.text() + "/" + what, {{"form_token", token}, {"read", hash}})
            .status;
    };
    CHECK(press(one.id, "pass", "0") == 409);
    CHECK(press(one.id, "pass", read) == 303);
    CHECK(press(one.id, "pass", read) == 409);
    CHECK(press(two.id, "keep", "") == 303);
    CHECK(press(storage::NominationId::random(), "keep", "") == 409);
    CHECK_THAT(person.get(company).body, Contains("1 thank-you is approved") && Contains("Nothing to read."));
    CHECK(person.get("/console/companies/aaaaaaaaaaaaaaaaaaaaaaaaaa").status == 404);
    site.contact();
    CHECK_THAT(person.get("/console/praise").body, Contains("Every company that was thanked has a contact."));
}

TEST_CASE("a lead enters a contact on the company's page and ends it", "[nominate][web][contacts]") {
    PraiseSite site;
    auto person = site.signed_in();
    auto const company = "/console/companies/" + site.hearth.text();
    auto const token = hidden_field(person.get(company).body, "form_token");
    auto const enter = [&](std::string const& mail, std::string const& checked) {
        return person.post(company + "/contact",
                           {{"form_token", token}, {"mail", mail}, {"language", "de"}, {"checked", checked}});
    };
    auto const refused = enter("hearth@gmail.com", "");
    CHECK(refused.status == 422);
    CHECK_THAT(refused.body, Contains("value=\"hearth@gmail.com\""));
    CHECK(enter("hearth@gmail.com", "yes").status == 303);
    CHECK_THAT(person.get(company).body, Contains("h…@gmail.com") && !Contains("hearth@gmail.com"));
    REQUIRE(site.contacts.confirm(site.last_link("/contact/"), true, "de"));
    CHECK(site.confirmed()->language == "de");
    CHECK(person.post(company + "/end-contact", {{"form_token", token}}).status == 303);
    CHECK_FALSE(site.confirmed());
}

TEST_CASE("a card shows who was thanked and the words, is in no index, and names no writer",
          "[nominate][web][praise]") {
    PraiseSite site;
    site.contact();
    auto const one = site.thank("ana@shop.example");
    site.passing_on.approve(one.id, bot::nominate::passed_words(site.keys, one)->sha256);
    site.clock.advance(std::chrono::milliseconds(1));
    site.passing_on.run_once();
    auto visitor = site.browser();
    auto const path = "/card/" + site.last_link("/card/");
    auto const card = visitor.get(path);
    CHECK(card.status == 200);
    CHECK(card.header("x-robots-tag") == "noindex");
    CHECK_THAT(card.body, Contains("name=\"robots\" content=\"noindex\"") && Contains("Ines &lt;i&gt;") &&
                              Contains("They &lt;b&gt;called&lt;/b&gt; me back.") && Contains("2026"));
    CHECK_THAT(card.body, !Contains("shop.example") && Contains("Hearth &amp; Co"));
    CHECK(visitor.get("/de" + path).status == 200);
    site.nominations.void_nomination(one.id, "abuse");
    auto const gone = visitor.get(path);
    CHECK(gone.status == 404);
    CHECK(gone.header("x-robots-tag") == "noindex");
}

TEST_CASE("the form's wishes are off, and kept when the form comes back", "[nominate][web]") {
    PraiseSite site;
    auto visitor = site.browser();
    auto const empty = visitor.get("/nominate").body;
    CHECK_THAT(empty, Contains("name=\"may_pass\" value=\"yes\">") &&
                          Contains("name=\"tell_result\" value=\"yes\">"));
    auto fields = site.typed(visitor);
    test::set(fields, "mail", "ana@");
    fields.emplace_back("may_pass", "yes");
    fields.emplace_back("tell_result", "yes");
    CHECK_THAT(visitor.post("/nominate", fields).body,
               Contains("name=\"may_pass\" value=\"yes\" checked") &&
                   Contains("name=\"tell_result\" value=\"yes\" checked"));
}
