#include "bot/award/places.h"

namespace bot::award {

std::vector<long long> places(std::vector<Contender> const& board) {
    std::vector<long long> all;
    all.reserve(board.size());
    std::size_t leader = 0;
    for (std::size_t i = 0; i < board.size(); ++i) {
        if (board[i].reach <= board[leader].low) leader = i;
        all.push_back(static_cast<long long>(leader) + 1);
    }
    return all;
}

}  // namespace bot::award
