// The rule of arrows (CONTRIBUTING.md): who may include whom, and which library lives where.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/tools/paths.h"

namespace {

using Names = std::set<std::string>;

struct Include {
    std::string file;
    std::string header;
};

/// The part of the program a file belongs to: a folder of the top or of bot/. Rooms within one share its
/// arrows.
std::string part_of(std::string const& path) {
    if (path == "bot/main.cpp") return "main";
    for (auto const* assembling : {"bot/app.", "bot/installation."})
        if (path.starts_with(assembling)) return "app";
    auto const slash = path.find('/');
    if (path.substr(0, slash) != "bot") return path.substr(0, slash);
    auto const second = path.find('/', slash + 1);
    return second == path.npos ? "" : path.substr(slash + 1, second - slash - 1);
}

Names const steps{"listen", "account_linking", "detect",  "desk",   "nominate",
                  "award",  "ledger",          "publish", "notify", "learn"};
Names const everywhere{"base", "text", "storage"};

Names operator+(Names one, Names const& other) {
    one.insert(other.begin(), other.end());
    return one;
}

/// What each part may include besides itself.
std::map<std::string, Names> const& arrows() {
    static auto const all = [] {
        Names const parts =
            steps + Names{"web", "networks", "watch", "pages", "transport", "config"} + everywhere;
        std::map<std::string, Names> may{
            {"storage", {}},
            {"config", {}},
            {"base", {"storage"}},
            {"text", {"base"}},
            {"watch", {"base", "text"}},
            {"pages", everywhere},
            {"transport", everywhere},
            {"networks", everywhere + Names{"transport", "watch"}},
            {"web", everywhere + steps + Names{"pages"}},
            {"app", parts},
            {"check", parts + Names{"app"}},
            {"commands", parts + Names{"app", "check"}},
            {"main", parts + Names{"app", "check", "commands"}},
            {"tests", parts + Names{"app", "check", "commands"}},
        };
        for (auto const& step : steps)
            may[step] = everywhere + Names{"networks", "watch", "pages", "transport"};
        may["award"] = Names{"storage"};  // pure maths
        // Along the way of a post, each for one reason.
        may["listen"].insert("detect");    // what was found is judged before it is kept
        may["learn"].insert("detect");     // what was decided moves the model
        may["desk"].insert("detect");      // a person sees the words that spoke for a post
        may["listen"].insert("notify");    // a network that needs a hand asks for a mail
        may["desk"].insert("nominate");    // an approved reply mints an invitation
        may["nominate"].insert("notify");  // a nomination asks for a mail
        may["publish"].insert("award");    // the board shows scores
        may["nominate"].insert("award");   // a season's rules weigh its nominations
        return may;
    }();
    return all;
}

/// Libraries that stay in one place, by the start of their headers; tests may use any.
std::map<std::string, std::vector<std::string>> const homes{
    {"cpprest/", {"bot/web/http/listener", "bot/transport/websocket"}},
    {"pplx/", {"bot/web/http/listener", "bot/transport/websocket"}},
    {"curl/", {"bot/transport/", "bot/base/url."}},
    {"ares.h", {"bot/transport/mail_hosts."}},
    {"soci/", {"storage/"}},
    {"storage/engine/sql.h", {"storage/"}},
    {"CLI/", {"bot/commands/", "bot/main.cpp"}},
    {"kainjow/", {"bot/pages/"}},
    {"spdlog/", {"bot/base/log."}},
    {"hb.h", {"bot/publish/pictures/lettering."}},
    {"pango/", {"bot/publish/pictures/draw_pdf."}},
    {"cairo", {"bot/publish/pictures/"}},
    {"librsvg/", {"bot/publish/pictures/svg_surface."}},
};

/// Each costs every includer a second or more.
Names const heavy{
    "cpprest/", "CLI/",     "simdjson.h", "nlohmann/json.hpp", "soci/", "storage/engine/sql.h", "toml++/",
    "spdlog/",  "kainjow/", "catch2/"};

bool starts_with_one(std::string const& text, std::vector<std::string> const& starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](auto const& start) { return text.starts_with(start); });
}

/// Why that include is wrong; empty if it is not.
std::string fault(Include const& include) {
    auto const& [file, header] = include;
    bool const test = file.starts_with("tests/");
    for (auto const& [library, home] : homes)
        if (header.starts_with(library) && !test && !starts_with_one(file, home))
            return library + " stays in " + home.front();
    if (file.ends_with(".h") && file != "storage/engine/sql.h" &&
        starts_with_one(header, {heavy.begin(), heavy.end()}))
        return "too heavy for a header";
    if (!starts_with_one(header, {"bot/", "storage/", "config/", "tests/"})) return "";
    auto const from = part_of(file);
    auto const to = part_of(header);
    // `import` feeds files of the archive network's format to the same intake, without the network.
    if (file == "bot/listen/importer.cpp" && header == "bot/networks/archive/archive.h") return "";
    // A connector's settings are its section of the config, and no more of it.
    if (from == "networks" && header == "config/networks.h") return "";
    if (steps.contains(from) && to == "networks" && header != "bot/networks/network.h")
        return "a step knows networks by network.h alone";
    auto const may = arrows().find(from);
    if (may == arrows().end()) return "the folder is not in the rule of arrows yet";
    return from == to || may->second.contains(to) ? "" : from + " may not know " + to;
}

std::vector<Include> all_includes() {
    std::vector<Include> found;
    std::filesystem::path const root = test::source_folder();
    std::regex const line_of("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"].*");
    for (auto const* folder : {"bot", "storage", "config", "tests"})
        for (auto const& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
            auto const ending = entry.path().extension();
            if (ending != ".h" && ending != ".cpp") continue;
            std::ifstream file(entry.path());
            std::smatch match;
            for (std::string line; std::getline(file, line);)
                if (line.find("include") != line.npos && std::regex_match(line, match, line_of))
                    found.push_back({entry.path().lexically_relative(root).string(), match[1]});
        }
    return found;
}

}  // namespace

TEST_CASE("every #include follows the rule of arrows", "[includes]") {
    auto const includes = all_includes();
    CHECK(includes.size() > 300);
    for (auto const& include : includes) {
        INFO(include.file << " includes " << include.header);
        CHECK(fault(include) == "");
    }
}

TEST_CASE("a wrong arrow is noticed", "[includes]") {
    for (auto const& [file, header] : std::vector<std::pair<std::string, std::string>>{
             {"storage/posts.cpp", "bot/base/clock.h"},
             {"config/config.cpp", "storage/types.h"},
             {"bot/desk/desk.h", "config/config.h"},
             {"bot/desk/desk.cpp", "bot/networks/archive/archive.h"},
             {"bot/desk/desk.cpp", "bot/publish/publisher.h"},
             {"bot/award/score.cpp", "bot/base/clock.h"},
             {"bot/networks/archive/archive.cpp", "bot/web/http/request.h"},
             {"bot/web/http/routes.cpp", "bot/networks/network.h"},
             {"bot/web/site.h", "config/config.h"},
             {"bot/web/site.cpp", "bot/app/settings.h"},
             {"bot/pages/words.cpp", "bot/desk/desk.h"},
             {"bot/base/clock.cpp", "config/config.h"},
             {"bot/networks/x/x.h", "config/config.h"},
             {"bot/listen/intake.h", "config/networks.h"},
             {"bot/web/http/routes.cpp", "cpprest/http_listener.h"},
             {"bot/nominate/form.cpp", "curl/curl.h"},
             {"bot/detect/detect.h", "simdjson.h"},
             {"bot/detect/detect.cpp", "storage/engine/sql.h"},
             {"bot/app.cpp", "tests/tools/world.h"},
             {"bot/somewhere/new.cpp", "storage/types.h"}}) {
        INFO(file << " includes " << header);
        CHECK(fault({file, header}) != "");
    }
    CHECK(fault({"bot/desk/desk.cpp", "bot/networks/network.h"}) == "");
    CHECK(fault({"bot/app.cpp", "config/config.h"}) == "");
    CHECK(fault({"bot/web/http/listener.cpp", "cpprest/http_listener.h"}) == "");
}
