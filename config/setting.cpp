#include "config/setting.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

namespace config {
namespace {

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? ""
                              : std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

template <class Number>
std::optional<Value> number_in(std::string const& text) {
    Number number{};
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return Value(number);
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const comma = text.find(',');
        if (auto part = trimmed(text.substr(0, comma)); !part.empty()) parts.push_back(std::move(part));
        text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
    }
    return parts;
}

/// Empty if the words are none of the key's type.
std::optional<Value> converted(Words const& words, Value const& like) {
    if (std::holds_alternative<std::string>(like)) return Value(words.text);
    if (std::holds_alternative<std::vector<std::string>>(like)) return Value(split(words.text));
    if (std::holds_alternative<long long>(like)) return number_in<long long>(words.text);
    if (std::holds_alternative<double>(like)) return number_in<double>(words.text);
    if (words.text == "true" || words.text == "false") return Value(words.text == "true");
    return std::nullopt;
}

/// A whole number does where a fraction is wanted; nothing else is bent.
std::optional<Value> converted(Value const& value, Value const& like) {
    if (value.index() == like.index()) return value;
    if (std::holds_alternative<double>(like) && std::holds_alternative<long long>(value))
        return Value(static_cast<double>(std::get<long long>(value)));
    return std::nullopt;
}

std::optional<Value> converted(Misfit const&, Value const&) {
    return std::nullopt;
}

std::optional<Value> converted(Setting const& setting, Value const& like) {
    return std::visit([&](auto const& given) { return converted(given, like); }, setting.value);
}

std::string as_written(std::variant<Value, Words, Misfit> const& value) {
    if (auto const* words = std::get_if<Words>(&value)) return fmt::format("\"{}\"", words->text);
    if (auto const* misfit = std::get_if<Misfit>(&value)) return misfit->is;
    return to_toml(std::get<Value>(value));
}

/// A key of a [[season]] is one of `season`, in another place.
void set(Key const& key, Value const& value, std::size_t season, Config& config) {
    if (season == 0) return key.set(config, value);
    if (config.seasons.size() < season) config.seasons.resize(season);
    std::swap(config.season, config.seasons[season - 1]);
    key.set(config, value);
    std::swap(config.season, config.seasons[season - 1]);
}

void apply_to(Key const& key, Setting const& setting, Loaded& loaded, std::vector<std::string>& mistakes) {
    auto const like = key.get(Config{});
    auto const value = converted(setting, like);
    if (value && key.allowed.accepts(*value)) {
        set(key, *value, setting.season, loaded.config);
        loaded.origins[name_in(setting.season, key.name)] = setting.where;
        return;
    }
    auto const given = key.secret ? std::string("not acceptable") : as_written(setting.value);
    mistakes.push_back(
        fmt::format("{}: {} is {}; it must be {}", setting.where, key.name, given, key.allowed.text));
}

/// `smtp_password_file = "/run/secrets/mail"`: the first line of that file.
void apply_secret_file(Key const& key, Setting const& setting, Loaded& loaded,
                       std::vector<std::string>& mistakes) {
    auto const name = converted(setting, Value(std::string()));
    if (!name) {
        mistakes.push_back(fmt::format("{}: {} is {}; it must be the path of a file", setting.where,
                                       setting.name, as_written(setting.value)));
        return;
    }
    auto const& path = std::get<std::string>(*name);
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line) || trimmed(line).empty()) {
        mistakes.push_back(
            fmt::format("{}: {} names {}, which cannot be read or is empty; put the secret in its first line",
                        setting.where, setting.name, path));
        return;
    }
    apply_to(key, {std::string(key.name), Words{trimmed(line)}, setting.where + ", from " + path}, loaded,
             mistakes);
}

}  // namespace

std::string name_in(std::size_t season, std::string_view key) {
    if (season == 0) return std::string(key);
    return fmt::format("season[{}]{}", season, key.substr(key.find('.')));
}

void apply(std::vector<Setting> const& settings, Loaded& loaded, std::vector<std::string>& mistakes) {
    std::map<std::string, std::string> seen;
    for (auto const& setting : settings) {
        auto const* key = find_key(setting.name);
        auto const* secret = key == nullptr && setting.name.ends_with("_file")
                                 ? find_key(setting.name.substr(0, setting.name.size() - 5))
                                 : nullptr;
        if (secret != nullptr && !secret->secret) secret = nullptr;
        if (key == nullptr && secret == nullptr) {
            auto const nearest = nearest_key(setting.name);
            auto const hint = !nearest ? "see `supportawards config show` for all keys"
                              : setting.name.starts_with("SUPPORTAWARDS_")
                                  ? "did you mean " + environment_name(*nearest) + "?"
                                  : "did you mean " + *nearest + "?";
            auto const place = setting.where == setting.name ? "environment" : setting.where;
            mistakes.push_back(fmt::format("{}: there is no key {}; {}", place, setting.name, hint));
            continue;
        }
        auto const& meant = key != nullptr ? *key : *secret;
        if (auto const [other, first] = seen.emplace(name_in(setting.season, meant.name), setting.where);
            !first && setting.name != meant.name) {
            mistakes.push_back(fmt::format("{}: {} is given twice, also at {}; keep one", setting.where,
                                           meant.name, other->second));
            continue;
        }
        if (key != nullptr)
            apply_to(*key, setting, loaded, mistakes);
        else
            apply_secret_file(*secret, setting, loaded, mistakes);
    }
}

}  // namespace config
