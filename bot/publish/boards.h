#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "bot/publish/board.h"

namespace bot::publish {

/// The boards of one season in memory: which company stands where. A change moves one company, however many
/// there are; names and figures are read for the page that is written. One thread at a time.
class Boards {
public:
    /// Reads where every company stands.
    Boards(storage::Read const& read, award::Season season);

    award::Season const& season() const { return season_; }
    /// False if another process tallied companies since they were read: then these boards are to be made
    /// anew.
    bool hold(storage::Read const& read) const;
    /// Reads again where these companies stand, after we tallied `tallied` of them.
    void update(storage::Read const& read, std::set<storage::CompanyId> const& companies, long long tallied);

    /// How many pages a board has; at least 1.
    std::size_t pages(std::string const& category) const;
    /// With the lines of that page, counted from 1.
    Board page(storage::Read const& read, std::string const& category, std::size_t number) const;
    /// With all lines, for the data files.
    Board whole(storage::Read const& read, std::string const& category) const;
    /// Differs from an earlier one whenever that page's lines differ; in this process only.
    std::uint64_t print(std::string const& category, std::size_t number) const;

private:
    struct Place {
        storage::Stand stand;
        long long stamp = 0;  // of the update that it is from
    };
    using Order = std::vector<Place>;  // best first

    Order const& order(std::string const& category) const;
    Board head(storage::Read const& read, std::string const& category) const;
    void fill(storage::Read const& read, Board& board, std::size_t from, std::size_t to) const;

    award::Season const season_;
    long long tallied_ = 0;
    long long stamp_ = 0;
    std::map<std::string, Order> orders_;
};

}  // namespace bot::publish
