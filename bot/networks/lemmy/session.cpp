#include "bot/networks/lemmy/session.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>

#include "bot/base/file.h"
#include "bot/base/log.h"
#include "bot/networks/client/json.h"

namespace bot::networks {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

}  // namespace

LemmyLogin kept_login(fs::path const& file, std::string const& instance) {
    std::ifstream stream(file, std::ios::binary);
    std::stringstream bytes;
    if (!stream || !(bytes << stream.rdbuf())) return {};
    auto const kept = json::parsed(bytes.str());
    if (json::text(kept, "instance") != instance) return {};
    return {instance, json::text(kept, "username").value_or(""), json::text(kept, "jwt").value_or("")};
}

std::string kept_jwt(fs::path const& file, LemmyLogin const& whose) {
    auto const kept = kept_login(file, whose.instance);
    return kept.username == whose.username ? kept.jwt : "";
}

bool keep_jwt(fs::path const& file, LemmyLogin const& login) {
    if (login.jwt.empty() || file.empty()) return false;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    Json const kept{{"instance", login.instance}, {"username", login.username}, {"jwt", login.jwt}};
    try {
        write_durably(file, json::written(kept));
        return true;
    } catch (std::system_error const& error) {
        log::warn("a login at lemmy could not be kept", {{"why", error}});
        return false;
    }
}

}  // namespace bot::networks
