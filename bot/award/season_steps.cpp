#include "bot/award/season_steps.h"

namespace bot::award {
namespace {

constexpr auto archived_after = std::chrono::days(365);

}  // namespace

std::optional<SeasonState> next_state(SeasonState state) {
    if (state == SeasonState::archived) return std::nullopt;
    return static_cast<SeasonState>(static_cast<int>(state) + 1);
}

std::optional<storage::Time> due_at(storage::Season const& season, SeasonState step) {
    switch (step) {
        case SeasonState::draft:
            break;
        case SeasonState::published:
            return season.publishes_at;
        case SeasonState::open:
            return season.opens_at;
        case SeasonState::closed:
            return season.closes_at;
        case SeasonState::counted:
            return season.counts_at;
        case SeasonState::announced:
            return season.announced_at;
        case SeasonState::archived:
            return season.announced_at + archived_after;
    }
    return std::nullopt;
}

std::optional<SeasonState> due_step(storage::Season const& season, bool another_open, storage::Time now) {
    auto const step = next_state(season.state);
    auto const due = step ? due_at(season, *step) : std::nullopt;
    if (!due || now < *due || (step == SeasonState::open && another_open)) return std::nullopt;
    return step;
}

}  // namespace bot::award
