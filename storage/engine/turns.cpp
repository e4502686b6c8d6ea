#include "storage/engine/turns.h"

namespace storage {

Turns::Turn::Turn(Turns& turns, Kind kind) : turns_(turns), kind_(kind) {
    std::unique_lock hold(turns_.mutex_);
    if (kind_ == Kind::beside) {
        turns_.changed_.wait(hold, [&] { return turns_.want_alone_ == 0; });
        ++turns_.beside_;
    } else {
        ++turns_.want_alone_;
        turns_.changed_.wait(hold, [&] { return turns_.beside_ == 0 && !turns_.is_alone_; });
        turns_.is_alone_ = true;
    }
}

Turns::Turn::~Turn() {
    {
        std::lock_guard const hold(turns_.mutex_);
        if (kind_ == Kind::beside) {
            --turns_.beside_;
        } else {
            --turns_.want_alone_;
            turns_.is_alone_ = false;
        }
    }
    turns_.changed_.notify_all();
}

}  // namespace storage
