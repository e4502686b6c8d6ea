#pragma once

#include "bot/nominate/follow_up.h"
#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// /follow-up/{token}: "did it end well?" with three buttons.
class FollowUpPages {
public:
    FollowUpPages(nominate::FollowUps& follow_ups, storage::Store const& store, pages::Pages const& pages)
        : follow_ups_(follow_ups), store_(store), pages_(pages) {}

    Response question(Request const& request);
    Response answer(Request const& request);

private:
    nominate::FollowUps& follow_ups_;
    storage::Store const& store_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
