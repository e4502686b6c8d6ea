#include "bot/desk/queue.h"

#include <algorithm>

#include "bot/desk/recheck.h"
#include "bot/text/code_points.h"
#include "storage/candidates.h"
#include "storage/decisions.h"
#include "storage/replies.h"
#include "storage/seasons.h"
#include "storage/suppressions.h"

namespace bot::desk {

using State = storage::Candidate::State;
using LaneName = storage::Candidate::Lane;
namespace candidates = storage::candidates;

namespace {

std::optional<storage::Time> skipped_at(storage::Read const& read, storage::CandidateId const& id) {
    std::optional<storage::Time> at;
    for (auto const& decision : storage::decisions::of(read, id))
        if (decision.what == "skip") at = decision.made_at;
    return at;
}

std::optional<Item> find_item(storage::Read const& read, storage::CandidateId const& id) {
    auto candidate = storage::candidates::find(read, id);
    auto post = candidate ? storage::posts::find(read, candidate->post) : std::nullopt;
    if (!post) return std::nullopt;
    return Item{std::move(*candidate), std::move(*post)};
}

}  // namespace

Item load_item(storage::Read const& read, storage::CandidateId const& id) {
    auto item = find_item(read, id);
    if (!item) throw Refusal(UserError::Kind::not_found, "not_found");
    return std::move(*item);
}

void take_lease(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
                storage::Time now, storage::Time until) {
    if (storage::candidates::claim(write, id, person, now, until)) return;
    if (auto const holder = storage::candidates::holder(write, id, now))
        throw Refusal(UserError::Kind::conflict, "held", {{"name", *holder}});
    throw Refusal(UserError::Kind::conflict, "decided");
}

void record_decision(storage::Write& write, storage::CandidateId const& id, storage::OperatorId const& person,
                     std::string what, storage::Time now, std::optional<std::string> reason,
                     std::optional<std::string> words) {
    storage::decisions::add(write, {id, person, std::move(what), std::move(reason), std::move(words), now});
}

Queue::Queue(storage::Store& store, Answerers const& answerers, Clock const& clock, Settings settings)
    : store_(store), answerers_(answerers), clock_(clock), settings_(std::move(settings)) {}

Lane Queue::lane(LaneName name, int limit, std::optional<storage::QueueKey> const& after) const {
    auto const now = clock_.now();
    storage::Read const read(store_);
    Lane lane{name,
              candidates::waiting(read, name, now, limit + 1, after),
              candidates::count_waiting(read, name, now),
              {}};
    if (lane.lines.size() > static_cast<std::size_t>(limit)) {
        lane.lines.pop_back();
        lane.next = storage::QueueKey{lane.lines.back().queue_key, lane.lines.back().id};
    }
    return lane;
}

std::optional<storage::CandidateId> Queue::next(storage::OperatorId const& person) const {
    auto const now = clock_.now();
    storage::Read const read(store_);
    for (auto const name : {LaneName::likely, LaneName::maybe, LaneName::quiet})
        if (auto const found = candidates::best_free(read, name, person, now)) return found;
    return std::nullopt;
}

std::optional<Card> Queue::card(storage::CandidateId const& id, storage::OperatorId const& person) const {
    auto const now = clock_.now();
    storage::Read const read(store_);
    auto item = find_item(read, id);
    if (!item) return std::nullopt;
    Card card;
    card.item = std::move(*item);
    auto const& [candidate, post] = card.item;
    auto const* policy = answerers_.policy(post.network);
    card.network_title = title_of(post.network);
    card.longest_reply = answerers_.longest_reply(post.network);
    if (candidate.company) card.company = storage::companies::resolved(read, *candidate.company);
    card.reasons = detect::reasons_from(candidate.reasons);
    card.rule = rule_for(policy, answerers_.can_answer(post.network), post);
    if (post.author_key) {
        auto const alone = storage::suppressions::find(read, *post.author_key);
        card.author = alone == storage::suppressions::Why::stop ? Card::Author::said_stop
                      : alone || storage::replies::written_to(read, *post.author_key)
                          ? Card::Author::written_to
                          : Card::Author::never_written_to;
    }
    if (candidate.demoted_for) card.like_skipped = skipped_at(read, *candidate.demoted_for);
    card.quiet = card.item.quiet(now, settings_);
    card.thread_has_one = post.thread_key && storage::replies::count_in(read, *post.thread_key) > 0;
    card.mine = candidate.held_by == person && candidate.held_until > now;
    if (!card.mine) card.held_by = candidates::holder(read, id, now);
    auto const before = storage::replies::of(read, id);
    card.season_over = !storage::seasons::open(read);
    card.came_back = before && before->outcome == "season_over" && candidate.state == State::waiting;
    if (card.season_over && before && before->invites) card.earlier_words = before->words;
    card.draft = draft(read, card);
    return card;
}

Draft Queue::draft(storage::Read const& read, Card const& card) const {
    auto const& [candidate, post] = card.item;
    // Words that a person wrote here before are never lost: an answer taken back or refused is the next
    // draft.
    // An invitation is no draft while it would lead nowhere: then they stand beside it (Card::earlier_words).
    auto const before = storage::replies::of(read, candidate.id);
    if (before && !(card.season_over && before->invites)) return {before->words, {}, {}};
    auto const name = card.company ? std::optional(card.company->name) : std::nullopt;
    return draft_for(
        {card.quiet || card.season_over || !name, post.language, post.author_name, name, candidate.credit, candidate.person},
        storage::reply_templates::all(read));
}

void Queue::claim(storage::CandidateId const& id, storage::OperatorId const& person) {
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) { take_lease(write, id, person, now, now + settings_.lease); });
    recheck_post(store_, answerers_, load_item(store_, id), settings_, now);
}

void Queue::skip(storage::CandidateId const& id, storage::OperatorId const& person, std::string const& reason,
                 std::string const& words) {
    if (std::ranges::find(skip_reasons, reason) == skip_reasons.end())
        throw Refusal(UserError::Kind::invalid, "reason");
    if (reason == "other" && words.find_first_not_of(" \t\r\n") == words.npos)
        throw Refusal(UserError::Kind::invalid, "note");
    if (text::count_code_points(words) > 500)
        throw Refusal(UserError::Kind::invalid, "too_long",
                      {{"length", static_cast<long long>(text::count_code_points(words))}, {"limit", 500LL}});
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) {
        take_lease(write, id, person, now, now + settings_.lease);
        candidates::move(write, id, State::waiting, State::skipped, now);
        record_decision(write, id, person, "skip", now, reason,
                        words.empty() ? std::nullopt : std::optional(words));
        if (storage::judgements::praises("skip", reason) == false) lower_similar(write, id);
    });
}

void Queue::lower_similar(storage::Write& write, storage::CandidateId const& skipped) const {
    auto const [candidate, post] = load_item(write, skipped);
    if (!settings_.similar || !post.text) return;
    for (auto const& other : storage::candidates::similar_waiting(write, post.id, 200))
        if (settings_.similar(*post.text, other.text)) storage::candidates::demote(write, other.id, skipped);
}

void Queue::later(storage::CandidateId const& id, storage::OperatorId const& person) {
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) {
        take_lease(write, id, person, now, now + settings_.lease);
        candidates::put_off(write, id, now + settings_.put_off);
        record_decision(write, id, person, "later", now);
    });
}

void Queue::restore(storage::CandidateId const& id, storage::OperatorId const& person) {
    auto const now = clock_.now();
    store_.write([&](storage::Write& write) {
        if (!candidates::move(write, id, State::skipped, State::waiting, now))
            throw Refusal(UserError::Kind::conflict, "decided");
        storage::candidates::undo_demotions(write, id);
        record_decision(write, id, person, "restore", now);
    });
}

void Queue::set_company(storage::CandidateId const& id, storage::OperatorId const& person,
                        std::string const& name) {
    auto const now = clock_.now();
    auto const company = name.empty() ? std::nullopt : storage::companies::find_by_name(store_, name);
    if (!name.empty() && !company) throw Refusal(UserError::Kind::invalid, "no_such_company");
    store_.write([&](storage::Write& write) {
        take_lease(write, id, person, now, now + settings_.lease);
        candidates::set_company(write, id, company ? std::optional(company->id) : std::nullopt);
        record_decision(write, id, person, "company", now, {}, company ? company->name : std::string());
    });
}

std::vector<storage::QueueLine> Queue::skipped_lately(int limit) const {
    return candidates::skipped(store_, clock_.now() - std::chrono::hours(24), limit);
}

ThisMonth Queue::this_month() const {
    using namespace std::chrono;
    auto const now = clock_.now();
    year_month_day const today(floor<days>(now));
    storage::Time const begin = sys_days(today.year() / today.month() / 1);
    ThisMonth month;
    for (auto const& lane : storage::judgements::counts(store_, begin, now + 1ms)) {
        auto const add = [&](ThisMonth::Share& share) {
            share.right += lane.right;
            share.judged += lane.judged;
        };
        add(month.all);
        if (lane.lane == LaneName::likely) add(month.likely);
        if (lane.lane == LaneName::maybe) add(month.maybe);
    }
    return month;
}

std::string Queue::title_of(std::string_view network) const {
    auto const* policy = answerers_.policy(network);
    return std::string(policy != nullptr && !policy->title.empty() ? std::string_view(policy->title)
                                                                   : network);
}

void Queue::move_late() {
    store_.write([before = clock_.now() - settings_.late_after](storage::Write& write) {
        candidates::move_late(write, before);
    });
}

}  // namespace bot::desk
