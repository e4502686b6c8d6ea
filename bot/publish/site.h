#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/pages/pages.h"
#include "bot/publish/views.h"

namespace bot::publish {

/// The folder that holds the published site. Each file is whole at any moment, also after a power cut:
/// written beside its place, synced, renamed, and the folder synced. One thread at a time.
class Site {
public:
    /// Makes the folder if it is missing.
    explicit Site(std::filesystem::path folder);

    /// False, and nothing is touched, if the file has these bytes already. `name` is relative, with '/', each
    /// part of it not empty and not starting with '.'; otherwise throws std::invalid_argument. Throws
    /// std::system_error if the disk refuses: the file is then as it was before.
    bool write(std::string_view name, std::string_view bytes);
    /// False if it was not there. Its folder goes too if nothing else is in it.
    bool remove(std::string_view name);
    bool has(std::string_view name) const;

    /// Files written or removed since this Site was made.
    long long changed() const { return changed_; }

private:
    std::filesystem::path place_of(std::string_view name) const;

    std::filesystem::path const folder_;
    long long changed_ = 0;
};

/// Writes pages into the site, each in every language. It knows what files a page is made of and asks no
/// database. One thread at a time; throws what Site throws.
class PageWriter {
public:
    /// No `languages`: all that have messages; English lies at the root. `public_url` has no slash at its
    /// end. What is referred to outlives it.
    PageWriter(pages::Pages const& pages, Site& site, std::vector<std::string> languages,
               std::string public_url);

    /// The page of a board that it has the lines of; stories stand on the first.
    void board(Board const& board, Phase phase, std::vector<storage::Story> const& shown);
    /// The figures of a board for programs; wants all of its lines.
    void data(Board const& board);
    /// Pages of a board that it has no lines for any more go.
    void end(Board const& board);
    /// A company that is not active has no page.
    void company(CompanyRecord const& record, award::Season const& season, Phase phase);
    void feed(Board const& all, Phase phase, std::vector<storage::Story> const& shown);
    /// What all pages load (stylesheet, script, icon), so that whoever serves the folder needs nothing else.
    /// To be called before any page is written.
    void files();
    /// How it works, why we wrote, the rules.
    void texts(award::Season const& season);

private:
    using MakeView = std::function<pages::View(Formatter const&)>;
    /// `page` names the template, `path` is without a language.
    void write(std::string_view page, std::string const& path, MakeView const& make);
    void remove(std::string const& path);

    pages::Pages const& pages_;
    Site& site_;
    std::vector<std::string> const languages_;
    std::string const public_url_;
};

/// The file of a page: "de/how/index.html" of "/how/" in German, "feed.xml" of "/feed.xml" in English.
std::string file_of(std::string_view language, std::string_view path);

}  // namespace bot::publish
