#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace config {

struct Archive {
    bool enabled = false;
    std::vector<std::string> paths;
    int posts_a_minute = 0;  // 0 is as fast as it goes
    std::chrono::seconds interval{60};
    std::string outbox;  // "" is <data>/outbox/archive.jsonl
};

struct Networks {
    Archive archive;
};

}  // namespace config
