#pragma once

#include <filesystem>

#include "bot/pages/pages.h"
#include "bot/web/http/request.h"

namespace bot::web {

/// /outbox: the demo's mails, so that a newcomer finds the link that would have come by mail. Anyone who
/// reaches it can read them all: it is listed only where the program says so.
class OutboxPages {
public:
    OutboxPages(std::filesystem::path folder, pages::Pages const& pages)
        : folder_(std::move(folder)), pages_(pages) {}

    Response all(Request const& request);
    Response one(Request const& request);

private:
    std::filesystem::path const folder_;
    pages::Pages const& pages_;
};

}  // namespace bot::web
