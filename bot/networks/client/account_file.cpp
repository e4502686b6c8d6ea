#include "bot/networks/client/account_file.h"

#include <nlohmann/json.hpp>

#include "bot/networks/client/json.h"

namespace bot::networks {

AccountFile::Values AccountFile::read() const {
    Values values;
    auto const kept = nlohmann::json::parse(file_.read(), nullptr, false);
    if (!kept.is_object()) return values;
    for (auto const& [name, value] : kept.items()) values[name] = json::text(value).value_or("");
    return values;
}

void AccountFile::write(Values const& values) const {
    file_.write(json::written(values));
}

}  // namespace bot::networks
