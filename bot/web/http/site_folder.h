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
    /// `folder` need not exist yet: nothing is found then.
    explicit SiteFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// 200, 304 if the browser has it already (by ETag or Last-Modified), or 301 to the path with its '/'.
    /// Empty if nothing is there. `path` is decoded and starts with '/'. Throws std::runtime_error if the
    /// file cannot be read.
    std::optional<Response> find(std::string const& path, Request const& request) const;

private:
    std::filesystem::path const folder_;
};

/// The MIME type for a file of that ending; bytes to download for one we do not publish.
std::string content_type(std::string_view name);

}  // namespace bot::web
