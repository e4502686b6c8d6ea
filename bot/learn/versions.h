#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "storage/engine/store.h"
#include "storage/models.h"

// The models that refits made: a file and a row each, and which of them is in use.
namespace bot::learn {

/// Where the files of versions lie, and the text of the model that all of them are moved away from.
struct Versions {
    std::filesystem::path folder;  // data/models
    std::string base;              // the whole text

    /// Where the file of that version is or would be: NUMBER.model.
    std::filesystem::path file(long long number) const;
    /// The text of one that can be used. Throws std::runtime_error whose text says what is wrong with it: the
    /// file is gone, is not the one that was made, is of another format, or was moved away from another base.
    std::string text(storage::Model const& model) const;
};

/// The model that classifies posts.
struct InUse {
    std::optional<long long> version;  // absent is the base
    std::string text;                  // of the model file
    std::string problem;               // why the version that was chosen is not the one; "" if it is
};
/// What was chosen last; the base if that cannot be used. Any thread. Reads the file each time: it may be
/// gone, or another.
InUse in_use(storage::Read const& read, Versions const& versions);

}  // namespace bot::learn
