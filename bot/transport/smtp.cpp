#include "bot/transport/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "bot/transport/connection.h"

namespace bot::transport {
namespace {

using ErrorText = std::array<char, CURL_ERROR_SIZE>;

struct Rest {
    std::string_view text;
};

std::size_t read_rest(char* to, std::size_t size, std::size_t many, void* from) {
    auto& rest = static_cast<Rest*>(from)->text;
    auto const bytes = std::min(size * many, rest.size());
    std::memcpy(to, rest.data(), bytes);
    rest.remove_prefix(bytes);
    return bytes;
}

/// The last answer by which the server refused something, in codes alone: its words may hold an address.
struct Refusal {
    int code = 0;             // 550; 0 if there was none
    std::string enhanced;     // "5.1.1" (RFC 3463), "" if the server gives none
    bool at_message = false;  // the mail itself had been asked for
};

/// libcurl hands over every line that the server says.
std::size_t take_line(char* text, std::size_t size, std::size_t many, void* to) {
    auto& refusal = *static_cast<Refusal*>(to);
    std::string_view const line(text, size * many);
    auto const digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 3 &&
               part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (line.starts_with("354")) refusal.at_message = true;
    if (line.size() < 4 || (line[0] != '4' && line[0] != '5') || !digits(line.substr(0, 3)))
        return line.size();
    refusal.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    refusal.enhanced.clear();
    auto const status = line.substr(4, line.find_first_of(" \r\n", 4) - 4);
    auto const first = status.find('.'), second = status.find('.', first + 1);
    if (first == status.npos || second == status.npos) return line.size();
    if (status[0] == line[0] && first == 1 && digits(status.substr(first + 1, second - first - 1)) &&
        digits(status.substr(second + 1)))
        refusal.enhanced = status;
    return line.size();
}

/// What is final has to be said plainly: a refused relay answers 550 without more, as does a missing mailbox.
SmtpError::Fault fault_of(Refusal const& refusal, bool at_recipient) {
    using Fault = SmtpError::Fault;
    auto const& status = refusal.enhanced;
    bool const policy = status.substr(0, 4) == "5.7.";
    if (at_recipient && !policy && refusal.code != 0) {
        bool const of_sender = status == "5.1.7" || status == "5.1.8";
        if (status.starts_with("5.1.") && !of_sender) return Fault::recipient;
        if (status == "5.2.1" || (status.empty() && refusal.code == 556)) return Fault::recipient;
        return of_sender ? Fault::server : Fault::mail;
    }
    return refusal.at_message && refusal.code != 0 && !policy ? Fault::mail : Fault::server;
}

/// libcurl sends an address as it is given: a line end in it would be a command of its own.
std::string bracketed(std::string const& address) {
    auto const good = address.find('@') != address.npos &&
                      std::all_of(address.begin(), address.end(),
                                  [](char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; });
    if (!good) throw std::invalid_argument("an address cannot be given to a mail server");
    return "<" + address + ">";
}

Handle prepared(SmtpSettings const& settings, ErrorText& error) {
    using Security = SmtpSettings::Security;
    auto handle = new_handle();
    if (!handle) throw SmtpError("there is no memory for a connection", SmtpError::Fault::server);
    auto* curl = handle.get();
    auto const url =
        fmt::format("{}://{}:{}/{}", settings.security == Security::tls ? "smtps" : "smtp", settings.host,
                    settings.port, settings.own_name.empty() ? "localhost" : settings.own_name);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error.data());
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(settings.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                     std::min<long>(15, static_cast<long>(settings.timeout.count())));
    if (settings.security != Security::none)
        curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!settings.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
    }
    return handle;
}

void perform(CURL* curl, ErrorText const& error) {
    Refusal refusal;
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &refusal);
    auto const code = curl_easy_perform(curl);
    if (code == CURLE_OK) return;
    auto const fault = fault_of(refusal, std::string_view(error.data()).starts_with("RCPT failed"));
    auto const answer = refusal.code == 0
                            ? std::string("no refusal")
                            : fmt::format("answer {}{}{}", refusal.code, refusal.enhanced.empty() ? "" : " ",
                                          refusal.enhanced);
    throw SmtpError(fmt::format("{} ({}, code {})", curl_easy_strerror(code), answer, static_cast<int>(code)),
                    fault);
}

}  // namespace

void Smtp::send(std::string const& from, std::string const& to, std::string const& message) const {
    ErrorText error{};
    auto const handle = prepared(settings_, error);
    auto* curl = handle.get();
    List const recipients(curl_slist_append(nullptr, bracketed(to).c_str()));
    Rest rest{message};
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, bracketed(from).c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_rest);
    curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    perform(curl, error);
}

void Smtp::greet() const {
    ErrorText error{};
    auto const handle = prepared(settings_, error);
    curl_easy_setopt(handle.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    curl_easy_setopt(handle.get(), CURLOPT_NOBODY, 1L);
    perform(handle.get(), error);
}

}  // namespace bot::transport
