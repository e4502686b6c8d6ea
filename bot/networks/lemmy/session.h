#pragma once

#include <filesystem>
#include <string>

namespace bot::networks {

/// Whose login it is: another account's is not used.
struct LemmyLogin {
    std::string instance, username, jwt;
};

/// Whoever's it is, at that instance; with an empty jwt if there is none.
LemmyLogin kept_login(std::filesystem::path const& file, std::string const& instance);
/// The jwt of that account; "" if the file is not there, is damaged or belongs to another one.
std::string kept_jwt(std::filesystem::path const& file, LemmyLogin const& whose);
/// Replaces the file as a whole, mode 0600, on the disk when it returns. False if that cannot be done; the
/// old one stays. An empty jwt is never written.
bool keep_jwt(std::filesystem::path const& file, LemmyLogin const& login);

}  // namespace bot::networks
