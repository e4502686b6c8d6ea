#include "bot/pages/catalogue.h"

#include <toml++/toml.h>
#include <unicode/messagepattern.h>

#include <set>
#include <sstream>
#include <stdexcept>

#include "bot/pages/files.h"

namespace bot::pages {

namespace {

[[noreturn]] void refuse(std::string const& file, std::string const& what) {
    throw std::runtime_error("messages/" + file + ": " + what);
}

/// The names of a message's {places}; throws with what is wrong with its syntax.
std::set<std::string> places(std::string const& message) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    icu::MessagePattern const pattern(icu::UnicodeString::fromUTF8(message), &where, status);
    if (U_FAILURE(status))
        throw std::invalid_argument("not an ICU message (" + std::string(u_errorName(status)) +
                                    " at character " + std::to_string(where.offset) + ")");
    std::set<std::string> names;
    for (int i = 0; i < pattern.countParts(); ++i) {
        auto const& part = pattern.getPart(i);
        std::string name;
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME)
            names.insert(pattern.getSubstring(part).toUTF8String(name));
        if (part.getType() == UMSGPAT_PART_TYPE_ARG_NUMBER)
            throw std::invalid_argument("give its {places} names instead of numbers");
    }
    return names;
}

void add_all(toml::table const& table, std::string const& prefix, std::string const& file, Catalogue& into) {
    for (auto const& [name, node] : table) {
        auto const key = prefix.empty() ? std::string(name.str()) : prefix + "." + std::string(name.str());
        if (auto const* inner = node.as_table()) {
            add_all(*inner, key, file, into);
            continue;
        }
        auto const message = node.value<std::string>();
        if (!message) refuse(file, key + " is not a text");
        try {
            places(*message);
        } catch (std::invalid_argument const& error) {
            refuse(file, key + ": " + error.what());
        }
        if (!into.emplace(key, *message).second) refuse(file, key + " is there twice");
    }
}

void demand_same(std::string const& language, Catalogue const& english, Catalogue const& other) {
    for (auto const& [key, message] : english) {
        auto const found = other.find(key);
        if (found == other.end()) refuse(language + ".*.toml", key + " is missing, en has it");
        if (places(message) != places(found->second))
            refuse(language + ".*.toml", key + " does not have the same {places} as in en");
    }
    for (auto const& [key, message] : other)
        if (!english.contains(key)) refuse("en.*.toml", key + " is missing, " + language + " has it");
}

}  // namespace

std::map<std::string, Catalogue> read_catalogues(std::optional<std::filesystem::path> const& folder) {
    std::map<std::string, Catalogue> all;
    for (auto const& file : page_files("messages", folder)) {
        if (!file.name.ends_with(".toml")) continue;
        auto& catalogue = all[file.name.substr(0, file.name.find('.'))];
        try {
            add_all(toml::parse(file.bytes), "", file.name, catalogue);
        } catch (toml::parse_error const& error) {
            std::ostringstream where;
            where << error.source().begin;
            refuse(file.name, std::string(error.description()) + " (" + where.str() + ")");
        }
    }
    if (!all.contains("en")) refuse("en.toml", "there are no English messages");
    for (auto const& [language, catalogue] : all) demand_same(language, all["en"], catalogue);
    return all;
}

}  // namespace bot::pages
