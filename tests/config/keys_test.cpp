#include "config/keys.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "config/read.h"
#include "embedded_config.h"

namespace {

std::string embedded(std::string_view path) {
    for (auto const& file : embedded_config::files())
        if (file.path == path) return std::string(file.bytes);
    return {};
}

config::Config read(std::string const& text) {
    config::Sources sources;
    sources.preset = text;
    sources.preset_name = "test";
    return config::load(sources).config;
}

}  // namespace

TEST_CASE("the example file has every key with its meaning and its default", "[config]") {
    std::istringstream example(embedded("supportawards.example.toml"));
    std::string section, before;
    std::map<std::string, std::string, std::less<>> lines;
    for (std::string line; std::getline(example, line); before = line) {
        if (line.starts_with("[")) section = line.substr(1, line.find(']') - 1) + ".";
        if (line.starts_with("#") && !line.starts_with("# ")) {
            INFO(line);
            CHECK(before.starts_with("# "));
            lines[section + line.substr(1, line.find(' ') - 1)] = line;
        }
    }
    for (auto const& key : config::keys()) {
        auto const short_name = std::string(key.name.substr(key.name.rfind('.') + 1));
        INFO(key.name);
        CHECK(lines[std::string(key.name)] ==
              "#" + short_name + " = " + config::to_toml(key.get(config::Config{})));
    }
    CHECK(lines.size() == config::keys().size());
}

TEST_CASE("the example file says nothing that is not so: without its '#' it sets just the defaults",
          "[config]") {
    auto example = embedded("supportawards.example.toml");
    std::string lines;
    for (std::size_t from = 0; from < example.size();) {
        auto const end = example.find('\n', from);
        auto line = example.substr(from, end - from);
        if (line.starts_with("#") && !line.starts_with("# ")) line.erase(0, 1);
        lines += line + "\n";
        from = end + 1;
    }
    config::Sources sources;
    sources.preset = lines;
    auto const loaded = config::load(sources);
    CHECK(loaded.origins.size() == config::keys().size());
    for (auto const& key : config::keys()) CHECK(key.get(loaded.config) == key.get(config::Config{}));
}

TEST_CASE("every default is allowed and every name is used once", "[config]") {
    std::set<std::string_view> names;
    std::set<std::string> variables;
    for (auto const& key : config::keys()) {
        INFO(key.name);
        CHECK(key.allowed.accepts(key.get(config::Config{})));
        CHECK(names.insert(key.name).second);
        CHECK(variables.insert(config::environment_name(key.name)).second);
    }
}

TEST_CASE("what a key sets is what it gets", "[config]") {
    for (auto const& key : config::keys()) {
        config::Config changed;
        auto value = key.get(changed);
        if (auto* number = std::get_if<long long>(&value)) ++*number;
        if (auto* words = std::get_if<std::string>(&value)) *words += "x";
        if (auto* list = std::get_if<std::vector<std::string>>(&value)) list->push_back("x");
        if (auto* truth = std::get_if<bool>(&value)) *truth = !*truth;
        if (auto* fraction = std::get_if<double>(&value)) *fraction += 0.25;
        key.set(changed, value);
        INFO(key.name);
        CHECK(key.get(changed) == value);
        int others_changed = 0;
        for (auto const& other : config::keys())
            others_changed += other.get(changed) != other.get(config::Config{});
        CHECK(others_changed == 1);
    }
}

TEST_CASE("a mistyped key finds the one that was meant", "[config]") {
    CHECK(config::nearest_key("web.prot") == "web.port");
    CHECK(config::nearest_key("smtp_host") == "mail.smtp_host");
    CHECK(config::nearest_key("mail.stmp_host") == "mail.smtp_host");
    CHECK_FALSE(config::nearest_key("entirely.different"));
}

TEST_CASE("the demo's settings are valid", "[config]") {
    auto const demo = read(embedded("demo.toml"));
    CHECK(demo.season.batch == 1);
    CHECK(demo.networks.archive.enabled);
    CHECK(demo.data == "data/demo");
}
