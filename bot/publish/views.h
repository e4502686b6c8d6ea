#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/publish/board.h"
#include "bot/publish/formatter.h"

// What the templates of the published pages show, in one language. Pure: the same data gives the same view,
// and nothing here knows what time it is.
namespace bot::publish {

/// The address of a board's page without a language, counted from 1: "/", "/page/2/", "/category/empathy/".
std::string board_path(std::string_view category, std::size_t page = 1);
/// For board.html, of the page that the board has the lines of. Counts and stories stand on the first page
/// only, so that the others stay as they are when a team of the first is nominated.
pages::View board_page(Formatter const& format, Board const& board, Phase phase,
                       std::vector<storage::Story> const& shown);

/// What a company's page is made of. It tells scores and never a place: a place depends on all the others, so
/// it stands on the boards alone.
struct CompanyRecord {
    storage::Company company;
    /// Of the season shown, in the order of its boards: "all" first.
    std::vector<storage::Standing> standings;
    std::vector<storage::Story> stories;  // the newest first
};
std::string company_path(std::string_view slug);
/// For company.html.
pages::View company_page(Formatter const& format, CompanyRecord const& record, award::Season const& season,
                         Phase phase);

/// For feed.xml (Atom, RFC 4287): published stories and the news of the season, the newest first. Every id
/// and time follows from the stored data. `all` is the first page of the board of all categories.
pages::View feed(Formatter const& format, Board const& all, Phase phase,
                 std::vector<storage::Story> const& shown, std::string_view public_url);

/// For how.html: the formula with the figures it really runs with, and examples computed by it.
pages::View how_page(Formatter const& format, award::Season const& season);
/// For why_we_wrote.html.
pages::View why_page(Formatter const& format);

}  // namespace bot::publish
