#include "config/setting.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace config {
namespace {

std::string where(std::string const& name, toml::source_region const& region) {
    return fmt::format("{}:{}", name, region.begin.line);
}

std::variant<Value, Words, Misfit> value_of(toml::node const& node) {
    if (auto const* text = node.as_string()) return Value(text->get());
    if (auto const* number = node.as_integer()) return Value(static_cast<long long>(number->get()));
    if (auto const* number = node.as_floating_point()) return Value(number->get());
    if (auto const* truth = node.as_boolean()) return Value(truth->get());
    if (auto const* day = node.as_date()) {
        std::ostringstream text;
        text << day->get();
        return Value(text.str());
    }
    auto const* list = node.as_array();
    if (list == nullptr) return Misfit{"a date with a time"};
    std::vector<std::string> texts;
    for (auto const& item : *list) {
        auto const* text = item.as_string();
        if (text == nullptr) return Misfit{"a list of other things than texts"};
        texts.push_back(text->get());
    }
    return Value(std::move(texts));
}

bool is_section(std::string const& name) {
    return std::any_of(keys().begin(), keys().end(),
                       [&](Key const& key) { return key.name.starts_with(name + "."); });
}

bool is_list_of_tables(toml::node const& node) {
    auto const* list = node.as_array();
    return list != nullptr && !list->empty() && list->is_homogeneous(toml::node_type::table);
}

/// A table that no key lives in is one mistake, not one for each line of it.
void collect(toml::table const& table, std::string const& path, std::string const& file,
             std::vector<Setting>& settings, std::size_t season = 0) {
    for (auto const& [key, node] : table) {
        auto const name = path.empty() ? std::string(key.str()) : fmt::format("{}.{}", path, key.str());
        auto const* inner = node.as_table();
        if (name == "season" && is_list_of_tables(node)) {
            std::size_t number = 0;
            for (auto const& one : *node.as_array())
                collect(*one.as_table(), name, file, settings, ++number);
        } else if (inner != nullptr && is_section(name))
            collect(*inner, name, file, settings);
        else if (inner != nullptr)
            settings.push_back({name, Misfit{"a section"}, where(file, node.source())});
        else
            settings.push_back({name, value_of(node), where(file, node.source()), season});
    }
}

}  // namespace

std::vector<Setting> settings_of(std::string_view text, std::string const& name,
                                 std::vector<std::string>& mistakes) {
    std::vector<Setting> settings;
    try {
        collect(toml::parse(text), "", name, settings);
    } catch (toml::parse_error const& error) {
        mistakes.push_back(
            fmt::format("{}: this is not TOML: {}", where(name, error.source()), error.description()));
    }
    return settings;
}

std::vector<Setting> settings_of_file(std::filesystem::path const& file, std::vector<std::string>& mistakes) {
    std::ifstream stream(file, std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad()) {
        mistakes.push_back(fmt::format(
            "{} cannot be read; copy config/supportawards.example.toml there, or name another with --config",
            file.string()));
        return {};
    }
    return settings_of(text, file.string(), mistakes);
}

}  // namespace config
