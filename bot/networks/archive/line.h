#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/networks/network.h"

namespace bot::networks {

/// What one line of an archive says. The format is in the README of this folder.
struct ArchiveLine {
    FoundPost post;
    bool gone = false;  // the post with this id was removed; only the id counts
};

/// Reads a line. Empty, with `why` set, if it is not a post: not JSON, no object, no id, no text. Fields of a
/// wrong kind are taken for absent, except that a number may stand for text. `now` is what "ago" counts from.
/// Takes any bytes; any thread.
std::optional<ArchiveLine> read_archive_line(std::string_view line, Time now, std::string& why);

}  // namespace bot::networks
