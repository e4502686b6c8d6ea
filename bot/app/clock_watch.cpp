#include "bot/app/clock_watch.h"

#include <fmt/format.h>

namespace bot {
namespace {

using namespace std::chrono_literals;
using storage::ClockMark;

constexpr std::chrono::milliseconds most_away = 25h;
constexpr std::chrono::milliseconds most_ahead = 1h;
constexpr std::chrono::milliseconds most_back = 5min;
constexpr std::chrono::milliseconds doubted_for = 24h;
constexpr std::chrono::milliseconds written_every = 1h;

}  // namespace

bool ClockWatch::may_destroy() {
    look();
    Hold const hold(mutex_);
    return !held_;
}

void ClockWatch::look() {
    Hold const hold(mutex_);
    Moment const now{clock_.now(), clock_.running()};
    if (!started_) start(now);
    auto const jump = believed_.jump_to(now);
    bool const back_where_it_was =
        before_it_went_back_ && std::chrono::abs(before_it_went_back_->jump_to(now)) <= most_ahead;
    if (jump > limit_ && !back_where_it_was) {
        held_ ? keep_doubting(now) : doubt(now);
    } else if (held_) {
        end_doubt(now, "the clock is back", true);
    } else if (jump < -most_back) {
        log::warn("the clock went back; what was put off to the later time is due again", {{"by_ms", -jump}});
        before_it_went_back_ = believed_;
        store_.write([&](storage::Write& write) { storage::clock_marks::bring_back(write, now.shown); });
        believe(now);
    } else {
        believe(now);
    }
    looked_ = now.running;
}

void ClockWatch::start(Moment const& now) {
    auto const mark = storage::clock_marks::find(store_);
    believed_ = {mark ? mark->seen_at : now.shown, now.running};
    if (mark) held_ = mark->held;
    limit_ = most_away;
    looked_ = now.running;
    started_ = true;
}

void ClockWatch::believe(Moment const& now) {
    believed_ = now;
    limit_ = most_ahead;
    if (written_ && now.running - *written_ < written_every) return;
    store_.write([&](storage::Write& write) {
        auto const mark = storage::clock_marks::find(write);
        if (!mark || !mark->held) storage::clock_marks::set(write, {now.shown, {}, {}});
    });
    written_ = now.running;
}

void ClockWatch::doubt(Moment const& now) {
    held_ = doubted_for;
    auto const last = believed_.shown;
    auto const why = fmt::format("the clock shows {} and was last seen at {}", storage::day_of(now.shown),
                                 storage::day_of(last));
    store_.write([&](storage::Write& write) {
        storage::clock_marks::set(write, {last, doubted_for, now.shown});
        storage::host_alerts::raise(write, {"clock", why, last});
    });
    written_ = now.running;
    log::error(
        "the clock jumped ahead, or the program was away; nothing is forgotten, and no season goes on, for a day or until: "
        "supportawards clock accept",
        {{"why", log::vouched(why)}});
}

void ClockWatch::keep_doubting(Moment const& now) {
    auto const mark = storage::clock_marks::find(store_);
    if (!mark || !mark->held) return end_doubt(now, "somebody said that it is right", false);
    *held_ -= now.running - looked_;
    if (*held_ <= 0ms) return end_doubt(now, "the program has run with it for a day", false);
    if (written_ && now.running - *written_ < written_every) return;
    store_.write([&, last = believed_.shown, left = held_](storage::Write& write) {
        storage::clock_marks::set(write, {last, left, mark->jumped_to});
    });
    written_ = now.running;
}

void ClockWatch::end_doubt(Moment const& now, log::Literal why, bool came_back) {
    held_.reset();
    store_.write([&](storage::Write& write) {
        storage::clock_marks::set(write, {now.shown, {}, {}});
        storage::host_alerts::clear(write, "clock");
        if (came_back) storage::clock_marks::bring_back(write, now.shown);
    });
    log::info("the clock is believed again", {{"why", why}});
    believe(now);
}

bool accept_clock(storage::Store& store, Time now) {
    return store.write([&](storage::Write& write) {
        auto const mark = storage::clock_marks::find(write);
        if (!mark || !mark->held) return false;
        storage::clock_marks::set(write, {now, {}, {}});
        storage::host_alerts::clear(write, "clock");
        return true;
    });
}

}  // namespace bot
