#pragma once

#include <vector>

#include "bot/detect/text/document.h"

namespace bot::detect {

/// The words that spoke loudest for or against praise, in the order of the post; ranges that touch are one.
/// `pulls`: how much each token speaks for it.
std::vector<Reason> reasons(Document const& document, std::vector<double> const& contributions);

}  // namespace bot::detect
