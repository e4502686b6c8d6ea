#include "bot/networks/lemmy_session.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bot/networks/json.h"

namespace bot::networks {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

bool write_whole(fs::path const& file, std::string const& bytes) {
    auto const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return false;
    bool const good = ::fchmod(descriptor, 0600) == 0 &&
                      ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                      ::fsync(descriptor) == 0;
    ::close(descriptor);
    return good;
}

}  // namespace

LemmyLogin kept_login(fs::path const& file, std::string const& instance) {
    std::ifstream stream(file, std::ios::binary);
    std::stringstream bytes;
    if (!stream || !(bytes << stream.rdbuf())) return {};
    auto const kept = Json::parse(bytes.str(), nullptr, false);
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
    auto const fresh = fs::path(file).concat(".new");
    Json const kept{{"instance", login.instance}, {"username", login.username}, {"jwt", login.jwt}};
    if (!write_whole(fresh, json::written(kept))) return false;
    fs::rename(fresh, file, error);
    return !error;
}

}  // namespace bot::networks
