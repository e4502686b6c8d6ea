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

/// /console/learning: how many finds were right, which model judges, what became of each refit, and for leads
/// the way back.
class LearningPages {
public:
    LearningPages(learn::Retrainer& retrainer, desk::Queue const& queue, storage::Store const& store,
                  Clock const& clock, pages::Pages const& pages)
        : retrainer_(retrainer), queue_(queue), store_(store), clock_(clock), pages_(pages) {}

    Response all(Request const& request, storage::Operator const& person) const;
    Response go_back(Request const& request, storage::Operator const& person);

private:
    Response show_all(Request const& request, storage::Operator const& person, std::string const& problem,
                      int status) const;
    pages::View row(Request const& request, storage::Model const& model, learn::InUse const& in_use,
                    Phrases const& phrases) const;
    std::string judging(Request const& request, learn::InUse const& in_use, Phrases const& phrases) const;

    learn::Retrainer& retrainer_;
    desk::Queue const& queue_;
    storage::Store const& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
