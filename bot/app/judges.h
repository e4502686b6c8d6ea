#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/listen/judge.h"
#include "config/config.h"
#include "storage/store.h"

namespace bot {

/// Makes the detector of the model and the companies there are, and a new one when they changed. One thread
/// at a time.
class Judges {
public:
    /// Throws UserError naming the model file if it cannot be read.
    Judges(storage::Store const& store, config::Config const& config);
    /// The one for the companies as they are now; empty if the last one still is.
    std::optional<listen::Judge> renewed();

private:
    storage::Store const& store_;
    std::string const model_;
    std::vector<detect::Company> companies_;
    bool made_ = false;
};

}  // namespace bot
