#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/base/clock.h"
#include "bot/base/guarded.h"
#include "bot/base/keys.h"
#include "bot/detect/detect.h"
#include "bot/networks/network.h"
#include "storage/candidates.h"
#include "storage/engine/store.h"
#include "storage/posts.h"

// Where posts come in. bot/listen/README.md says what becomes of which.
namespace bot::listen {

/// What tells praise from the rest: a Detector in the program, a few lines in a test.
struct Classifier {
    std::string model;            // its name, kept with each candidate
    double candidate_from = 0.5;  // probability of praise from which on a post is a find
    double likely_from = 0.8;     // and from which on it is a likely one
    std::function<detect::Verdict(detect::Text const&)> verdict;  // any thread
    std::function<bool(detect::Text const&)> complains;           // likewise
};
/// With the thresholds of its model. It owns the detector with others.
Classifier classifier_of(std::shared_ptr<detect::Detector const> detector);

/// What an author is known by for life: hash(network, account). A post without an author has none, so that it
/// is never taken for another's.
std::optional<std::string> author_key(Keys const& keys, std::string_view network,
                                      networks::FoundPost const& post);

/// What the config says of taking in.
struct Settings {
    /// Probabilities; 0 is the model's own threshold.
    double candidate_from = 0;
    double likely_from = 0;
    /// Older posts go to the lane that is thanked quietly.
    std::chrono::hours late_after{72};
    /// "en", "pt-BR", as language_among() reads them: posts that say they are in another language are counted
    /// and not classified. Empty is all.
    std::vector<std::string> languages;
};

/// What became of the posts of one page or of many.
struct Taken {
    long long read = 0;                       // all that the page had
    long long queued = 0;                     // finds that are new
    long long ours = 0;                       // written by our own accounts: passed over
    long long known = 0;                      // were queued before
    long long repeated = 0;                   // say what another post said that was queued before
    long long edited = 0;                     // wait, and were found with other words
    long long suppressions = 0;               // praise of people who were invited or said stop
    long long stops = 0;                      // people who said stop to us, for the first time
    long long gone = 0;                       // finds that were removed at their network
    std::map<std::string, long long> labels;  // of all that were classified

    /// Adds up what became of two pages.
    Taken& operator+=(Taken const& more);
};

/// Where posts come in: classifies them, queues the finds, counts the rest. Any thread; what is referred to
/// outlives it.
class Intake {
public:
    /// What is not said in `settings` is as `classifier` has it.
    Intake(storage::Store& store, Keys const& keys, Clock const& clock, Classifier classifier,
           Settings settings = {});

    /// Classifies with it from the next page on; one that is being classified stays with the one of before.
    void use(Classifier classifier);

    /// What a stored post is by its words of now, by today's model; empty if it would be no find. Its company
    /// is not looked up.
    std::optional<storage::Candidate> reclassify(storage::Post const& post) const;
    /// What the words it has now are recognised by.
    storage::TextSignature signature(storage::Post const& post) const;
    /// Whether those words complain of a company, by today's model. Never of what a company writes.
    bool complains(networks::FoundPost const& post) const;

    /// Takes in one page in one write, in which `advance` moves the cursor: a crash leaves both or neither. A
    /// post is queued once in its life, and once however often it is said again; one that waits and was
    /// edited is classified again; of the others no word is kept. Throws what the store throws; nothing is
    /// kept then.
    Taken take(std::string_view network, networks::SearchPage const& page,
               std::function<void(storage::Write&)> const& advance);

private:
    struct Classified;
    /// Of posts that are no finds those that wait in the queue all the same: they were edited.
    void find_waiting(std::string_view network, std::vector<networks::FoundPost const*> const& posts,
                      Classified& found) const;
    /// All that can be done for a page before it is stored.
    Classified classify(std::string_view network, networks::SearchPage const& page, Time now) const;
    /// The one of now, with the thresholds of the settings.
    Classifier classifier() const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    Settings const settings_;
    mutable Mutex mutex_;
    Classifier classifier_ GUARDED_BY(mutex_);
};

}  // namespace bot::listen
