#include "bot/app/files.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "bot/base/user_error.h"
#include "embedded_config.h"

namespace bot {

std::string built_in(std::string_view path) {
    for (auto const& file : embedded_config::files())
        if (file.path == path) return std::string(file.bytes);
    throw std::logic_error(fmt::format("the program lacks its file {}", path));
}

std::string read_text(std::string const& file, std::string_view setting) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad())
        throw UserError(
            UserError::Kind::not_found,
            fmt::format("{}: {} cannot be read; name another, or \"\" for the one built in", setting, file));
    return text;
}

std::string base_model(std::string const& setting) {
    return setting.empty() ? built_in("praise.model") : read_text(setting, "detect.model");
}

NamedText companies_file(std::string const& setting) {
    if (setting.empty()) return {"companies.csv", built_in("companies.csv")};
    if (setting == "demo") return {"demo/companies.csv", built_in("demo/companies.csv")};
    return {setting, read_text(setting, "detect.companies")};
}

}  // namespace bot
