#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// Trouble with a network that the operators were told of; it stands until it is mended.
struct NetworkAlert {
    enum class Kind {
        auth,    // it refuses our account
        silent,  // no success for long
    };
    std::string network;
    Kind kind = Kind::auth;
    Time raised_at{};
};

namespace network_alerts {

/// True for the one caller who is to tell of it; false if it stands already. `auth` takes the place of
/// `silent`, as somebody can do something about it, and never the other way round.
bool raise(Write& write, NetworkAlert const& alert);
/// True for the one caller who is to tell that it works again; false if nothing stood.
bool mend(Write& write, std::string_view network);
/// By network.
std::vector<NetworkAlert> all(Read const& read);

}  // namespace network_alerts
}  // namespace storage
