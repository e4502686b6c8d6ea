#include "config/allowed.h"
#include "config/key_table.h"

namespace config {

std::vector<Key> network_keys() {
    return {
        key("networks.private_addresses", FIELD(networks.private_addresses), any_truth(),
            "Whether servers of networks may be within your own network; otherwise such an address is "
            "refused."),

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

        key("networks.hackernews.enabled", FIELD(networks.hackernews.enabled), any_truth(),
            "Listen to Hacker News; needs no account."),
        key("networks.hackernews.queries", FIELD(networks.hackernews.queries), any_list(),
            "What to search for, e.g. [\"support\"]; [] is everything that is written there."),
        key("networks.hackernews.interval_seconds", FIELD(networks.hackernews.interval), between(30, 86'400),
            "How often to ask."),
        key("networks.hackernews.back_fill_hours", FIELD(networks.hackernews.back_fill), between(0, 720),
            "How far the very first search looks back."),
        key("networks.hackernews.search_url", FIELD(networks.hackernews.search_url), an_origin(),
            "The server that searches."),
        key("networks.hackernews.items_url", FIELD(networks.hackernews.items_url), an_origin(),
            "The server that knows what was deleted."),
    };
}

}  // namespace config
