#include "bot/listen/intake.h"

#include <algorithm>

#include "bot/listen/opt_out/stop.h"
#include "bot/listen/wording.h"
#include "bot/text/language_shown.h"
#include "bot/text/mend.h"
#include "storage/candidates.h"
#include "storage/companies.h"
#include "storage/daily_totals.h"
#include "storage/decisions.h"
#include "storage/posts.h"
#include "storage/suppressions.h"

namespace bot::listen {
namespace {

/// A post that may be praise, ready to be stored.
struct Find {
    storage::Post post;
    Wording wording;                     // of the post
    storage::Candidate candidate;        // its company is looked up when it is stored
    std::optional<std::string> company;  // the detector's key of it
};

storage::Post stored_post(Keys const& keys, std::string_view network, networks::FoundPost const& post,
                          std::optional<std::string> const& language, Wording const& wording, Time now) {
    storage::Post stored;
    stored.id = storage::PostId::random();
    stored.network = network;
    stored.key = post_key(keys, network, post.native_id);
    stored.author_key = author_key(keys, network, post);
    if (post.thread) stored.thread_key = post_key(keys, network, *post.thread);
    stored.native_id = post.native_id;
    stored.author_id = post.author_id;
    stored.author_handle = post.author_handle;
    stored.author_name = post.author_name;
    stored.text = post.text;
    stored.language = language;
    stored.url = post.url;
    stored.in_reply_to = post.in_reply_to;
    stored.summoned = post.summoned;
    stored.written_at = post.written_at;
    stored.seen_at = now;
    stored.signature = wording.signature(keys, stored.author_key);
    return stored;
}

bool is_find(detect::Verdict const& verdict, Classifier const& by) {
    return !verdict.prefiltered && verdict.praise >= by.candidate_from;
}

/// What the queue keeps of a find, without its post and company. A post of unknown time counts as new, and a
/// clock that runs ahead somewhere else must not keep one on top. `quiet`: it is not to be invited, whenever
/// it was written.
storage::Candidate candidate_of(detect::Verdict const& verdict, Classifier const& by, bool quiet,
                                std::optional<Time> written_at, Time now, std::chrono::hours late_after) {
    using Lane = storage::Candidate::Lane;
    auto const written = std::min(written_at.value_or(now), now);
    storage::Candidate candidate;
    candidate.id = storage::CandidateId::random();
    candidate.label = detect::name_of(verdict.label);
    candidate.praise = std::clamp(verdict.praise, 0.0, 1.0);
    if (verdict.credit) candidate.credit = detect::name_of(*verdict.credit);
    candidate.person = verdict.person;
    candidate.handle = verdict.handle;
    candidate.reasons = detect::reasons_json(verdict.reasons);
    candidate.model = by.model;
    candidate.queue_key = storage::candidates::queue_key(written, candidate.praise);
    candidate.lane = quiet || written < now - late_after ? Lane::quiet
                     : verdict.praise >= by.likely_from  ? Lane::likely
                                                         : Lane::maybe;
    candidate.created_at = now;
    return candidate;
}

/// The company the detector means; a merged one where it lives on. Empty if it is none that awards can go to.
std::optional<storage::Company> company_of(storage::Read const& read, std::string const& key) {
    auto company = storage::companies::resolved(read, storage::CompanyId(key));
    if (!company) company = storage::companies::find_by_seed_key(read, key);
    if (company && company->merged_into) company = storage::companies::find(read, *company->merged_into);
    return company && company->state == storage::Company::State::active ? company : std::nullopt;
}

/// A post that waits is classified by its new words; the company is taken from them unless a person chose
/// one.
void reclassify(storage::Write& write, storage::CandidateId const& id, storage::PostId const& post,
                storage::Candidate const& as) {
    storage::candidates::reclassify(write, post, as);
    auto const decided = storage::decisions::of(write, id);
    bool const chosen = std::ranges::find(decided, "company", &storage::Decision::what) != decided.end();
    if (as.company && !chosen) storage::candidates::set_company(write, id, as.company);
}

/// A stored post was found again, with these words. If it has other ones and waits, it gets them and is
/// classified by them, or leaves the queue and is forgotten if it is no find (`as` is null) any more. While a
/// person holds it only its words change, which the desk tells before anything is sent; what was decided
/// stays as it is, words and all. True if it has, or had, been waiting and its words were others.
bool take_edit(storage::Write& write, storage::Post const& post, std::string const& words,
               storage::TextSignature const& signature, storage::Candidate const* as, Time now) {
    if (post.emptied_at || post.text == words) return false;
    auto const id = storage::candidates::id_of(write, post.id);
    auto const waiting = id ? storage::candidates::find(write, *id) : std::nullopt;
    if (!waiting || waiting->state != storage::Candidate::State::waiting) return false;
    bool const held = waiting->held_until && *waiting->held_until > now;
    if (as != nullptr) {
        storage::posts::set_text(write, post.id, words, signature, now);
        storage::rechecks::seen(write, post.id, now);
        if (!held) reclassify(write, *id, post.id, *as);
    } else if (held) {
        storage::posts::set_text(write, post.id, words, now);
    } else {
        storage::forget_post(write, post, "edited", now);
    }
    return true;
}

/// Stores one find, or counts it.
void store_find(storage::Write& write, Find const& find, Time now, Taken& taken,
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
    bool const said = said_before(write, find.post, find.wording);
    if (!said) candidate.demoted_for = like_skipped(write, find.post.signature, find.wording, now);
    if (candidate.demoted_for) candidate.queue_key = storage::candidates::demoted(candidate.queue_key);
    if (!said && storage::posts::add(write, find.post) && storage::candidates::add(write, candidate)) {
        ++taken.queued;
    } else if (auto const known = storage::posts::find_by_key(write, find.post.key)) {
        if (take_edit(write, *known, *find.post.text, find.post.signature, &candidate, now)) ++taken.edited;
        ++taken.known;
    } else {
        ++taken.repeated;
        ++others[label];
    }
}

/// No database takes text that is no UTF-8 or has NUL in it: a network would stand still at such a post. The
/// networks give none; this holds it.
networks::FoundPost mended(networks::FoundPost post) {
    for (auto* const one : {&post.native_id, &post.text}) *one = text::mended(std::move(*one));
    for (auto* const one : {&post.author_id, &post.author_handle, &post.author_name, &post.language,
                            &post.url, &post.in_reply_to, &post.thread})
        if (*one) *one = text::mended(std::move(**one));
    return post;
}

long long withdraw(storage::Write& write, std::string const& key, Time now) {
    auto const post = storage::posts::find_by_key(write, key);
    return post && storage::forget_post(write, *post, "gone", now) ? 1 : 0;
}

}  // namespace

std::optional<std::string> author_key(Keys const& keys, std::string_view network,
                                      networks::FoundPost const& post) {
    auto const& account = post.author_id ? post.author_id : post.author_handle;
    return account ? std::optional(keys.hash("author", {network, *account})) : std::nullopt;
}

Classifier classifier_of(std::shared_ptr<detect::Detector const> detector) {
    return {detector->model(), detector->candidate_from(), detector->likely_from(),
            [detector](detect::Text const& text) { return detector->detect(text); },
            [detector](detect::Text const& text) { return detector->complains(text); }};
}

/// A page before it is stored.
struct Intake::Classified {
    std::vector<std::string> stops;  // author keys
    std::vector<Find> finds;
    std::map<std::string, std::string> no_finds;  // words of now of posts that wait, by post key
    std::map<std::string, long long> others;      // posts that are no finds, by label
    Taken taken;
};

Taken& Taken::operator+=(Taken const& more) {
    for (auto const count : {&Taken::read, &Taken::queued, &Taken::ours, &Taken::known, &Taken::repeated,
                             &Taken::edited, &Taken::suppressions, &Taken::stops, &Taken::gone})
        this->*count += more.*count;
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
    auto const verdict =
        by.verdict({post.text.value_or(""), post.language.value_or(""), post.author_handle.value_or("")});
    if (!is_find(verdict, by)) return std::nullopt;
    return candidate_of(verdict, by, false, post.written_at, clock_.now(), settings_.late_after);
}

storage::TextSignature Intake::signature(storage::Post const& post) const {
    return Wording(post.text.value_or("")).signature(keys_, post.author_key);
}

Intake::Classified Intake::classify(std::string_view network, networks::SearchPage const& page,
                                    Time now) const {
    auto const by = classifier();
    Classified found;
    std::vector<networks::FoundPost> posts;
    posts.reserve(page.posts.size());
    for (auto const& post : page.posts) posts.push_back(mended(post));
    std::vector<networks::FoundPost const*> no_finds;
    for (auto const& post : posts) {
        ++found.taken.read;
        if (post.ours) {
            ++found.taken.ours;
            continue;
        }
        if ((post.answers_us || post.summoned) && says_stop(post.text))
            if (auto key = author_key(keys_, network, post)) found.stops.push_back(std::move(*key));
        if (post.only_heard) continue;
        // Some servers tell the language of the account for every post.
        auto const language = text::language_of(post.text, post.language);
        auto const verdict =
            text::language_among(settings_.languages, post.language.value_or(""), post.text)
                ? by.verdict({post.text, language.value_or(""), post.author_handle.value_or("")})
                : detect::Verdict();
        std::string const label(detect::name_of(verdict.label));
        ++found.taken.labels[label];
        if (!is_find(verdict, by)) {
            ++found.others[label];
            no_finds.push_back(&post);
            continue;
        }
        Wording wording(post.text);
        auto stored = stored_post(keys_, network, post, language, wording, now);
        bool const quiet = post.sensitive || post.time_unread;
        auto candidate = candidate_of(verdict, by, quiet, post.written_at, now, settings_.late_after);
        candidate.post = stored.id;
        found.finds.push_back({std::move(stored), std::move(wording), std::move(candidate), verdict.company});
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
    // Of a whole network's accounts few are known here: they are looked up before anything is locked.
    std::vector<storage::PostId> gone_with_author;
    for (auto const& author : page.gone_authors)
        for (auto& id : storage::posts::with_words_of(store_, keys_.hash("author", {network, author})))
            gone_with_author.push_back(std::move(id));
    return store_.write([&](storage::Write& write) {
        auto [stops, finds, no_finds, others, taken] = found;  // A copy: this may run again.
        for (auto const& author : stops) taken.stops += storage::record_opt_out(write, author, now) ? 1 : 0;
        for (auto const& find : finds) store_find(write, find, now, taken, others);
        for (auto const& [key, words] : no_finds)
            if (auto const post = storage::posts::find_by_key(write, key))
                taken.edited += take_edit(write, *post, words, {}, nullptr, now) ? 1 : 0;
        for (auto const& id : page.gone) taken.gone += withdraw(write, post_key(keys_, network, id), now);
        for (auto const& id : gone_with_author)
            if (auto const post = storage::posts::find(write, id))
                taken.gone += storage::forget_post(write, *post, "gone", now) ? 1 : 0;
        for (auto const& [label, posts] : others)
            storage::seen_counts::add(write, {std::string(network), storage::day_of(now), label, posts});
        advance(write);
        return taken;
    });
}

}  // namespace bot::listen
