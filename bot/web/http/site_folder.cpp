#include "bot/web/http/site_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <stdexcept>
#include <utility>

#include "bot/base/file.h"

namespace bot::web {

namespace {

/// Goes down one name at a time and follows no link.
Descriptor open_below(std::filesystem::path const& folder, std::string_view path) {
    Descriptor at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    while (at && !path.empty()) {
        path.remove_prefix(1);
        auto const name = std::string(path.substr(0, path.find('/')));
        path.remove_prefix(name.size());
        if (name.empty()) break;
        if (name.starts_with('.')) return Descriptor();
        at = Descriptor(::openat(at.number(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    }
    return at;
}

std::string read_all(Descriptor const& file, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        auto const count = ::read(file.number(), bytes.data() + have, size - have);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw std::runtime_error("a published file could not be read");
        have += static_cast<std::size_t>(count);
    }
    return bytes;
}

std::string http_date(std::time_t time) {
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    char text[40];
    // The program never leaves the "C" locale, so the names of days and months are the ones HTTP wants.
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool has_it(Request const& request, std::string const& tag, std::string const& changed) {
    if (auto const tags = request.header("if-none-match"))
        return *tags == "*" || tags->find(tag) != std::string::npos;
    return request.header("if-modified-since") == changed;
}

}  // namespace

std::string content_type(std::string_view name) {
    struct Type {
        std::string_view ending, type;
    };
    static constexpr Type types[] = {{".html", "text/html; charset=utf-8"},
                                     {".css", "text/css; charset=utf-8"},
                                     {".js", "text/javascript; charset=utf-8"},
                                     {".json", "application/json"},
                                     {".csv", "text/csv; charset=utf-8"},
                                     {".xml", "application/atom+xml; charset=utf-8"},
                                     {".svg", "image/svg+xml"},
                                     {".png", "image/png"},
                                     {".txt", "text/plain; charset=utf-8"}};
    for (auto const& [ending, type] : types)
        if (name.ends_with(ending)) return std::string(type);
    return "application/octet-stream";
}

std::optional<Response> SiteFolder::find(std::string const& path, Request const& request) const {
    auto const name = path.ends_with('/') ? path + "index.html" : path;
    auto const file = open_below(folder_, name);
    struct stat about {};
    if (!file || ::fstat(file.number(), &about) != 0) return std::nullopt;
    Response response;
    if (S_ISDIR(about.st_mode)) {
        if (!open_below(folder_, path + "/index.html")) return std::nullopt;
        response.status = 301;
        response.headers.emplace_back("Location", path + "/");
        return response;
    }
    if (!S_ISREG(about.st_mode)) return std::nullopt;
    auto const tag =
        fmt::format("\"{:x}-{:x}-{:x}\"", about.st_mtim.tv_sec, about.st_mtim.tv_nsec, about.st_size);
    auto const changed = http_date(about.st_mtim.tv_sec);
    response.type = content_type(name);
    response.headers = {{"ETag", tag}, {"Last-Modified", changed}, {"Cache-Control", "no-cache"}};
    if (has_it(request, tag, changed))
        response.status = 304;
    else
        response.body = read_all(file, static_cast<std::size_t>(about.st_size));
    return response;
}

}  // namespace bot::web
