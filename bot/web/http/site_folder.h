#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "bot/web/http/request.h"

namespace bot::web {

/// The published site as files: `folder`/…/index.html for paths that end in '/', and the data files. Nothing
/// outside the folder is reached: neither by ".." nor by a symbolic link inside it. Names that begin with a
/// dot are not served.
class SiteFolder {
public:
    explicit SiteFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// 200, 304 if the browser has it already, or a redirect to the path with its '/'. Empty if nothing is
    /// there.
    std::optional<Response> find(std::string const& path, Request const& request) const;

private:
    std::filesystem::path const folder_;
};

/// By the file's ending.
std::string content_type(std::string_view name);

}  // namespace bot::web
