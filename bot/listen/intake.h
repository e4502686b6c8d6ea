#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/listen/classifier.h"
#include "bot/networks/network.h"
#include "storage/candidates.h"
#include "storage/engine/store.h"
#include "storage/posts.h"

namespace bot::listen {

struct Settings {
    /// Probabilities; 0 is the model's own threshold.
    double candidate_from = 0;
    double likely_from = 0;
    /// Older posts go to the lane that is thanked quietly.
    std::chrono::hours late_after{72};
    /// "en", "pt": posts that say they are in another language are counted and not judged. Empty is all.
    std::vector<std::string> languages;
};

/// What became of posts.
struct Taken {
    long long read = 0;
    long long queued = 0;
    long long ours = 0;
    long long known = 0;                      // were queued before
    long long repeated = 0;                   // say what another post said that was queued before
    long long edited = 0;                     // wait, and were found with other words
    long long suppressions = 0;               // praise of somebody who was invited or said stop
    long long stops = 0;                      // people who said stop to us, for the first time
    long long gone = 0;                       // finds that were removed at their network
    std::map<std::string, long long> labels;  // of all that were judged

    Taken& operator+=(Taken const& more);
};

/// Where posts come in: judges them, queues the finds, counts the rest. Any thread.
class Intake {
public:
    Intake(storage::Store& store, Keys const& keys, Clock const& clock, Classifier classifier,
           Settings settings = {});

    /// From the next page on.
    void judge_with(Classifier classifier);

    /// What a stored post is by its words of now; empty if it would be no find. Its company is not looked up.
    std::optional<storage::Candidate> reclassify(storage::Post const& post) const;
    /// Whether those words complain of a company.
    bool complains(networks::FoundPost const& post) const;

    /// Takes in one page in one write, in which `advance` moves the cursor: a crash leaves both or neither. A
    /// post is queued once in its life, and once however often it is said again; one that waits and was
    /// edited is judged anew; of the others no word is kept.
    Taken take(std::string_view network, networks::SearchPage const& page,
               std::function<void(storage::Write&)> const& advance);

private:
    struct Judged;
    void look_for_waiting(std::string_view network, std::vector<networks::FoundPost const*> const& posts,
                          Judged& judged) const;
    Judged judge_page(std::string_view network, networks::SearchPage const& page, Time now) const;
    Classifier classifier() const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    Settings const settings_;
    mutable std::mutex mutex_;
    Classifier classifier_;  // guarded by mutex_
};

}  // namespace bot::listen
