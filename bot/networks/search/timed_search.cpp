#include "bot/networks/search/timed_search.h"

#include "bot/networks/search/wanted.h"

namespace bot::networks {

using storage::Time;

void TimedMark::store(StoredFields& fields) {
    fields.seconds("start", start);
    fields.seconds("since", since);
    fields.seconds("newest", newest);
    fields.count("round", round);
    fields.count("pages", pages);
    fields.text("next", next);
}

void TimedSearch::store(StoredFields& fields) {
    fields.need_times();
    fields.need_object("walks");
    fields.count("round", rotation_.round);
    rotation_.round = std::max<std::uint64_t>(rotation_.round, 1);
    fields.seconds("newest", newest_);
    fields.inner("walks", [this](StoredFields& marks) { rotation_.store(marks); });
    fields.ids("seen", recent);
}

std::string const& TimedSearch::begin(std::vector<std::string> lists, Time start) {
    lists_ = std::move(lists);
    rotation_.keep_only(lists_);
    for (auto const& list : lists_)
        if (!rotation_.marks().contains(list)) at(list).start = at(list).since = at(list).newest = start;
    rotation_.begin_round_if_done(lists_, {});
    auto const& list = lists_.at(rotation_.next(lists_, {}).value_or(lists_.size()));
    // What others showed before this one is asked, its own index knows as well.
    if (auto& mark = at(list); mark.pages == 0) mark.newest = std::max(mark.newest, newest_);
    return list;
}

void TimedSearch::finish(std::string const& list, std::chrono::milliseconds overlap) {
    auto& done = at(list);
    newest_ = std::max(newest_, done.newest);
    done.since = std::max(done.start, done.newest - overlap);
    rotation_.finish(list);
    auto oldest = done.since;
    for (auto const& [name, mark] : rotation_.marks()) oldest = std::min(oldest, mark.since);
    recent.forget_before(oldest);
}

bool TimedSearch::more() {
    return rotation_.next(lists_, {}).has_value();
}

void TimedPage::take(FoundPost post) {
    // A date in the future would hide all that comes before it.
    auto const written_at = std::min(post.written_at.value_or(now), now);
    reached_old = reached_old || written_at < mark.since;
    if (written_at < mark.since) return;
    oldest = std::min(oldest.value_or(written_at), written_at);
    mark.newest = std::max(mark.newest, written_at);
    bool const wanted = filter == nullptr || wants(*filter, post);
    // Another list may want what is not wanted here.
    if (!search.recent.insert(wanted ? post.native_id : "unwanted " + post.native_id, written_at)) return;
    any_new = true;
    if (wanted) page.posts.push_back(std::move(post));
}

}  // namespace bot::networks
