#include "bot/pages/pages.h"
#include "bot/pages/files.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "storage/types.h"
#include "tests/tools/paths.h"

namespace {

using bot::pages::Pages;
using bot::pages::View;
using bot::pages::Words;

/// A copy of bot/pages to write into; gone with the object.
struct Folder {
    std::filesystem::path const path =
        std::filesystem::temp_directory_path() / ("pages-" + storage::random_base32(10));
    Folder() {
        std::filesystem::create_directories(path / "templates");
        std::filesystem::create_directories(path / "messages");
        file("messages/en.toml", R"("x.hello" = "Tea & cake")"
                                 "\n"
                                 R"("x.many" = "{n} cakes")");
        file("messages/de.toml", R"("x.hello" = "Tee & Kuchen")"
                                 "\n"
                                 R"("x.many" = "{n} Kuchen")");
        file("templates/layout.plain.html",
             "<html lang=\"[[language]]\"><h1>{{title}}</h1>\n{{{content}}}</html>");
    }
    ~Folder() { std::filesystem::remove_all(path); }
    void file(std::string const& name, std::string const& text) const { std::ofstream(path / name) << text; }
    std::string render(std::string const& page, View const& view, std::string const& language = "en") const {
        Words const words(path);
        return Pages(words, path).render(page, language, view);
    }
};

}  // namespace

TEST_CASE("every page of the program parses, with every message it names, in every language", "[pages]") {
    Words const words;
    CHECK_NOTHROW(Pages(words));
    CHECK_NOTHROW(Pages(words, std::filesystem::path(test::source_folder()) / "bot/pages"));
}

TEST_CASE("a page is put into its layout, in the reader's language, escaped", "[pages]") {
    Folder const folder;
    folder.file(
        "templates/a.html",
        "{{! layout: plain }}\n  <p>[[x.hello]] {{name}}</p>\n{{#rows}}\n  <b>{{v}}</b>\n{{/rows}}\n");
    auto const view = View()
                          .set("title", "A")
                          .set("name", "<script>'\"&")
                          .set("rows", std::vector{View().set("v", "1"), View().set("v", "2")});
    CHECK(folder.render("a", view) ==
          "<html lang=\"en\"><h1>A</h1>\n<p>Tea &amp; cake "
          "&lt;script&gt;&apos;&quot;&amp;</p>\n<b>1</b>\n<b>2</b>\n</html>");
    CHECK_THAT(folder.render("a", view, "de"),
               Catch::Contains("Tee &amp; Kuchen") && Catch::Contains("lang=\"de\""));
}

TEST_CASE("an empty text closes a section as a missing one does", "[pages]") {
    Folder const folder;
    folder.file("templates/a.html", "{{#error}}bad{{/error}}{{^error}}good{{/error}}");
    CHECK(folder.render("a", View().set("error", "")) == "good");
    CHECK(folder.render("a", View()) == "good");
    CHECK(folder.render("a", View().set("error", "x")) == "bad");
}

TEST_CASE("parts are pasted in, in rows too", "[pages]") {
    Folder const folder;
    folder.file("templates/part.row.html", "<i>{{v}}</i>\n");
    folder.file("templates/a.html", "{{#rows}}{{> part.row}}{{/rows}}");
    CHECK(folder.render("a", View().set("rows", std::vector{View().set("v", "1"), View().set("v", "2")})) ==
          "<i>1</i><i>2</i>");
}

TEST_CASE("nothing is escaped in mails", "[pages]") {
    Folder const folder;
    folder.file("templates/mail.txt", "[[x.hello]]\n\n  {{name}}\n");
    CHECK(folder.render("mail.txt", View().set("name", "A & B")) == "Tea & cake\n\n  A & B\n");
}

TEST_CASE("mistakes in templates are found at the start, and the file is named", "[pages]") {
    Folder const folder;
    auto const failure = [&](std::string const& text) -> std::string {
        folder.file("templates/a.html", text);
        try {
            folder.render("a", View());
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        return "";
    };
    CHECK_THAT(failure("{{#open}}"), Catch::StartsWith("templates/a") && Catch::Contains("Unclosed section"));
    CHECK_THAT(failure("[[no.such]]"),
               Catch::StartsWith("templates/a.html") && Catch::Contains("[[no.such]]"));
    CHECK_THAT(failure("[[x.hello"), Catch::Contains("[[ is never closed"));
    CHECK_THAT(failure("[[x.many]]"), Catch::Contains("x.many has {places}"));
    CHECK_THAT(failure("[[static:no.css]]"), Catch::Contains("no.css"));
    CHECK_THAT(failure("{{! layout: none }}"), Catch::Contains("there is no layout none"));
    CHECK_THAT(failure("{{> none}}"), Catch::Contains("there is no part none"));
    CHECK_THAT(failure("{{> a}}"), Catch::Contains("without end"));
}

TEST_CASE("a name that the page shows and the view lacks is a mistake", "[pages]") {
    Folder const folder;
    folder.file("templates/a.html", "{{name}}");
    CHECK_THROWS_WITH(folder.render("a", View()), "templates/a: the view lacks name");
    CHECK_THROWS_AS(folder.render("b", View()), std::out_of_range);
}

TEST_CASE("the frame links the same page in the other language", "[pages]") {
    Words const words;
    Pages const pages(words);
    auto const page = pages.render(
        "error", "de", View().set("title", "T").set("path", "/how/").set("text", "x").set("help", "y"));
    CHECK_THAT(page, Catch::Contains(R"(<a href="/how/" lang="en" hreflang="en">English</a>)"));
    CHECK_THAT(page, Catch::Contains(
                         R"(<a href="/de/how/" lang="de" hreflang="de" aria-current="true">Deutsch</a>)"));
    CHECK_THAT(page, Catch::Contains(R"(<html lang="de">)"));
    CHECK_THAT(page, Catch::Contains(bot::pages::url_of_static("site.css")));
}

TEST_CASE("several threads render the same page", "[pages][threads]") {
    Words const words;
    Pages const pages(words);
    auto const view = View().set("title", "T").set("path", "/").set("text", "x").set("help", "y");
    auto const expected = pages.render("error", "en", view);
    std::vector<std::jthread> threads;
    std::atomic<int> wrong = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 50; ++n) wrong += pages.render("error", "en", view) != expected;
        });
    threads.clear();
    CHECK(wrong == 0);
}
