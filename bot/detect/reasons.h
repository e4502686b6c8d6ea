#pragma once

#include <vector>

#include "bot/detect/model.h"

namespace bot::detect {

/// The words that spoke loudest for or against praise, in the order of the post; ranges that touch are one.
std::vector<Reason> reasons(Document const& document, Features const& features, Model const& model);

}  // namespace bot::detect
