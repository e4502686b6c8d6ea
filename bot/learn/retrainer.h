#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bot/base/clock.h"
#include "bot/detect/training/refit.h"
#include "bot/learn/versions.h"
#include "storage/decisions.h"
#include "storage/engine/store.h"
#include "storage/leases.h"
#include "storage/models.h"

// Moving the model by what the desk decided, and back.
namespace bot::learn {

/// Whether decisions on posts of that network may change weights: its policy says so.
using MayTrain = std::function<bool(std::string const& network)>;

/// What the desk decided, as labels in two parts. A post is in the same one for ever, by a hash of its key,
/// so that no model is ever compared on what it, or one before it, learned from.
struct FeedbackSplit {
    std::vector<detect::Feedback> learned;
    std::vector<detect::Feedback> held_out;  // a quarter; only compared by

    /// How many of held_out are praise.
    long long held_out_praise() const;
};
/// In the order given, without what may not train. What a reason says of the text: bot/learn/README.md.
FeedbackSplit split_feedback(std::vector<storage::Judgement> const& judgements, MayTrain const& may_train);

/// What the configuration says of learning, `[detect]`.
struct Settings {
    Versions versions;
    MayTrain may_train;
    double likely_from = 0;  // 0 is the model's own threshold
    bool weekly = true;      // run_once() does something
};

/// What must be kept back before two models are compared at all.
inline constexpr long long enough_held_out = 30, enough_of_each = 5;

/// What became of a refit.
struct Refit {
    enum class End {
        too_few,  // decisions to compare by
        busy,     // another process is at it, or took over
        worse,    // than what is in use, or not surely better
        better    // in use from now on, unless it was only tried
    };
    End end = End::too_few;
    /// Decisions that were learned from, those kept back to compare by, and how many of these are praise.
    long long learned = 0, held_out = 0, held_out_praise = 0;
    std::optional<long long> before;  // the version it was compared with; absent is the base
    /// Absent if there were too few, or another process is at it. Without a number if it was only tried.
    std::optional<storage::Model> model;
};

/// What became of going back; all but `done` changed nothing.
enum class GoneBack { done, no_such_version, in_use_already, unusable };

/// Refits the detector's model to what the desk decided, and chooses which version classifies the posts; what
/// detects asks in_use(). Of several processes on one database one refits at a time, by a lease. Any thread.
class Retrainer {
public:
    /// Throws UserError if the base cannot be read.
    Retrainer(storage::Store& store, Clock const& clock, Settings settings);

    /// Moves the base towards the decisions, compares the result with the model in use on those kept back,
    /// and if it is better keeps it as the next version and uses it from now on. A crash leaves all of that
    /// or at most a file that nobody asks for.
    Refit refit();
    /// The same without keeping or using anything.
    Refit try_out() const;
    /// Once a week, if there are decisions since the last refit; not in the four weeks after someone went
    /// back. Returns at once if it is not due.
    void run_once();

    /// Uses an earlier version; the base for 0. Without a number the one that was in use when the one of now
    /// was made. `person` is who asked, at the console.
    GoneBack go_back(std::optional<long long> number, std::optional<storage::OperatorId> const& person);

    Versions const& versions() const { return settings_.versions; }

private:
    struct Tried;
    /// A refit under that number, compared and not kept.
    Tried tried(long long number) const;
    /// Whether a week has passed, there is something new to learn, and nobody went back lately.
    bool due() const;
    /// Writes file and row, and begins its use if it is better; `busy` if the lease is lost.
    void keep(Tried& tried, storage::LeaseGuard const& lease);

    storage::Store& store_;
    Clock const& clock_;
    Settings const settings_;
    std::string const base_name_;
};

}  // namespace bot::learn
