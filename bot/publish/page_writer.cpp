#include "bot/publish/page_writer.h"

#include "bot/publish/board_page.h"
#include "bot/publish/data_files.h"
#include "bot/publish/feed.h"
#include "bot/publish/text_pages.h"

namespace bot::publish {
namespace {

/// Data files have no language: they lie at the root only.
std::string data_file(Board const& board, char const* name) {
    return (board.is_all() ? "" : "category/" + board.category + "/") + std::string(name);
}

}  // namespace

PageWriter::PageWriter(pages::Pages const& pages, Site& site, std::vector<std::string> languages,
                       std::string public_url)
    : pages_(pages),
      site_(site),
      languages_(languages.empty() ? pages.words().languages() : std::move(languages)),
      public_url_(std::move(public_url)) {}

void PageWriter::print(std::string_view page, std::string const& path, MakeView const& make) {
    for (auto const& language : languages_) {
        auto const view = make(Formatter(pages_.words(), language));
        site_.write(file_of(language, path), pages_.render(page, language, view));
    }
}

void PageWriter::remove(std::string const& path) {
    for (auto const& language : languages_) site_.remove(file_of(language, path));
}

void PageWriter::page(Board const& board, std::size_t number, Phase phase,
                      std::vector<storage::Story> const& shown) {
    print("board", board_path(board.category, number),
          [&](Formatter const& format) { return board_page(format, board, number, phase, shown); });
}

void PageWriter::front(Board const& board, Phase phase, std::vector<storage::Story> const& shown) {
    page(board, 1, phase, shown);
    site_.write(data_file(board, "results.json"), results_json(board, public_url_));
    site_.write(data_file(board, "results.csv"), results_csv(board));
    site_.write("board/" + board.season.id + "-" + board.category + ".txt", board_file(board));
}

bool PageWriter::has_rest(Board const& board) const {
    return pages_of(board) > 1 || site_.has(file_of(languages_.front(), board_path(board.category, 2)));
}

void PageWriter::rest(Board const& board, Phase phase) {
    auto number = pages_of(board) + 1;
    for (std::size_t i = 2; i < number; ++i) page(board, i, phase, {});
    for (; site_.has(file_of(languages_.front(), board_path(board.category, number))); ++number)
        remove(board_path(board.category, number));
}

void PageWriter::company(CompanyRecord const& record, award::Season const& season, Phase phase) {
    auto const path = company_path(record.company.slug);
    if (record.company.state != storage::Company::State::active) return remove(path);
    print("company", path,
          [&](Formatter const& format) { return company_page(format, record, season, phase); });
}

void PageWriter::feed(Board const& all, Phase phase, std::vector<storage::Story> const& shown) {
    print("feed.xml", "/feed.xml",
          [&](Formatter const& format) { return publish::feed(format, all, phase, shown, public_url_); });
}

void PageWriter::texts(award::Season const& season) {
    print("how", "/how/", [&](Formatter const& format) { return how_page(format, season); });
    print("why_we_wrote", "/why-we-wrote/", [](Formatter const& format) { return why_page(format); });
    site_.write("rules.json", season.rules);
}

std::string file_of(std::string_view language, std::string_view path) {
    std::string file = language == "en" ? "" : std::string(language) + "/";
    file += path.substr(1);
    return file.empty() || file.back() == '/' ? file + "index.html" : file;
}

}  // namespace bot::publish
