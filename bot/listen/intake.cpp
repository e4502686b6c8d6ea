#include "bot/listen/intake.h"

#include <algorithm>

#include "bot/listen/candidate.h"
#include "bot/listen/opt_out/stop.h"
#include "bot/listen/same_words.h"
#include "bot/text/language_tag.h"
#include "storage/candidates.h"
#include "storage/companies.h"
#include "storage/daily_totals.h"
#include "storage/posts.h"
#include "storage/suppressions.h"

namespace bot::listen {
namespace {

detect::Verdict verdict_of(Classifier const& classifier, networks::FoundPost const& post) {
    return classifier.verdict({post.text, post.language.value_or(""), post.author_handle.value_or("")});
}

/// The company the detector means; a merged one where it lives on. Empty if it is none that awards can go to.
std::optional<storage::Company> company_of(storage::Read const& read, std::string const& key) {
    auto company = storage::companies::resolved(read, storage::CompanyId(key));
    if (!company) company = storage::companies::find_by_seed_key(read, key);
    if (company && company->merged_into) company = storage::companies::find(read, *company->merged_into);
    return company && company->state == storage::Company::State::active ? company : std::nullopt;
}

/// Stores one find, or counts it.
void store_find(storage::Write& write, NewCandidate const& find, Time now, Taken& taken,
                std::map<std::string, long long>& others) {
    auto const& label = find.candidate.label;
    if (find.post.author_key && storage::suppressions::find(write, *find.post.author_key)) {
        ++taken.suppressions;
        ++others[label];
        return;
    }
    auto const& handle = find.post.author_handle;
    if (handle && storage::companies::is_handle(write, *handle)) return void(++others["other"]);
    auto candidate = find.candidate;
    if (auto const company = find.company ? company_of(write, *find.company) : std::nullopt)
        candidate.company = company->id;
    bool const said = said_before(write, find.post);
    if (!said) candidate.demoted_for = like_skipped(write, find.post, now);
    if (candidate.demoted_for) candidate.queue_key = storage::candidates::demoted(candidate.queue_key);
    if (!said && storage::posts::add(write, find.post) && storage::candidates::add(write, candidate)) {
        ++taken.queued;
    } else if (auto const known = storage::posts::find_by_key(write, find.post.key)) {
        if (take_edit(write, *known, {*find.post.text, find.post.signature, candidate}, now)) ++taken.edited;
        ++taken.known;
    } else {
        ++taken.repeated;
        ++others[label];
    }
}

long long withdraw(storage::Write& write, std::string const& key, Time now) {
    auto const post = storage::posts::find_by_key(write, key);
    return post && storage::forget_post(write, *post, "gone", now) ? 1 : 0;
}

}  // namespace

Classifier classifier_of(std::shared_ptr<detect::Detector const> detector) {
    Classifier classifier;
    classifier.model = detector->model();
    classifier.candidate_from = detector->candidate_from();
    classifier.likely_from = detector->likely_from();
    classifier.verdict = [detector](detect::Text const& text) { return detector->detect(text); };
    classifier.complains = [detector](detect::Text const& text) { return detector->complains(text); };
    return classifier;
}

/// A page before it is stored.
struct Intake::Classified {
    std::vector<std::string> stops;  // author keys
    std::vector<NewCandidate> finds;
    std::map<std::string, std::string> no_finds;  // words of now of posts that wait, by post key
    std::map<std::string, long long> others;      // posts that are no finds, by label
    Taken taken;
};

Taken& Taken::operator+=(Taken const& more) {
    read += more.read;
    queued += more.queued;
    ours += more.ours;
    known += more.known;
    repeated += more.repeated;
    edited += more.edited;
    suppressions += more.suppressions;
    stops += more.stops;
    gone += more.gone;
    for (auto const& [label, posts] : more.labels) labels[label] += posts;
    return *this;
}

Intake::Intake(storage::Store& store, Keys const& keys, Clock const& clock, Classifier classifier,
               Settings settings)
    : store_(store),
      keys_(keys),
      clock_(clock),
      settings_(std::move(settings)),
      classifier_(std::move(classifier)) {}

void Intake::use(Classifier classifier) {
    Hold const hold(mutex_);
    classifier_ = std::move(classifier);
}

Classifier Intake::classifier() const {
    Hold const hold(mutex_);
    auto by = classifier_;
    if (settings_.candidate_from > 0) by.candidate_from = settings_.candidate_from;
    if (settings_.likely_from > 0) by.likely_from = settings_.likely_from;
    return by;
}

bool Intake::complains(networks::FoundPost const& post) const {
    return classifier().complains({post.text, post.language.value_or(""), post.author_handle.value_or("")});
}

std::optional<storage::Candidate> Intake::reclassify(storage::Post const& post) const {
    auto const by = classifier();
    auto const now = clock_.now();
    networks::FoundPost found;
    found.native_id = post.native_id.value_or("");
    found.author_handle = post.author_handle;
    found.text = post.text.value_or("");
    found.language = post.language;
    found.written_at = post.written_at;
    auto const verdict = verdict_of(by, found);
    if (verdict.prefiltered || verdict.praise < by.candidate_from) return std::nullopt;
    auto find = make_candidate(keys_, post.network, found, verdict, now);
    find.candidate.model = by.model;
    find.candidate.lane = lane_of(verdict.praise, by.likely_from, found, now - settings_.late_after);
    return find.candidate;
}

Intake::Classified Intake::classify(std::string_view network, networks::SearchPage const& page,
                                    Time now) const {
    auto const by = classifier();
    Classified found;
    std::vector<networks::FoundPost const*> no_finds;
    for (auto const& post : page.posts) {
        ++found.taken.read;
        if (post.ours) {
            ++found.taken.ours;
            continue;
        }
        if ((post.answers_us || post.summoned) && says_stop(post.text))
            if (auto key = author_key(keys_, network, post)) found.stops.push_back(std::move(*key));
        if (post.only_heard) continue;
        auto const verdict = language_among(settings_.languages, post.language.value_or(""))
                                 ? verdict_of(by, post)
                                 : detect::Verdict();
        std::string const label(detect::name_of(verdict.label));
        ++found.taken.labels[label];
        if (verdict.prefiltered || verdict.praise < by.candidate_from) {
            ++found.others[label];
            no_finds.push_back(&post);
            continue;
        }
        auto find = make_candidate(keys_, network, post, verdict, now);
        find.candidate.model = by.model;
        find.candidate.lane = lane_of(verdict.praise, by.likely_from, post, now - settings_.late_after);
        found.finds.push_back(std::move(find));
    }
    find_waiting(network, no_finds, found);
    return found;
}

/// Of posts that are no finds those that wait all the same, as they were another time.
void Intake::find_waiting(std::string_view network, std::vector<networks::FoundPost const*> const& posts,
                          Classified& found) const {
    std::map<std::string, networks::FoundPost const*> by_key;
    for (auto const* post : posts) by_key.emplace(post_key(keys_, network, post->native_id), post);
    std::vector<std::string> keys;
    for (auto const& [key, post] : by_key) keys.push_back(key);
    for (auto const& key : storage::posts::waiting_among(store_, keys))
        found.no_finds.emplace(key, by_key.at(key)->text);
}

Taken Intake::take(std::string_view network, networks::SearchPage const& page,
                   std::function<void(storage::Write&)> const& advance) {
    auto const now = clock_.now();
    auto const found = classify(network, page, now);
    return store_.write([&](storage::Write& write) {
        auto [stops, finds, no_finds, others, taken] = found;  // A copy: this may run again.
        for (auto const& author : stops) taken.stops += storage::record_opt_out(write, author, now) ? 1 : 0;
        for (auto const& find : finds) store_find(write, find, now, taken, others);
        for (auto const& [key, words] : no_finds)
            if (auto const post = storage::posts::find_by_key(write, key))
                taken.edited += take_edit(write, *post, {words, {}, std::nullopt}, now) ? 1 : 0;
        for (auto const& id : page.gone) taken.gone += withdraw(write, post_key(keys_, network, id), now);
        for (auto const& [label, posts] : others)
            storage::seen_counts::add(write, {std::string(network), storage::day_of(now), label, posts});
        advance(write);
        return taken;
    });
}

}  // namespace bot::listen
