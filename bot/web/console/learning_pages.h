#pragma once

#include <string>
#include <vector>

#include "bot/desk/queue.h"
#include "bot/learn/retrainer.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "bot/web/phrases.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/learning: how many candidates were right this month, which version of the model classifies now,
/// what became of each retraining, and for leads the way back to an earlier version. What it is given
/// outlives it; any thread.
class LearningPages {
public:
    LearningPages(learn::Retrainer& retrainer, desk::Queue const& queue, storage::Store const& store,
                  Clock const& clock, pages::Pages const& pages)
        : retrainer_(retrainer), queue_(queue), store_(store), clock_(clock), pages_(pages) {}

    /// The newest 20 versions, each compared with the one before on decisions that neither had learned from.
    Response all(Request const& request, storage::Operator const& person) const;
    /// Takes `version`: a number, 0 for the base model. Leads only (403). 404 if there is no such version,
    /// 409 if its file cannot be used, 422 if it is no number. The detector takes it up within seconds.
    Response go_back(Request const& request, storage::Operator const& person);

private:
    /// The page with a problem above it; "" for none.
    Response show_all(Request const& request, storage::Operator const& person, std::string const& problem,
                      int status) const;
    /// One version: its verdict and the figures before and after.
    pages::View row(Request const& request, storage::Model const& model, learn::InUse const& in_use,
                    Phrases const& phrases) const;
    /// The sentence that says which version is in use and since when.
    std::string judging(Request const& request, learn::InUse const& in_use, Phrases const& phrases) const;

    learn::Retrainer& retrainer_;
    desk::Queue const& queue_;
    storage::Store const& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
