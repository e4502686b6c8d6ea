#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bot/notify/carrier.h"
#include "bot/notify/letter.h"

namespace bot::notify {

/// A folder that gets each mail as <id>.eml: the demo's mail server, and a mail server's pick-up folder.
class OutboxFolder : public Carrier {
public:
    explicit OutboxFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Whole or not at all; a second time it replaces the first.
    void carry(Parcel const& parcel) override;

private:
    std::filesystem::path const folder_;
};

/// The letters in an outbox folder, the newest first; at most `limit`.
std::vector<Letter> letters_in(std::filesystem::path const& folder, std::size_t limit);
/// The one with that id; empty if there is none.
std::optional<Letter> letter_in(std::filesystem::path const& folder, std::string_view id);

}  // namespace bot::notify
