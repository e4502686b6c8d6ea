#include "bot/publish/site.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "bot/base/file.h"
#include "bot/base/kill_point.h"
#include "bot/pages/files.h"

namespace bot::publish {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void failed(char const* doing, fs::path const& path) {
    throw std::system_error(errno, std::generic_category(), std::string(doing) + " " + path.string());
}

void sync_names(fs::path const& folder) {
    if (!sync_folder(folder)) failed("syncing", folder);
}

/// A folder that has just been made lasts only once the one it lies in is synced.
void make_folder(fs::path const& folder) {
    if (fs::is_directory(folder)) return;
    auto const above = folder.parent_path();
    if (!above.empty() && above != folder) make_folder(above);
    if (fs::create_directory(folder) && !above.empty()) sync_names(above);
}

bool same(fs::path const& path, std::string_view bytes) {
    std::error_code absent;
    if (fs::file_size(path, absent) != bytes.size() || absent) return false;
    std::ifstream file(path, std::ios::binary);
    std::string const there((std::istreambuf_iterator<char>(file)), {});
    return file && there == bytes;
}

/// Data files have no language: they lie at the root only.
std::string data_file(Board const& board, char const* name) {
    return (board.is_all() ? "" : "category/" + board.category + "/") + std::string(name);
}

}  // namespace

Site::Site(fs::path folder) : folder_(std::move(folder)) {
    make_folder(folder_);
}

fs::path Site::place_of(std::string_view name) const {
    for (std::size_t from = 0; from <= name.size();) {
        auto const to = std::min(name.find('/', from), name.size());
        auto const part = name.substr(from, to - from);
        if (part.empty() || part.front() == '.' || part.find('\0') != part.npos)
            throw std::invalid_argument("not a name of a published file: " + std::string(name));
        from = to + 1;
    }
    return folder_ / name;
}

bool Site::write(std::string_view name, std::string_view bytes) {
    auto const place = place_of(name);
    if (same(place, bytes)) return false;
    make_folder(place.parent_path());
    // One fixed name for each file: what a crash leaves behind is overwritten by the next attempt.
    auto const beside = place.parent_path() / ("." + place.filename().string() + ".new");
    {
        FileDescriptor const file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
        if (!file || !write_all(file, bytes) || !sync(file)) failed("writing", beside);
    }
    kill_point("publish.before_rename");
    if (::rename(beside.c_str(), place.c_str()) != 0) failed("renaming", beside);
    sync_names(place.parent_path());
    ++changed_;
    kill_point("publish.after_rename");
    return true;
}

bool Site::remove(std::string_view name) {
    auto const place = place_of(name);
    if (!fs::remove(place)) return false;
    auto folder = place.parent_path();
    if (folder != folder_ && fs::is_empty(folder)) {
        fs::remove(folder);
        folder = folder.parent_path();
    }
    sync_names(folder);
    ++changed_;
    return true;
}

bool Site::has(std::string_view name) const {
    return fs::exists(place_of(name));
}

PageWriter::PageWriter(pages::Pages const& pages, Site& site, std::vector<std::string> languages,
                       std::string public_url)
    : pages_(pages),
      site_(site),
      languages_(languages.empty() ? pages.words().languages() : std::move(languages)),
      public_url_(std::move(public_url)) {}

void PageWriter::write(std::string_view page, std::string const& path, MakeView const& make) {
    for (auto const& language : languages_) {
        auto const view = make(Formatter(pages_.words(), language));
        site_.write(file_of(language, path), pages_.render(page, language, view));
    }
}

void PageWriter::remove(std::string const& path) {
    for (auto const& language : languages_) site_.remove(file_of(language, path));
}

void PageWriter::board(Board const& board, Phase phase, std::vector<storage::Story> const& shown) {
    write("board", board_path(board.category, board.page),
          [&](Formatter const& format) { return board_page(format, board, phase, shown); });
}

void PageWriter::data(Board const& board) {
    site_.write(data_file(board, "results.json"), results_json(board, public_url_));
    site_.write(data_file(board, "results.csv"), results_csv(board));
    site_.write("board/" + board.season.id + "-" + board.category + ".txt", board_file(board));
}

void PageWriter::end(Board const& board) {
    for (auto number = board.pages() + 1;
         site_.has(file_of(languages_.front(), board_path(board.category, number))); ++number)
        remove(board_path(board.category, number));
}

void PageWriter::company(CompanyRecord const& record, award::Season const& season, Phase phase) {
    auto const path = company_path(record.company.slug);
    if (record.company.state != storage::Company::State::active) return remove(path);
    write("company", path,
          [&](Formatter const& format) { return company_page(format, record, season, phase); });
}

void PageWriter::feed(Board const& all, Phase phase, std::vector<storage::Story> const& shown) {
    write("feed.xml", "/feed.xml",
          [&](Formatter const& format) { return publish::feed(format, all, phase, shown, public_url_); });
}

void PageWriter::files() {
    for (auto const& file : pages::static_files())
        site_.write("static/" + std::string(file.name), file.bytes);
}

void PageWriter::texts(award::Season const& season) {
    write("how", "/how/", [&](Formatter const& format) { return how_page(format, season); });
    write("why_we_wrote", "/why-we-wrote/", [](Formatter const& format) { return why_page(format); });
    site_.write("rules.json", season.rules);
}

std::string file_of(std::string_view language, std::string_view path) {
    std::string file = language == "en" ? "" : std::string(language) + "/";
    file += path.substr(1);
    return file.empty() || file.back() == '/' ? file + "index.html" : file;
}

}  // namespace bot::publish
