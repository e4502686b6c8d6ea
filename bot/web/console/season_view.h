#pragma once

#include "bot/nominate/season_draft.h"
#include "bot/web/phrases.h"
#include "storage/seasons.h"

namespace bot::web {

/// What season.html shows of a season: its dates and rules, what comes next, its steps, what is still open.
pages::View season_view(storage::Read const& read, storage::Season const& season, std::size_t operators_told,
                        bool may_lead, Phrases const& phrases);

/// Each field of the form as it is called on the page, with its place.
template <class Visit>
void each_season_field(nominate::SeasonForm& form, Visit visit) {
    visit("id", form.id);
    visit("name", form.name);
    visit("zone", form.zone);
    visit("publishes", form.publishes);
    visit("opens", form.opens);
    visit("closes", form.closes);
    visit("counts", form.counts);
    visit("announced", form.announced);
    visit("categories", form.categories);
    visit("expected_small", form.expected_small);
    visit("expected_medium", form.expected_medium);
    visit("expected_large", form.expected_large);
    visit("invited", form.invited);
    visit("cold", form.cold);
    visit("thanked_people", form.thanked_people);
    visit("gate_answers", form.gate_answers);
    visit("gate_percent", form.gate_percent);
    visit("batch", form.batch);
    visit("batch_minutes", form.batch_minutes);
}

}  // namespace bot::web
