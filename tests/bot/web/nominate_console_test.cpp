#include <catch2/catch.hpp>

#include "storage/nominations.h"
#include "storage/standings.h"
#include "tests/bot/web/nomination_site.h"

using Catch::Contains;
using test::hidden_field;

namespace {

storage::Nomination thank(test::NominationSite& site, std::string const& company, std::string const& mail,
                          bool may_publish = false, char const* story = "They <b>called</b> me back.") {
    auto visitor = site.browser();
    auto fields = site.typed(visitor);
    if (may_publish) fields.emplace_back("may_publish", "yes");
    test::set(fields, "company", company);
    test::set(fields, "mail", mail);
    test::set(fields, "story", story);
    visitor.post("/nominate", fields);
    return site.nominations.confirm(site.last_link("/confirm/"), "en").value();
}

}  // namespace

TEST_CASE("only operators see companies and nominations", "[nominate][web]") {
    test::NominationSite site;
    auto visitor = site.browser();
    CHECK(visitor.get("/console/companies").status != 200);
    CHECK(visitor.get("/console/nominations").status != 200);
}

TEST_CASE("an operator accepts, merges and refuses new names", "[nominate][web]") {
    test::NominationSite site;
    test::add_company(site.store, "Hearth");
    auto person = site.signed_in();
    CHECK_THAT(person.get("/console/companies").body, Contains("No new names") && Contains("Hearth"));
    auto const kettle = thank(site, "Copper <Kettle>", "ana@gmail.com").company;
    auto const limited = thank(site, "Hearth Ltd", "ben@gmail.com");
    auto const cat = thank(site, "My Cat", "cyd@gmail.com");
    auto const page = person.get("/console/companies").body;
    CHECK_THAT(page, Contains("Copper &lt;Kettle&gt;") && Contains("1 nomination counts"));
    auto const token = hidden_field(page, "form_token");
    auto const at = [](storage::CompanyId const& id, char const* what) {
        return "/console/companies/" + id.text() + "/" + what;
    };
    CHECK(person.post(at(kettle, "accept"), {{"form_token", token}, {"band", "huge"}}).status == 422);
    CHECK(person.post(at(kettle, "accept"), {{"form_token", token}, {"band", "small"}}).status == 303);
    CHECK(person.post(at(kettle, "accept"), {{"form_token", token}, {"band", ""}}).status == 409);
    CHECK(person.post(at(limited.company, "merge"), {{"form_token", token}, {"into", "Nobody"}}).status ==
          422);
    CHECK(person.post(at(limited.company, "merge"), {{"form_token", token}, {"into", "hearth"}}).status ==
          303);
    CHECK(person.post(at(cat.company, "refuse"), {{"form_token", token}}).status == 303);
    CHECK(storage::nominations::find(site.store, cat.id)->state == storage::Nomination::State::voided);
    CHECK(person.post(at(kettle, "band"), {{"form_token", token}, {"band", "large"}}).status == 303);
    CHECK(storage::companies::find(site.store, kettle)->band == storage::Company::Band::large);
    CHECK_THAT(person.get("/console/companies?find=KETTLE").body,
               Contains("/company/copper-kettle/") && !Contains(">Hearth</a>"));
    CHECK_THAT(person.get("/console/companies?find=zzz").body, Contains("No company has that name"));
}

TEST_CASE("companies whose size is to be found out stand on a list, the most thanked first",
          "[nominate][web]") {
    test::NominationSite site;
    auto person = site.signed_in();
    auto const thanked = [&](std::string const& name, long long people) {
        auto const company = test::add_company(site.store, name);
        storage::Standing all;
        all.season = "2026";
        all.category = "all";
        all.company = company;
        all.people = people;
        site.store.write(
            [&](storage::Write& write) { storage::standings::replace(write, "2026", company, 0, {all}); });
        return company;
    };
    CHECK_THAT(person.get("/console/companies").body, !Contains("Needs a size"));
    thanked("Hearth", 4);
    auto const kettle = thanked("Kettle", 9);
    test::add_company(site.store, "Quill");
    auto const list = [&] {
        auto const page = person.get("/console/companies").body;
        auto const begin = page.find("Needs a size");
        return begin == page.npos ? "" : page.substr(begin, page.find("</section>", begin) - begin);
    };
    CHECK_THAT(list(), Contains("9 people") && !Contains("Quill"));
    CHECK(list().find("Kettle") < list().find("Hearth"));
    auto const token = hidden_field(person.get("/console/companies").body, "form_token");
    CHECK(
        person
            .post("/console/companies/" + kettle.text() + "/band", {{"form_token", token}, {"band", "small"}})
            .status == 303);
    CHECK_THAT(list(), !Contains("Kettle") && Contains("Hearth"));
}

TEST_CASE("an operator sees what was written, not who, and makes one void with a public reason",
          "[nominate][web]") {
    test::NominationSite site;
    auto person = site.signed_in();
    CHECK_THAT(person.get("/console/nominations").body, Contains("No nominations yet"));
    auto const one = thank(site, "Hearth", "ana@shop.example");
    auto const page = person.get("/console/nominations").body;
    CHECK_THAT(page, Contains("They &lt;b&gt;called&lt;/b&gt; me back.") && !Contains("shop.example") &&
                         !Contains(one.person_hash));
    auto const path = "/console/nominations/" + one.id.text() + "/void";
    auto const token = hidden_field(page, "form_token");
    CHECK(person.post(path, {{"form_token", token}, {"reason", ""}}).status == 422);
    CHECK(person.post(path, {{"form_token", token}, {"reason", "bought"}}).status == 303);
    CHECK(person.post(path, {{"form_token", token}, {"reason", "bought"}}).status == 409);
    CHECK_THAT(person.get("/console/nominations").body, Contains("something was given for it"));
}

TEST_CASE("the operators' list goes on where its page ends, and comes back to the one that was changed",
          "[nominate][web]") {
    bot::nominate::Settings settings;
    settings.per_prefix_a_day = 200;
    test::NominationSite site(settings);
    auto person = site.signed_in();
    std::vector<std::string> ids;
    for (int i = 0; i < 101; ++i)
        ids.push_back(thank(site, "Hearth", "fan" + std::to_string(i) + "@shop.example").id.text());
    auto const first = person.get("/console/nominations").body;
    CHECK_THAT(first, Contains("id=\"" + ids[100] + "\"") && Contains("id=\"" + ids[1] + "\"") &&
                          !Contains("id=\"" + ids[0] + "\""));
    auto const older = "/console/nominations?after=" + ids[1];
    CHECK_THAT(first, Contains("href=\"" + older + "\""));

    auto const second = person.get(older).body;
    CHECK_THAT(second, Contains("id=\"" + ids[0] + "\"") && !Contains("id=\"" + ids[1] + "\"") &&
                           !Contains("?after="));
    auto const answer = person.post(
        "/console/nominations/" + ids[0] + "/void",
        {{"form_token", hidden_field(second, "form_token")}, {"after", ids[1]}, {"reason", "bought"}});
    CHECK(answer.header("location") == older + "#" + ids[0]);
    CHECK_THAT(person.get("/console/nominations?after=nobody").body, !Contains("<article"));
}

TEST_CASE("an operator shows a story whose writer agreed, and takes it off again", "[nominate][web]") {
    test::NominationSite site;
    auto person = site.signed_in();
    auto const secret = thank(site, "Hearth", "ana@shop.example");
    auto page = person.get("/console/nominations").body;
    CHECK_THAT(page, !Contains("show-story"));
    auto const open = thank(site, "Hearth", "ben@shop.example", true);
    page = person.get("/console/nominations").body;
    CHECK_THAT(page, Contains("/console/nominations/" + open.id.text() + "/show-story"));

    auto const token = hidden_field(page, "form_token");
    auto const press = [&](storage::NominationId const& id, char const* what) {
        auto const read = storage::nominations::find(site.store, id)->story_sha256;
        return person
            .post("/console/nominations/" + id.text() + "/" + what, {{"form_token", token}, {"read", read}})
            .status;
    };
    auto const wordless = thank(site, "Hearth", "cyd@shop.example", true, "");
    CHECK_THAT(person.get("/console/nominations").body, !Contains(wordless.id.text() + "/show-story"));
    CHECK(press(wordless.id, "show-story") == 409);
    CHECK(press(secret.id, "show-story") == 409);
    CHECK(press(open.id, "show-story") == 303);
    CHECK(press(open.id, "show-story") == 409);
    CHECK(storage::stories::approved(site.store, open.id));
    CHECK_THAT(person.get("/console/nominations").body, Contains("The story is on the public pages."));
    CHECK(press(open.id, "hide-story") == 303);
    auto const unknown = person.post("/console/nominations/%23evil%3Fx/hide-story", {{"form_token", token}})
                             .header("location");
    CHECK(unknown == "/console/nominations");
    CHECK_FALSE(storage::stories::approved(site.store, open.id));
}

TEST_CASE("only the words an operator read are shown, not those that take their place", "[nominate][web]") {
    test::NominationSite site;
    auto person = site.signed_in();
    auto const first = thank(site, "Hearth", "ben@shop.example", true, "They called me back.");
    auto const shown = [&] { return storage::stories::approved(site.store, first.id); };
    auto const show = [&](std::string const& page) {
        return person.post(
            "/console/nominations/" + first.id.text() + "/show-story",
            {{"form_token", hidden_field(page, "form_token")}, {"read", hidden_field(page, "read")}});
    };
    auto const page = person.get("/console/nominations").body;
    REQUIRE(show(page).status == 303);
    CHECK(shown());

    REQUIRE(thank(site, "Hearth", "ben@shop.example", true, "Buy pills at evil.example").id == first.id);
    CHECK_FALSE(shown());
    auto const again = person.get("/console/nominations").body;
    CHECK_THAT(again, !Contains("The story is on the public pages."));

    // Who opened the list before the words changed has not read these.
    auto const stale = show(page);
    CHECK(stale.status == 409);
    CHECK_THAT(stale.body, Contains("Please read it again"));
    CHECK_FALSE(shown());
    CHECK(show(again).status == 303);
    CHECK(shown());
}
