#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/pages/pages.h"
#include "bot/publish/board.h"
#include "bot/publish/company_page.h"
#include "bot/publish/formatter.h"
#include "bot/publish/site.h"

namespace bot::publish {

/// Prints pages into the site, each in every language. It knows what files a page is made of and asks no
/// database.
class PageWriter {
public:
    PageWriter(pages::Pages const& pages, Site& site, std::vector<std::string> languages,
               std::string public_url);

    /// The first page of a board and its data files.
    void front(Board const& board, Phase phase, std::vector<storage::Story> const& shown);
    /// The pages after it; those that there are no lines for any more go.
    void rest(Board const& board, Phase phase);
    /// True if the board has, or had, pages after its first.
    bool has_rest(Board const& board) const;
    /// A company that is not active has no page.
    void company(CompanyRecord const& record, award::Season const& season, Phase phase);
    void feed(Board const& all, Phase phase, std::vector<storage::Story> const& shown);
    /// How it works, why we wrote, the rules.
    void texts(award::Season const& season);

private:
    using MakeView = std::function<pages::View(Formatter const&)>;
    void print(std::string_view page, std::string const& path, MakeView const& make);
    void remove(std::string const& path);
    void page(Board const& board, std::size_t number, Phase phase, std::vector<storage::Story> const& shown);

    pages::Pages const& pages_;
    Site& site_;
    std::vector<std::string> const languages_;
    std::string const public_url_;
};

/// The file of a page: "de/how/index.html" of "/how/" in German, "feed.xml" of "/feed.xml" in English.
std::string file_of(std::string_view language, std::string_view path);

}  // namespace bot::publish
