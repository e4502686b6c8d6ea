#include "bot/networks/bluesky/stream.h"

#include <algorithm>

#include "bot/transport/websocket.h"

namespace bot::networks {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using namespace std::chrono_literals;

/// Events come late by so much; another server has its own clock.
constexpr microseconds rewind_same = 5s, rewind_other = 60s;
constexpr milliseconds longest_retry = 60s;

}  // namespace

BlueskyStream::BlueskyStream(Settings settings, std::optional<std::int64_t> from_us,
                             std::function<bool(BlueskyEvent const&)> wants)
    : settings_(std::move(settings)),
      wants_(std::move(wants)),
      read_us_(from_us),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

BlueskyStream::~BlueskyStream() {
    thread_.request_stop();
    changed_.notify_all();
}

std::string BlueskyStream::address(std::string const& server, bool same_server) const {
    std::lock_guard const hold(mutex_);
    auto url = server + "/subscribe?wantedCollections=app.bsky.feed.post";
    auto const rewind = same_server ? rewind_same : rewind_other;
    if (read_us_) url += "&cursor=" + std::to_string(std::max<std::int64_t>(*read_us_ - rewind.count(), 1));
    return url;
}

void BlueskyStream::run(std::stop_token const& stop) {
    BlueskyEvents events;
    std::size_t server = 0, last = 0;
    for (auto wait = settings_.retry; !stop.stop_requested() && !settings_.servers.empty();) {
        auto const begun = Clock::now();
        transport::WebSocketSettings line;
        line.url = address(settings_.servers[server], server == last);
        line.user_agent = settings_.user_agent;
        last = server;
        std::string why = "the stream ended";
        try {
            transport::read_web_socket(
                line, [&](std::string_view frame) { take(frame, settings_.servers[server], events, stop); },
                stop);
        } catch (std::exception const& error) {
            why = error.what();
        }
        std::unique_lock hold(mutex_);
        if (!failure_) failure_ = settings_.servers[server] + ": " + why;
        // A connection that held was a good one.
        wait = heard_ > begun ? settings_.retry : std::min(wait * 2, longest_retry);
        server = (server + 1) % settings_.servers.size();
        changed_.wait_for(hold, stop, wait, [] { return false; });
    }
}

void BlueskyStream::take(std::string_view frame, std::string const& server, BlueskyEvents& events,
                         std::stop_token const& stop) {
    auto event = events.read(frame);
    bool const wanted = event && wants_(*event);
    std::unique_lock hold(mutex_);
    if (!event) {  // One is passed over; a server that sends nothing else is none.
        if (!failure_) failure_ = server + ": what comes is no event";
        return;
    }
    heard_ = Clock::now();
    failure_.reset();
    if (wanted) {
        changed_.wait(hold, stop, [&] { return waiting_.size() < settings_.most_waiting; });
        if (stop.stop_requested()) return;
        waiting_.push_back(*event);
    }
    // The times of neighbours are not always in order.
    read_us_ = std::max(read_us_.value_or(0), event->time_us);
}

BlueskyStream::Batch BlueskyStream::peek(std::size_t most, std::int64_t until_us) const {
    std::lock_guard const hold(mutex_);
    auto const ripe =
        std::ranges::find_if(waiting_, [&](BlueskyEvent const& event) { return event.time_us > until_us; });
    auto const there = static_cast<std::size_t>(ripe - waiting_.begin());
    Batch batch;
    batch.events.assign(waiting_.begin(),
                        waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most, there)));
    batch.more = batch.events.size() < there;
    if (batch.events.size() == waiting_.size())
        batch.upto_us = read_us_;
    else if (!batch.events.empty())
        batch.upto_us = batch.events.back().time_us;
    return batch;
}

void BlueskyStream::drop(std::size_t count) {
    std::lock_guard const hold(mutex_);
    waiting_.erase(waiting_.begin(),
                   waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(count, waiting_.size())));
    changed_.notify_all();
}

std::optional<std::string> BlueskyStream::trouble(milliseconds patience) const {
    std::lock_guard const hold(mutex_);
    return failure_ && Clock::now() - heard_ >= patience ? failure_ : std::nullopt;
}

}  // namespace bot::networks
