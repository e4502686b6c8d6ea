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
    if (!handle) throw SmtpError("there is no memory for a connection", false);
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
    auto const code = curl_easy_perform(curl);
    if (code == CURLE_OK) return;
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    // The sender's address or the sign-in being refused is ours to put right: the mail waits for that.
    auto const refused = answer / 100 == 5 && std::string_view(error.data()).starts_with("RCPT failed");
    throw SmtpError(
        fmt::format("{} (answer {}, code {})", curl_easy_strerror(code), answer, static_cast<int>(code)),
        refused);
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
