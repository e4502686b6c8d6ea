#pragma once

#include <optional>
#include <string>

#include "bot/detect/detect.h"
#include "bot/detect/text/document.h"

namespace bot::detect {

/// Who gets the credit in a post of praise.
struct Credited {
    Credit credit = Credit::team;
    std::optional<std::string> person;  // as written
};

/// `company`: the tokens that name the company are no person's name.
Credited credited(Document const& document, std::vector<bool> const& company);

}  // namespace bot::detect
