#pragma once

#include <vector>

#include "bot/publish/formatter.h"

namespace bot::publish {

/// What a company's page is made of. It tells scores and never a place: a place depends on all the others, so
/// it stands on the boards alone.
struct CompanyRecord {
    storage::Company company;
    std::vector<storage::Standing>
        standings;  // of the season shown, in the order of its categories, "all" first
    std::vector<storage::Story> stories;
};

std::string company_path(std::string_view slug);
pages::View company_page(Formatter const& format, CompanyRecord const& record, award::Season const& season,
                         Phase phase);

}  // namespace bot::publish
