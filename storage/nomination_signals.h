#pragma once

#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// Something by which nominations may look alike, as a keyed hash.
struct NominationSignal {
    std::string signal;  // "prefix", "mail_domain", "burst" or "name_run"
    std::string value_hash;
};

namespace nomination_signals {

/// One of a kind for a nomination; the first stays.
void add(Write&, NominationId const& nomination, NominationSignal const& signal);
std::vector<NominationSignal> of(Read const&, NominationId const& nomination);
/// How many forms bear this value since then, whatever became of them.
long long sent_since(Read const&, NominationSignal const& signal, Time since);
void remove(Write&, NominationId const& nomination);
/// Those of a whole season; how many went.
long long remove_season(Write&, std::string const& season);

}  // namespace nomination_signals
}  // namespace storage
