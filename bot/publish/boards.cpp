#include "bot/publish/boards.h"

#include <algorithm>
#include <boost/container_hash/hash.hpp>
#include <iterator>

#include "bot/award/places.h"

namespace bot::publish {
namespace {

/// Highest score first, then by id.
bool before(storage::Stand const& one, storage::Stand const& other) {
    return one.low != other.low ? one.low > other.low : one.company < other.company;
}

std::vector<long long> places_of(auto const& order) {
    std::vector<award::Contender> contenders;
    contenders.reserve(order.size());
    for (auto const& place : order) contenders.push_back({place.stand.low, place.stand.reach});
    return award::places(contenders);
}

}  // namespace

Boards::Boards(storage::Read const& read, award::Season season)
    : season_(std::move(season)), tallied_(storage::standings::tallied(read, season_.id)) {
    for (auto const& category : season_.parts.boards()) {
        auto& order = orders_[category];
        for (auto& stand : storage::standings::board(read, season_.id, category))
            order.push_back({std::move(stand), 0});
        std::ranges::sort(order, before, &Place::stand);
    }
}

bool Boards::hold(storage::Read const& read) const {
    return storage::standings::tallied(read, season_.id) == tallied_;
}

void Boards::update(storage::Read const& read, std::set<storage::CompanyId> const& companies,
                    long long tallied) {
    tallied_ += tallied;
    ++stamp_;
    for (auto& [category, order] : orders_) {
        std::erase_if(order, [&](Place const& place) { return companies.contains(place.stand.company); });
        for (auto const& line :
             storage::standings::ranked(read, season_.id, category, {companies.begin(), companies.end()})) {
            auto const& standing = line.standing;
            Place place{{standing.company, standing.low, standing.high, standing.reach, standing.new_people,
                         line.band, line.sector},
                        stamp_};
            auto const at = std::ranges::upper_bound(order, place.stand, before, &Place::stand);
            order.insert(at, std::move(place));
        }
    }
}

Boards::Order const& Boards::order(std::string const& category) const {
    static Order const none;
    auto const found = orders_.find(category);
    return found == orders_.end() ? none : found->second;
}

std::size_t Boards::pages(std::string const& category) const {
    return std::max<std::size_t>(1, (order(category).size() + lines_a_page - 1) / lines_a_page);
}

Board Boards::head(storage::Read const& read, std::string const& category) const {
    Board board;
    board.season = season_;
    board.category = category;
    board.newest_day = std::chrono::floor<std::chrono::days>(
        storage::standings::last_confirmed(read, season_.id).value_or(season_.opens_at));
    auto const& all = order(category);
    board.teams = all.size();
    for (auto const& place : all) {
        board.people += place.stand.new_people;
        board.highest = std::max(board.highest, place.stand.high);
    }
    return board;
}

void Boards::fill(storage::Read const& read, Board& board, std::size_t from, std::size_t to) const {
    auto const& all = order(board.category);
    auto const places = places_of(all);
    std::vector<storage::CompanyId> companies;
    std::map<storage::CompanyId, long long> place_of;
    for (auto i = from; i < std::min(to, all.size()); ++i) {
        companies.push_back(all[i].stand.company);
        place_of[companies.back()] = places[i];
    }
    for (auto& line : storage::standings::ranked(read, season_.id, board.category, companies)) {
        auto const place = place_of.at(line.standing.company);
        board.lines.push_back({std::move(line), place});
    }
}

Board Boards::page(storage::Read const& read, std::string const& category, std::size_t number) const {
    auto board = head(read, category);
    board.page = number;
    fill(read, board, (number - 1) * lines_a_page, number * lines_a_page);
    return board;
}

Board Boards::whole(storage::Read const& read, std::string const& category) const {
    auto board = head(read, category);
    fill(read, board, 0, board.teams);
    return board;
}

std::uint64_t Boards::print(std::string const& category, std::size_t number) const {
    auto const& all = order(category);
    auto const places = places_of(all);
    std::size_t print = 0;
    long long highest = 0;
    for (auto const& place : all) highest = std::max(highest, place.stand.high);
    boost::hash_combine(print, round_axis(highest));
    boost::hash_combine(print, pages(category) > number);
    for (auto i = (number - 1) * lines_a_page; i < std::min(number * lines_a_page, all.size()); ++i) {
        boost::hash_combine(print, all[i].stand.company.text());
        boost::hash_combine(print, all[i].stamp);
        boost::hash_combine(print, places[i]);
    }
    return print;
}

}  // namespace bot::publish
