#pragma once

#include <filesystem>
#include <memory>

#include "bot/networks/archive/lines.h"

namespace bot::networks {

class Lines::Source {
public:
    virtual ~Source() = default;
    /// Up to `size` bytes; 0 at the end or when damaged.
    virtual std::size_t read(char* to, std::size_t size) = 0;
    virtual std::uint64_t used() const = 0;

    std::string damage;
    bool cut_short = false;  // the end came inside packed bytes
};

/// The right one for the file's first bytes. Throws std::system_error.
std::unique_ptr<Lines::Source> open_source(std::filesystem::path const& file);

}  // namespace bot::networks
