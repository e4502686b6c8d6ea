#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bot::publish {

/// The folder that holds the published site. Each file is whole at any moment, also after a power cut:
/// written beside its place, synced, renamed, and the folder synced. One thread at a time.
class Site {
public:
    /// Makes the folder if it is missing.
    explicit Site(std::filesystem::path folder);

    /// False, and nothing is touched, if the file has these bytes already. `name` is relative, with '/', each
    /// part of it not empty and not starting with '.'; otherwise throws std::invalid_argument. Throws
    /// std::system_error if the disk refuses: the file is then as it was before.
    bool write(std::string_view name, std::string_view bytes);
    /// False if it was not there. Its folder goes too if nothing else is in it.
    bool remove(std::string_view name);
    bool has(std::string_view name) const;

    std::filesystem::path const& folder() const { return folder_; }
    /// Files written or removed since this Site was made.
    long long changed() const { return changed_; }

private:
    std::filesystem::path place_of(std::string_view name) const;

    std::filesystem::path const folder_;
    long long changed_ = 0;
};

}  // namespace bot::publish
