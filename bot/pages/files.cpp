#include "bot/pages/files.h"

#include <embedded_pages.h>

#include <algorithm>
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

}  // namespace

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

}  // namespace bot::pages
