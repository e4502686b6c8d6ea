#include "bot/listen/companies.h"

#include <catch2/catch.hpp>

#include "embedded_config.h"
#include "storage/companies.h"
#include "tests/tools/world.h"

using bot::listen::read_companies;
using bot::listen::read_csv;
using bot::listen::seed_companies;
using storage::Company;
using storage::CompanyName;
using storage::Write;

namespace {

std::vector<std::string> fields(std::string_view text) {
    auto const rows = read_csv(text);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].mistake.empty());
    return rows[0].fields;
}

using Fields = std::vector<std::string>;

std::string const header = "key,name,handles,hashtags,aliases,not,domain,sector,band,author,steward\n";

struct Seeding {
    explicit Seeding(std::string const& database) : world(database) {}
    bot::listen::Seeded seed(std::string const& rows) {
        return seed_companies(world.store, "companies.csv", header + rows, world.clock.now());
    }
    Company otter() { return *storage::companies::find_by_seed_key(world.store, "otter"); }
    std::string names() {
        std::string all;
        for (auto const& name : storage::companies::names(world.store, otter().id))
            all += std::string(name_of(name.kind)) + " " + name.name + "; ";
        return all;
    }
    test::World world;
};

}  // namespace

TEST_CASE("a spreadsheet's file is read with quotes, commas and line ends in fields", "[listen]") {
    CHECK(fields("a,b,,d\r\n") == Fields{"a", "b", "", "d"});
    CHECK(fields("\xEF\xBB\xBF\"a, \"\"b\"\"\",c") == Fields{"a, \"b\"", "c"});
    CHECK(fields("\"two\r\nlines\",x\n") == Fields{"two\r\nlines", "x"});
    CHECK(fields("# a remark, with a comma\n\n\"\",\n") == Fields{"", ""});
    CHECK(read_csv("").empty());
    CHECK(read_csv("# only this").empty());
}

TEST_CASE("a spreadsheet's file is read whatever its separator, code page and line ends", "[listen]") {
    std::string const mark = "\xEF\xBB\xBF";
    CHECK(fields(mark + "a;b,c;\"d;e\"\r\n") == Fields{"a", "b,c", "d;e"});
    CHECK(fields("a\tb\t\"c\td\"\r\n") == Fields{"a", "b", "c\td"});
    CHECK(fields("sep=;\r\na,b;c\r\n") == Fields{"a,b", "c"});
    CHECK(fields("Z\xFCrich,\x80\r\n") == Fields{"Zürich", "€"});
    CHECK(fields({"\xFF\xFE"
                  "a\0\t\0\xFC\0\r\0\n\0",
                  12}) == Fields{"a", "ü"});
    CHECK(fields("\"a;b;c\",d") == Fields{"a;b;c", "d"});
    auto const old = read_csv("a,b\rc,d\r");
    REQUIRE(old.size() == 2);
    CHECK(old[1].fields == Fields{"c", "d"});
}

TEST_CASE("a companies file of a spreadsheet abroad is read like any other", "[listen]") {
    auto const one = [](std::string const& text) {
        auto const read = read_companies("c.csv", text);
        CHECK(read.mistakes == Fields{});
        REQUIRE(read.companies.size() == 1);
        CHECK(read.companies[0].handles == Fields{"zk", "zuerich"});
        return read.companies[0].name;
    };
    CHECK(one("key,name,handles\r\nzk,Z\xFCrich K\xE4se,zk|zuerich\r\n") == "Zürich Käse");
    CHECK(one("\xEF\xBB\xBFkey;name;handles\r\nzk;Zürich, Käse;zk|zuerich\r\n") == "Zürich, Käse");
    CHECK(one("key,name,handles,,\r\nzk,Zürich,zk|zuerich,,\r\n,,,,\r\n , ,,,\r\n") == "Zürich");
    CHECK(one("key,,name,handles\r\nzk,,Zürich,zk|zuerich\r\n") == "Zürich");
    auto const more = read_companies("c.csv", "key,name,,\nzk,Z,,left\n");
    CHECK(more.companies.empty());
    CHECK(more.mistakes == Fields{"c.csv:2: has 4 fields, the first line names 2"});
}

TEST_CASE("a bad row of a spreadsheet's file is told by its line and the others are read", "[listen]") {
    auto const rows = read_csv("a,\"1\n2\"\nb,\"x\"y,z\nc,d\"e\nf,\"open\ng,h\n");
    REQUIRE(rows.size() == 5);
    CHECK(rows[0].mistake.empty());
    CHECK(rows[1].line == 3);
    CHECK(rows[1].mistake == "has text after a closing quote");
    CHECK(rows[2].mistake == "has a quote inside a field that is not quoted");
    CHECK(rows[3].line == 5);
    CHECK(rows[3].mistake == "has a quote that is not closed");
    CHECK(rows[4].fields == Fields{"g", "h"});
}

TEST_CASE("mistakes in a companies file name file and line, and good rows count", "[listen]") {
    auto const read =
        read_companies("companies.csv", header +
                                            "otter,Otter & Sons,@OtterHelp|otter_care,,,,,,small,ana,ben\n"
                                            "Bad Key,X\n"
                                            ",Nameless\n"
                                            "otter,Again\n"
                                            "gull,\n"
                                            "fox,Fox,,,,,,,huge\n"
                                            "hare,Hare,,,,,,,,ana,ana\n"
                                            "many,a,b,c,d,e,f,g,h,i,j,k,l\n"
                                            "wren,Wren\n");
    REQUIRE(read.companies.size() == 2);
    CHECK(read.companies[0].handles == Fields{"@OtterHelp", "otter_care"});
    CHECK(read.companies[1].key == "wren");
    REQUIRE(read.mistakes.size() == 7);
    CHECK(read.mistakes[0] == "companies.csv:3: key must be of a-z, 0-9 and '-'");
    CHECK(read.mistakes[4] == "companies.csv:7: band must be small, medium, large or empty, not 'huge'");
    CHECK_FALSE(read_companies("x.csv", "key,nmae\n").mistakes.empty());
}

TEST_CASE("a companies file adds companies once, with their names and slugs", "[listen][storage]") {
    Seeding seeding(GENERATE(from_range(test::databases())));
    auto const rows =
        "otter,Otter & Söhne,@OtterHelp,#otterlove,OTTR,sea otter,otter.example,toys,medium,ana,ben\n";
    CHECK(seeding.seed(rows).result.added == 1);
    CHECK(seeding.seed(rows).unchanged);
    auto const otter = seeding.otter();
    CHECK(otter.slug == "otter-and-sohne");
    CHECK(otter.band == Company::Band::medium);
    CHECK(otter.sector == "toys");
    CHECK(otter.steward == "ben");
    CHECK(seeding.names() == "alias OTTR; handle OtterHelp; hashtag otterlove; not sea otter; ");
}

TEST_CASE("a companies file updates what it changed and keeps what a person changed", "[listen][storage]") {
    Seeding seeding(GENERATE(from_range(test::databases())));
    seeding.seed("otter,Otter,otterhelp,,OTTR,,otter.example,toys,small,,\n");
    auto edited = seeding.otter();
    edited.sector = "plush toys";
    edited.band = Company::Band::large;
    seeding.world.store.write([&](Write& write) {
        storage::companies::update(write, edited);
        storage::companies::add_name(write, {edited.id, CompanyName::Kind::alias, "The Otters"});
    });

    auto const result =
        seeding.seed("otter,Otter Ltd,otterhelp|ottercare,,,,otter.example,games,small,,\n").result;
    CHECK(result.updated == 1);
    CHECK(result.kept == 1);
    auto const otter = seeding.otter();
    CHECK(otter.name == "Otter Ltd");
    CHECK(otter.slug == "otter");
    CHECK(otter.sector == "plush toys");
    CHECK(otter.band == Company::Band::large);
    CHECK(seeding.names() == "alias The Otters; handle ottercare; handle otterhelp; ");

    seeding.seed("otter,Otter Ltd,otterhelp|ottercare,,,,otter.example,games,medium,,\n");
    CHECK(seeding.otter().band == Company::Band::large);
}

TEST_CASE("a company that left the file stays, and an emptied field is emptied", "[listen][storage]") {
    Seeding seeding(GENERATE(from_range(test::databases())));
    seeding.seed("otter,Otter,,,,,otter.example,toys,small,,\n");
    seeding.seed("wren,Wren\n");
    CHECK(seeding.otter().sector == "toys");
    seeding.seed("otter,Otter,,,,,,,,,\n");
    CHECK_FALSE(seeding.otter().sector);
    CHECK_FALSE(seeding.otter().band);
}

TEST_CASE("the detector is told of active companies with all their names", "[listen][storage]") {
    Seeding seeding(GENERATE(from_range(test::databases())));
    seeding.seed("otter,Otter,@OtterHelp,#otterlove,OTTR,sea otter,,,,,\nwren,Wren\n");
    auto wren = *storage::companies::find_by_seed_key(seeding.world.store, "wren");
    wren.state = Company::State::refused;
    seeding.world.store.write([&](Write& write) { storage::companies::update(write, wren); });
    auto const known = bot::listen::known_companies(seeding.world.store);
    REQUIRE(known.size() == 1);
    CHECK(known[0].key == seeding.otter().id.text());
    CHECK(known[0].handles == Fields{"OtterHelp"});
    CHECK(known[0].hashtags == Fields{"otterlove"});
    CHECK(known[0].never == Fields{"sea otter"});
}

TEST_CASE("the companies files that are built in have no mistakes", "[listen]") {
    int files = 0;
    for (auto const& file : embedded_config::files()) {
        if (!file.path.ends_with("companies.csv")) continue;
        ++files;
        CHECK(read_companies(file.path, file.bytes).mistakes == Fields{});
    }
    CHECK(files == 2);
}

TEST_CASE("a row of a companies file that is no row is told, and those around it are read", "[listen]") {
    auto const read = read_companies(
        "c.csv", header + "otter,Otter\ngull,\"Gull\" Inc\nfox,\"Fox\n\nhare,Hare\r\n,,,\n,Wren,\n");
    REQUIRE(read.companies.size() == 2);
    CHECK(read.companies[0].key == "otter");
    CHECK(read.companies[1].name == "Hare");
    CHECK(read.mistakes == Fields{"c.csv:3: has text after a closing quote",
                                  "c.csv:4: has a quote that is not closed", "c.csv:8: has no key"});
}

TEST_CASE("the columns of a companies file stand in any order, and what is missing is empty", "[listen]") {
    auto const read = read_companies(
        "c.csv", "name , band,key,handles\n Otter & Sons ,large, otter , @a | |@b|\nWren,,wren\n");
    CHECK(read.mistakes.empty());
    REQUIRE(read.companies.size() == 2);
    CHECK(read.companies[0].name == "Otter & Sons");
    CHECK(read.companies[0].band == "large");
    CHECK(read.companies[0].handles == Fields{"@a", "@b"});
    CHECK(read.companies[1].handles.empty());
    CHECK(read.companies[1].author.empty());
}
