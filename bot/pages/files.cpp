#include "bot/pages/files.h"

#include <embedded_pages.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace bot::pages {

namespace {

std::vector<PageFile> built_in(std::string_view part) {
    std::vector<PageFile> files;
    auto const start = std::string(part) + "/";
    for (auto const& file : embedded_pages::files())
        if (file.path.starts_with(start))
            files.push_back({std::string(file.path.substr(start.size())), std::string(file.bytes)});
    return files;
}

/// FNV-1a, 64 bits: tells versions of a file apart, nothing more.
std::string short_hash(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (unsigned char const byte : bytes) hash = (hash ^ byte) * 1099511628211ULL;
    std::string text;
    for (int shift = 60; shift >= 24; shift -= 4) text += "0123456789abcdef"[(hash >> shift) & 15];
    return text;
}

}  // namespace

std::vector<StaticFile> const& static_files() {
    static std::vector<StaticFile> const files = [] {
        constexpr std::string_view start = "static/";
        std::vector<StaticFile> found;
        for (auto const& file : embedded_pages::files())
            if (file.path.starts_with(start))
                found.push_back({file.path.substr(start.size()), file.bytes, short_hash(file.bytes)});
        return found;
    }();
    return files;
}

std::vector<PageFile> page_files(std::string_view part, std::optional<std::filesystem::path> const& folder) {
    if (!folder) return built_in(part);
    std::vector<PageFile> files;
    for (auto const& entry : std::filesystem::directory_iterator(*folder / part)) {
        if (!entry.is_regular_file() || entry.path().filename().string().starts_with('.')) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        if (!in) throw std::runtime_error("cannot read " + entry.path().string());
        files.push_back({entry.path().filename().string(), std::move(bytes)});
    }
    std::ranges::sort(files, {}, &PageFile::name);
    return files;
}

StaticFile const* find_static(std::string_view name) {
    auto const found = std::ranges::find(static_files(), name, &StaticFile::name);
    return found == static_files().end() ? nullptr : &*found;
}

std::string url_of_static(std::string_view name) {
    auto const* file = find_static(name);
    if (!file) throw std::out_of_range("no static file " + std::string(name));
    return "/static/" + std::string(file->name) + "?v=" + file->hash;
}

}  // namespace bot::pages
