#pragma once

#include <optional>
#include <string>

#include "storage/leases.h"

namespace bot::publish {

/// Of several daemons on one PostgreSQL database one publishes; an SQLite file has one daemon anyway. One
/// thread.
class Turn {
public:
    explicit Turn(storage::Store& store) : store_(store), holder_(storage::random_base32(10)) {}

    /// False while another daemon publishes.
    bool take(storage::Time now);
    /// When all is published. A turn that ends in an exception runs out by itself.
    void release();
    /// Whether it has not been lost meanwhile. Asked inside the write that says what was published.
    bool is_mine(storage::Read const& read, storage::Time now) const;

private:
    bool alone() const { return store_.engine() == storage::Engine::sqlite; }

    storage::Store& store_;
    std::string const holder_;
    std::optional<storage::Lease> lease_;
};

}  // namespace bot::publish
