#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bot/notify/mime_message.h"
#include "bot/transport/smtp.h"

// How a finished mail leaves this program: to an SMTP server, or into a folder.
namespace bot::notify {

/// A finished mail and whom it is from and to.
struct OutgoingMail {
    /// The row's, the same for every try: lower-case letters and digits.
    std::string id;
    /// Addresses, plain ASCII (is_plain_address).
    std::string from;
    std::string to;
    /// As to_eml() makes it.
    std::string eml;
};

/// A mail was not taken. The text names no address.
class MailNotSent : public std::runtime_error {
public:
    /// As SmtpError's: `recipient` is for good; a later try may help a `mail`; while it is the `server`, no
    /// mail leaves.
    using Fault = transport::SmtpError::Fault;
    MailNotSent(std::string const& message, Fault whose) : std::runtime_error(message), fault(whose) {}
    Fault const fault;
};

/// Who takes mails from here. One thread at a time; calls block.
class MailTransport {
public:
    virtual ~MailTransport() = default;
    /// Returns once the mail is theirs. Throws MailNotSent.
    virtual void deliver(OutgoingMail const& mail) = 0;
};

/// Hands mails to an SMTP server (RFC 5321).
class MailServer : public MailTransport {
public:
    /// Connects at the first mail.
    explicit MailServer(transport::SmtpSettings settings) : smtp_(std::move(settings)) {}
    void deliver(OutgoingMail const& mail) override;

private:
    transport::Smtp smtp_;
};

/// A folder that gets each mail as <id>.eml: the demo's mail server, and a mail server's pick-up folder.
/// Makes the folder at the first mail.
class OutboxFolder : public MailTransport {
public:
    explicit OutboxFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Whole or not at all; a second time it replaces the first.
    void deliver(OutgoingMail const& mail) override;

private:
    std::filesystem::path const folder_;
};

/// The mails in an outbox folder, the newest first; at most `limit`. Empty if there is no such folder.
std::vector<MimeMessage> messages_in(std::filesystem::path const& folder, std::size_t limit);
/// The one with that id; empty if there is none, or it is no id.
std::optional<MimeMessage> message_in(std::filesystem::path const& folder, std::string_view id);

}  // namespace bot::notify
