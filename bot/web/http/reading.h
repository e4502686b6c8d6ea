#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bot/pages/words.h"
#include "bot/web/http/error_pages.h"
#include "bot/web/http/listener.h"

namespace bot::web {

/// A request as handlers know it, or what is wrong with it; then as much is filled in as an error page needs.
struct ReadRequest {
    Request request;
    std::string whole_path;  // with the language in front
    std::optional<Fault> fault;
};

/// Decodes what arrived. Pure.
ReadRequest read_request(Arrived const& arrived, pages::Words const& words,
                         std::vector<std::string> const& trusted_proxies);

}  // namespace bot::web
