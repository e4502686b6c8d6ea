#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/listen/watchlist/watch_list.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"
#include "bot/web/phrases.h"
#include "storage/operators.h"

namespace bot::web {

/// /console/watch: what is listened for. A query is tried before it is kept: what each network would be
/// asked, what it costs, and which of the posts we already have would match. The operator who adds it is its
/// author; another one is its steward and reviews it from time to time. What it is given outlives it; any
/// thread.
class WatchPages {
public:
    WatchPages(listen::WatchList& list, storage::Store const& store, Clock const& clock,
               pages::Pages const& pages)
        : list_(list), store_(store), clock_(clock), pages_(pages) {}

    /// Every query, with what is wrong with it by now and whether its review is due.
    Response all(Request const& request, storage::Operator const& person) const;
    /// The form, and with ?words= (and ?network=) what they would bring.
    Response fresh(Request const& request, storage::Operator const& person) const;
    /// Takes `words`, `network` ("" for all), `steward` (a name) and `review` (a day, YYYY-MM-DD). 422 with
    /// what is wrong at each field, 409 if there is such a query already.
    Response add(Request const& request, storage::Operator const& person);
    /// Listens for it no more. 409 if another operator did so first.
    Response retire(Request const& request, storage::Operator const& person);
    /// Takes the next `review` day. 403 for the author, who cannot review what they wrote, 422 for a day that
    /// is none or past, 409 if the query is gone.
    Response review(Request const& request, storage::Operator const& person);

private:
    /// What was typed into the form, and what is wrong with it; "" where nothing is.
    struct Typed {
        std::string words, network, steward, review;
        /// Said beside the field; `problem` above the form.
        std::string steward_error, review_error, problem;
    };
    Response show_all(Request const& request, storage::Operator const& person, std::string const& problem,
                      int status) const;
    Response show_form(Request const& request, storage::Operator const& person, Typed const& typed,
                       int status) const;
    /// What the typed words would bring, into the form's page.
    void show_trial(pages::View& view, Request const& request, Typed const& typed) const;
    pages::View row(Request const& request, storage::Operator const& person,
                    listen::WatchList::Row const& row) const;
    /// "Everywhere" and each network that can be searched.
    std::vector<pages::View> network_choices(Phrases const& phrases, std::string const& chosen) const;
    /// Every operator but the author and those disabled.
    std::vector<pages::View> steward_choices(storage::Operator const& author,
                                             std::string const& chosen) const;
    /// Notes what is wrong with the steward and the review day.
    void check(Typed& typed, Phrases const& phrases, storage::Operator const& author) const;

    listen::WatchList& list_;
    storage::Store const& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
