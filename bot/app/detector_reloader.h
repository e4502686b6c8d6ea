#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/learn/versions.h"
#include "bot/listen/intake.h"
#include "storage/engine/store.h"

namespace bot {

/// Makes the detector of the model in use and the companies there are, and a new one when either changed. One
/// thread at a time.
class DetectorReloader {
public:
    /// `store` outlives it. Nothing is read before renewed().
    DetectorReloader(storage::Store const& store, learn::Versions versions);
    /// The one for model and companies as they are now; empty if the last one still is. Throws UserError if
    /// the base model cannot be read.
    std::optional<listen::Classifier> renewed();

private:
    storage::Store const& store_;
    learn::Versions const versions_;
    // What the last one was made of.
    std::vector<detect::Company> companies_;
    std::optional<storage::ModelUse> use_;  // absent: the base model
    bool made_ = false;                     // the first one was
};

}  // namespace bot
