#include "storage/companies.h"

#include <soci/soci.h>

#include <catch2/catch.hpp>
#include <set>

#include "storage/name_folding.h"
#include "tests/tools/world.h"

using storage::Company;
using storage::CompanyId;
using storage::CompanyName;
using storage::Write;
using storage::companies::find_by_name;

namespace {

Company added(test::World& world, std::string const& name, Company::State state = Company::State::active) {
    Company company;
    company.id = CompanyId::random();
    company.name = name;
    company.state = state;
    company.created_at = world.clock.now();
    world.clock.advance(std::chrono::seconds(1));
    return world.store.write([&](Write& write) { return storage::companies::add(write, company); });
}

}  // namespace

TEST_CASE("slugs are plain letters, digits and single dashes", "[storage]") {
    CHECK(storage::slug_of("Otto's Café & Söhne GmbH") == "ottos-cafe-and-sohne-gmbh");
    CHECK(storage::slug_of("  Łódź—Straße 24/7  ") == "lodz-strasse-24-7");
    CHECK(storage::slug_of("Œuvre Þór") == "oeuvre-thor");
    CHECK(storage::slug_of("こんにちは") == "company");
    CHECK(storage::slug_of("") == "company");
    CHECK(storage::slug_of(std::string(200, 'x')).size() == 60);
    CHECK(storage::slug_of("\xff\xfe!") == "company");
}

TEST_CASE("names are compared without capitals, @, # and doubled blanks", "[storage]") {
    CHECK(storage::folded_name("@OtterHelp") == "otterhelp");
    CHECK(storage::folded_name("  Ärzte   ÜBER Ÿ ") == "ärzte über ÿ");
    CHECK(storage::folded_name("ΑΘΗΝΑ МОСКВА Ёлка") == "αθηνα москва ёлка");
    CHECK(storage::folded_name("#") == "");
    CHECK(storage::folded_name("bad\xff") == "bad\xff");
}

TEST_CASE("companies of one name get slugs of their own that never change", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const one = added(world, "Otter"), two = added(world, "Otter!"), three = added(world, "OTTER");
    CHECK(one.slug == "otter");
    CHECK(two.slug != three.slug);
    CHECK(two.slug.starts_with("otter-"));
    CHECK(three.slug.starts_with("otter-"));
    auto renamed = one;
    renamed.name = "River Otter";
    CHECK(world.store.write([&](Write& write) { return storage::companies::update(write, renamed); }));
    CHECK(storage::companies::find_by_slug(world.store, "otter")->name == "River Otter");
}

TEST_CASE("a company is stored with everything it has", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    Company company;
    company.id = CompanyId::random();
    company.name = "Otter";
    company.band = Company::Band::large;
    company.sector = "toys";
    company.domain = "otter.example";
    company.author = "ana";
    company.steward = "ben";
    company.review_at = world.clock.now();
    company.created_at = world.clock.now();
    world.store.write([&](Write& write) { storage::companies::add(write, company); });
    auto const found = storage::companies::find(world.store, company.id);
    REQUIRE(found);
    CHECK(found->band == company.band);
    CHECK(found->sector == "toys");
    CHECK(found->domain == "otter.example");
    CHECK(found->author == "ana");
    CHECK(found->steward == "ben");
    CHECK(found->review_at == company.review_at);
    CHECK(found->created_at == company.created_at);
    CHECK_FALSE(found->merged_into);
    CHECK_FALSE(storage::companies::find(world.store, CompanyId("nobody")));
}

TEST_CASE("a company is found by any of its names, an active one first", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const pending = added(world, "Otter", Company::State::pending), active = added(world, "OTTER");
    added(world, "Gone", Company::State::refused);
    world.store.write([&](Write& write) {
        storage::companies::add_name(write, {active.id, CompanyName::Kind::handle, "@OtterHelp"});
        storage::companies::add_name(write, {active.id, CompanyName::Kind::never, "sea otter"});
    });
    CHECK(find_by_name(world.store, "oTTer")->id == active.id);
    CHECK(find_by_name(world.store, "@otterhelp")->id == active.id);
    CHECK_FALSE(find_by_name(world.store, "sea otter"));
    CHECK_FALSE(find_by_name(world.store, "gone"));
    CHECK(storage::companies::in_state(world.store, Company::State::pending).front().id == pending.id);
}

TEST_CASE("companies are offered by how many thanked them, and found by any part of a name", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    for (auto const* name : {"Beaver", "Heron", "Her"}) added(world, name);
    auto const otter = added(world, "Otter");
    world.store.write([&](Write& write) {
        write.session() << "update companies set thanked = 3 where name = 'Heron'";
        storage::companies::add_name(write, {otter.id, storage::CompanyName::Kind::alias, "Herring Ltd"});
    });
    auto const offered = storage::companies::most_thanked(world.store, Company::State::active, 2);
    REQUIRE(offered.size() == 2);
    CHECK(offered.front().name == "Heron");
    auto const named = [&](std::string const& beginning, int limit = 10) {
        std::vector<std::string> names;
        for (auto const& one : storage::companies::search(world.store, beginning, limit))
            names.push_back(one.name);
        return names;
    };
    CHECK(named("HER") == std::vector<std::string>{"Her", "Heron", "Otter"});
    CHECK(named("her", 1) == std::vector<std::string>{"Her"});
    CHECK(named("", 2) == std::vector<std::string>{"Beaver", "Her"});
    CHECK(named("tt") == std::vector<std::string>{"Otter"});
    CHECK(named("otters").empty());
}

TEST_CASE("names with the same address get one of their own, however many there are", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    std::set<std::string> slugs;
    for (auto const* name :
         {"Otter", "otter!", "OTTER", "\xE3\x82\xAB\xE3\x83\xAF", "\xE3\x82\xA6\xE3\x82\xBD"}) {
        auto const slug = added(world, name).slug;
        CHECK(slugs.insert(slug).second);
        CHECK(storage::companies::find_by_slug(world.store, slug)->name == name);
    }
    CHECK(slugs.contains("otter"));
}

TEST_CASE("only a pending company is decided about, and once", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const pending = added(world, "Otter", Company::State::pending);
    auto const decide = [&](Company::State state) {
        return world.store.write(
            [&](Write& write) { return storage::companies::decide(write, pending.id, state); });
    };
    CHECK(decide(Company::State::active));
    CHECK_FALSE(decide(Company::State::refused));
    CHECK(storage::companies::find(world.store, pending.id)->state == Company::State::active);
}

TEST_CASE("merging moves the names over and follows those merged before", "[storage]") {
    test::World world(GENERATE(from_range(test::databases())));
    auto const first = added(world, "Ottr", Company::State::pending), second = added(world, "Otter Inc"),
               last = added(world, "Otter");
    auto const merge = [&](Company const& from, Company const& into) {
        return world.store.write(
            [&](Write& write) { return storage::companies::merge(write, from.id, into.id); });
    };
    world.store.write([&](Write& write) {
        storage::companies::add_name(write, {first.id, CompanyName::Kind::handle, "ottr"});
        storage::companies::add_name(write, {last.id, CompanyName::Kind::handle, "OTTR"});
    });
    CHECK(merge(first, second));
    CHECK(merge(second, last));
    CHECK_FALSE(merge(second, last));
    CHECK_FALSE(merge(last, last));
    CHECK_FALSE(merge(last, second));
    CHECK(storage::companies::resolved(world.store, first.id)->id == last.id);
    CHECK(storage::companies::names(world.store, first.id).empty());
    std::string names;
    for (auto const& name : storage::companies::names(world.store, last.id)) names += name.name + ";";
    CHECK(names == "Otter Inc;Ottr;OTTR;");
    CHECK(find_by_name(world.store, "otter inc")->id == last.id);
}

TEST_CASE("a name is there once and can be taken away", "[storage]") {
    test::World world("sqlite");
    auto const otter = added(world, "Otter");
    CompanyName const handle{otter.id, CompanyName::Kind::handle, "OtterHelp"},
        again{otter.id, handle.kind, "@otterhelp"};
    world.store.write([&](Write& write) {
        CHECK(storage::companies::add_name(write, handle));
        CHECK_FALSE(storage::companies::add_name(write, again));
        CHECK(storage::companies::remove_name(write, again));
        CHECK_FALSE(storage::companies::remove_name(write, again));
    });
}
