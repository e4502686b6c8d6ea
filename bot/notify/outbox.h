#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bot/notify/mail_transport.h"
#include "bot/notify/mime_message.h"

namespace bot::notify {

/// A folder that gets each mail as <id>.eml: the demo's mail server, and a mail server's pick-up folder.
class OutboxFolder : public MailTransport {
public:
    explicit OutboxFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Whole or not at all; a second time it replaces the first.
    void carry(OutgoingMail const& mail) override;

private:
    std::filesystem::path const folder_;
};

/// The letters in an outbox folder, the newest first; at most `limit`.
std::vector<MimeMessage> messages_in(std::filesystem::path const& folder, std::size_t limit);
/// The one with that id; empty if there is none.
std::optional<MimeMessage> message_in(std::filesystem::path const& folder, std::string_view id);

}  // namespace bot::notify
