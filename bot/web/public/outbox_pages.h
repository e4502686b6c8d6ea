#pragma once

#include <filesystem>

#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// /outbox: the demo's mails, so that a newcomer finds the link that would have come by mail. Anyone who
/// reaches it can read them all: it is listed only where the program says so. Reads the folder at each
/// request; any thread.
class OutboxPages {
public:
    OutboxPages(std::filesystem::path folder, pages::Pages const& pages)
        : folder_(std::move(folder)), pages_(pages) {}

    /// The newest 50, each with its subject and whom it is to.
    Response all(Request const& request);
    /// /outbox/{mail}: one mail, its addresses as links. Throws UserError `not_found`.
    Response one(Request const& request);

private:
    std::filesystem::path const folder_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
