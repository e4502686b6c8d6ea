#include "bot/notify/mime_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

#include "bot/notify/encoding.h"

namespace bot::notify {
namespace {

constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

std::string date_of(storage::Time time) {
    auto const day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return fmt::format("{}, {} {} {:04} {:02}:{:02}:{:02} +0000",
                       days[std::chrono::weekday(day).c_encoding()], unsigned(date.day()),
                       months[unsigned(date.month()) - 1], int(date.year()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

void check(MimeMessage const& letter) {
    if (!is_plain_address(letter.from))
        throw std::invalid_argument("the sender's address cannot stand in a mail");
    if (!is_plain_address(letter.to))
        throw std::invalid_argument("the recipient's address cannot stand in a mail");
    if (has_control(letter.subject)) throw std::invalid_argument("the subject holds a control character");
    if (has_control(letter.from_name))
        throw std::invalid_argument("the sender's name holds a control character");
    if (letter.id.empty() || !is_plain_address(letter.id + "@x"))
        throw std::invalid_argument("the mail's id cannot stand in a mail");
}

/// Plain words stand as they are; anything else would need quotes, and an encoded word always works.
std::string sender(MimeMessage const& letter) {
    if (letter.from_name.empty()) return letter.from;
    auto const words = std::all_of(letter.from_name.begin(), letter.from_name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
    });
    auto const name = words ? letter.from_name : encode_words(letter.from_name, 6);
    return name + (name.size() + letter.from.size() > 60 ? "\r\n <" : " <") + letter.from + ">";
}

/// What a header holds, unfolded; empty if there is none.
std::optional<std::string> header(std::string_view head, std::string_view name) {
    for (std::size_t from = 0; from < head.size();) {
        auto end = head.find("\r\n", from);
        while (end != head.npos && end + 2 < head.size() && head[end + 2] == ' ')
            end = head.find("\r\n", end + 2);
        auto const field = head.substr(from, end - from);
        if (field.starts_with(name) && field.substr(name.size()).starts_with(": "))
            return std::string(field.substr(name.size() + 2));
        from = end == head.npos ? head.size() : end + 2;
    }
    return std::nullopt;
}

}  // namespace

bool is_plain_address(std::string_view address) {
    if (address.size() > 254 || std::count(address.begin(), address.end(), '@') != 1) return false;
    if (address.starts_with('@') || address.ends_with('@')) return false;
    return std::all_of(address.begin(), address.end(), [](char c) {
        return c > 0x20 && c < 0x7F && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
    });
}

std::string to_eml(MimeMessage const& letter) {
    check(letter);
    auto const host = letter.from.substr(letter.from.find('@') + 1);
    return fmt::format(
        "Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\n"
        "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
        date_of(letter.date), sender(letter), letter.to, encode_header(letter.subject, 9), letter.id, host,
        encode_quoted_printable(letter.body));
}

std::optional<MimeMessage> read_eml(std::string_view eml) {
    auto const end = eml.find("\r\n\r\n");
    if (end == eml.npos) return std::nullopt;
    auto const head = eml.substr(0, end);
    auto const from = header(head, "From"), to = header(head, "To"), subject = header(head, "Subject"),
               id = header(head, "Message-ID");
    if (!from || !to || !subject || !id || !id->starts_with('<')) return std::nullopt;
    MimeMessage letter;
    letter.id = id->substr(1, id->find('@') - 1);
    letter.from = from->ends_with('>') ? from->substr(from->rfind('<') + 1) : *from;
    if (letter.from.ends_with('>')) letter.from.pop_back();
    letter.to = *to;
    letter.subject = decode_header(*subject);
    letter.body = decode_quoted_printable(eml.substr(end + 4));
    if (letter.body.ends_with('\n')) letter.body.pop_back();
    return letter;
}

}  // namespace bot::notify
