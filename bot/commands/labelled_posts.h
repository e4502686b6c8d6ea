#pragma once

#include <filesystem>
#include <vector>

#include "bot/detect/training/evaluate.h"

namespace bot::commands {

/// Adds the labelled posts of a JSON Lines file: "text" and "label"; "lang", "author", "company" and "credit"
/// ("team", "person", "both", or several with | between) if they are there. Throws UserError naming the line.
void read_labelled(std::filesystem::path const& file, std::vector<detect::LabelledPost>& into);

}  // namespace bot::commands
