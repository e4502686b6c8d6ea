#pragma once

#include <chrono>
#include <stdexcept>
#include <string>

// Mail on its way out (SMTP, RFC 5321), by libcurl.
namespace bot::transport {

/// The mail server that takes what we send (a submission server, RFC 6409).
struct SmtpSettings {
    /// `tls` from the first byte on (port 465), `none` only for a server on this machine. `starttls` goes on
    /// only when the server offers it: never in clear by accident.
    enum class Security { none, starttls, tls };
    std::string host;
    int port = 587;
    std::string user;  // "" signs in nowhere
    std::string password;
    Security security = Security::starttls;
    std::string own_name;              // what we greet with; "" is "localhost"
    std::chrono::seconds timeout{60};  // for one mail, from connecting to the last answer
};

/// The server did not take a mail, or could not be reached. May have been taken all the same if the
/// connection was lost at the very end. The text holds no address and no password.
class SmtpError : public std::runtime_error {
public:
    /// Whose fault it is, by the phase and the status codes of RFC 5321 and RFC 3463.
    enum class Fault {
        recipient,  // no mail will ever reach this address: RCPT was refused with 5.1.x, 5.2.1 or 556
        mail,       // this mail was not taken, others may be: greylisted, a full mailbox, or nobody can tell
        server,     // it takes none of ours: greeting, sign-in, sender, relaying, policy, TLS, the network
    };
    SmtpError(std::string const& message, Fault whose) : std::runtime_error(message), fault(whose) {}
    Fault const fault;
};

/// One mail, one connection; both calls block, at most for the settings' `timeout`. Any thread.
class Smtp {
public:
    explicit Smtp(SmtpSettings settings) : settings_(std::move(settings)) {}
    /// `message` as in RFC 5322, with CR LF. Returns when the server has taken it. Throws SmtpError;
    /// std::invalid_argument if an address holds anything but one plain ASCII address.
    void send(std::string const& from, std::string const& to, std::string const& message) const;
    /// Connects, signs in and leaves: for `check`. Throws SmtpError.
    void greet() const;

private:
    SmtpSettings const settings_;
};

}  // namespace bot::transport
