#include "bot/notify/mime_message.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <locale>
#include <stdexcept>

#include "bot/base/keys.h"
#include "bot/base/strings.h"

namespace bot::notify {
namespace {

constexpr std::string_view open_word = "=?UTF-8?B?", close_word = "?=";
constexpr std::size_t line = 76;

bool starts_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}
bool plain(char c) {
    return c >= 0x20 && c < 0x7F;
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string date_of(storage::Time time) {
    auto const& names = std::locale::classic();
    auto const second = std::chrono::floor<std::chrono::seconds>(time);
    std::chrono::year_month_day const date(std::chrono::floor<std::chrono::days>(time));
    return date::format(names, "%a, ", second) + std::to_string(unsigned(date.day())) +
           date::format(names, " %b %Y %T +0000", second);
}

bool in_link(char c) {
    return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != ',';
}

void check(MimeMessage const& mail) {
    if (!is_plain_address(mail.from))
        throw std::invalid_argument("the sender's address cannot stand in a mail");
    if (!is_plain_address(mail.to))
        throw std::invalid_argument("the recipient's address cannot stand in a mail");
    if (has_control(mail.subject)) throw std::invalid_argument("the subject holds a control character");
    if (has_control(mail.from_name))
        throw std::invalid_argument("the sender's name holds a control character");
    if (mail.id.empty() || !is_plain_address(mail.id + "@x"))
        throw std::invalid_argument("the mail's id cannot stand in a mail");
    bool const link = mail.unsubscribe.starts_with("https://") || mail.unsubscribe.starts_with("http://");
    if (!mail.unsubscribe.empty() &&
        (!link || mail.unsubscribe.size() > 900 ||
         !std::all_of(mail.unsubscribe.begin(), mail.unsubscribe.end(), in_link)))
        throw std::invalid_argument("the address that ends such mails cannot stand in a mail");
}

/// Plain words stand as they are; anything else would need quotes, and an encoded word always works.
std::string sender(MimeMessage const& mail) {
    if (mail.from_name.empty()) return mail.from;
    auto const words = std::all_of(mail.from_name.begin(), mail.from_name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
    });
    auto const name = words ? mail.from_name : encode_words(mail.from_name, 6);
    return name + (name.size() + mail.from.size() > 60 ? "\r\n <" : " <") + mail.from + ">";
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

std::string encode_header(std::string_view text, std::size_t column) {
    if (std::all_of(text.begin(), text.end(), plain) && text.find("=?") == text.npos &&
        column + text.size() <= line)
        return std::string(text);
    return encode_words(text, column);
}

std::string encode_words(std::string_view text, std::size_t column) {
    std::string out;
    while (!text.empty()) {
        auto const used = (out.empty() ? column : 1) + open_word.size() + close_word.size();
        auto room = std::max<std::size_t>(4, used < line ? (line - used) / 4 * 3 : 0);
        room = std::min(room, text.size());
        while (room < text.size() && room > 1 && !starts_character(text[room])) --room;
        if (!out.empty()) out += "\r\n ";
        out += open_word;
        out += to_base64(text.substr(0, room));
        out += close_word;
        text.remove_prefix(room);
    }
    return out;
}

std::string decode_header(std::string_view text) {
    std::string out;
    bool after_word = false;
    while (!text.empty()) {
        auto const start = text.find(open_word);
        auto const between = text.substr(0, start);
        auto const blank = between.find_first_not_of(" \r\n\t") == between.npos;
        if (!(after_word && blank && start != text.npos)) out += between;
        if (start == text.npos) break;
        text.remove_prefix(start + open_word.size());
        auto const end = text.find(close_word);
        if (end == text.npos) break;
        out += from_base64(text.substr(0, end)).value_or("");
        text.remove_prefix(end + close_word.size());
        after_word = true;
    }
    return out;
}

std::string encode_quoted_printable(std::string_view text) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = text[i];
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        auto const at_end = i + 1 == text.size() || text[i + 1] == '\n';
        auto const as_is = (plain(c) && c != '=' && !(c == ' ' && at_end) && !(c == '.' && column == 0));
        if (column + (as_is ? 1 : 3) > line - 1) {
            out += "=\r\n";
            column = 0;
        }
        if (as_is) {
            out += c;
            ++column;
        } else {
            out += fmt::format("={:02X}", static_cast<unsigned char>(c));
            column += 3;
        }
    }
    return out;
}

std::string decode_quoted_printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') continue;
        if (text[i] != '=') {
            out += text[i];
        } else if (text.substr(i + 1, 2) == "\r\n") {
            i += 2;
        } else if (i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else {
            out += '=';
        }
    }
    return out;
}

bool is_plain_address(std::string_view address) {
    if (address.size() > 254 || std::count(address.begin(), address.end(), '@') != 1) return false;
    if (address.starts_with('@') || address.ends_with('@')) return false;
    return std::all_of(address.begin(), address.end(), [](char c) {
        return c > 0x20 && c < 0x7F && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
    });
}

std::string to_eml(MimeMessage const& mail) {
    check(mail);
    auto const host = mail.from.substr(mail.from.find('@') + 1);
    return fmt::format(
        "Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\n"
        "{}Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
        date_of(mail.date), sender(mail), mail.to, encode_header(mail.subject, 9), mail.id, host,
        mail.unsubscribe.empty() ? ""
                                 : "List-Unsubscribe: <" + mail.unsubscribe +
                                       ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        encode_quoted_printable(mail.body));
}

std::optional<MimeMessage> read_eml(std::string_view eml) {
    auto const end = eml.find("\r\n\r\n");
    if (end == eml.npos) return std::nullopt;
    auto const head = eml.substr(0, end);
    auto const from = header(head, "From"), to = header(head, "To"), subject = header(head, "Subject"),
               id = header(head, "Message-ID");
    if (!from || !to || !subject || !id || !id->starts_with('<')) return std::nullopt;
    MimeMessage mail;
    mail.id = id->substr(1, id->find('@') - 1);
    mail.from = from->ends_with('>') ? from->substr(from->rfind('<') + 1) : *from;
    if (mail.from.ends_with('>')) mail.from.pop_back();
    mail.to = *to;
    mail.subject = decode_header(*subject);
    if (auto const end = header(head, "List-Unsubscribe"); end && end->size() > 2)
        mail.unsubscribe = end->substr(1, end->size() - 2);
    mail.body = decode_quoted_printable(eml.substr(end + 4));
    if (mail.body.ends_with('\n')) mail.body.pop_back();
    return mail;
}

}  // namespace bot::notify
