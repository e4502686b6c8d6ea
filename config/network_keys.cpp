#include "config/allowed.h"
#include "config/key_table.h"

namespace config {

std::vector<Key> network_keys() {
    return {
        key("networks.archive.enabled", FIELD(networks.archive.enabled), any_truth(),
            "Replay posts from files."),
        key("networks.archive.paths", FIELD(networks.archive.paths), any_list(),
            "JSON Lines files or folders of them; plain, .gz or .zst. \"demo\" is the sample built in."),
        key("networks.archive.posts_a_minute", FIELD(networks.archive.posts_a_minute), between(0, 1'000'000),
            "The pace; 0 is as fast as it goes."),
        key("networks.archive.interval_seconds", FIELD(networks.archive.interval), between(1, 86'400),
            "How often to look for new lines."),
        key("networks.archive.outbox", FIELD(networks.archive.outbox), any_text(),
            "The file that gets the replies; \"\" is outbox/archive.jsonl in the data folder."),
    };
}

}  // namespace config
