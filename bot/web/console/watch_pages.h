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

/// /console/watch: what is listened for. A query is tried before it is kept; who signed in is its author, and
/// somebody else keeps it.
class WatchPages {
public:
    WatchPages(listen::WatchList& list, storage::Store const& store, Clock const& clock,
               pages::Pages const& pages)
        : list_(list), store_(store), clock_(clock), pages_(pages) {}

    Response all(Request const& request, storage::Operator const& person) const;
    /// The form, and with ?words= what they would bring.
    Response fresh(Request const& request, storage::Operator const& person) const;
    Response add(Request const& request, storage::Operator const& person);
    Response retire(Request const& request, storage::Operator const& person);
    Response review(Request const& request, storage::Operator const& person);

private:
    /// What was typed into the form, and what is wrong with it; "" where nothing is.
    struct Typed {
        std::string words, network, steward, review;
        std::string steward_error, review_error, problem;
    };
    Response show_all(Request const& request, storage::Operator const& person, std::string const& problem,
                      int status) const;
    Response show_form(Request const& request, storage::Operator const& person, Typed const& typed,
                       int status) const;
    void show_trial(pages::View& view, Request const& request, Typed const& typed) const;
    pages::View row(Request const& request, storage::Operator const& person,
                    listen::WatchList::Row const& row) const;
    std::vector<pages::View> network_choices(Phrases const& phrases, std::string const& chosen) const;
    std::vector<pages::View> steward_choices(storage::Operator const& author,
                                             std::string const& chosen) const;
    /// What is wrong with whom and when.
    void look_at(Typed& typed, Phrases const& phrases, storage::Operator const& author) const;

    listen::WatchList& list_;
    storage::Store const& store_;
    Clock const& clock_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
