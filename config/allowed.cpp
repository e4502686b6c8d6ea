#include "config/allowed.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>

namespace config {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view of_slugs = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::string_view of_hosts = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]";

bool only(std::string_view text, std::string_view letters) {
    return text.find_first_not_of(letters) == text.npos;
}

bool is_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    std::array<unsigned, 3> parts{};
    for (std::size_t i = 0; auto const part : {text.substr(0, 4), text.substr(5, 2), text.substr(8)}) {
        if (!only(part, digits)) return false;
        std::from_chars(part.begin(), part.end(), parts[i++]);
    }
    auto const [year, month, day] = parts;
    return (std::chrono::year(static_cast<int>(year)) / std::chrono::month(month) / std::chrono::day(day))
        .ok();
}

bool is_port(std::string_view text) {
    int number = 0;
    if (!only(text, digits) || text.size() > 5) return false;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number >= 1 && number <= 65535;
}

bool is_origin(std::string_view text) {
    for (std::string_view const scheme : {"https://", "http://"}) {
        if (!text.starts_with(scheme)) continue;
        auto const host = text.substr(scheme.size());
        auto const colon = host.rfind(':');
        bool const port = colon == host.npos || host.ends_with(']') || is_port(host.substr(colon + 1));
        return !host.empty() && host.front() != ':' && port && only(host, of_hosts);
    }
    return false;
}

bool is_address(std::string const& text) {
    unsigned char bytes[16];
    return inet_pton(AF_INET, text.c_str(), bytes) == 1 || inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

/// Words with a dot between, none of them empty or longer than that.
bool dotted(std::string_view text, std::string_view letters, std::size_t longest) {
    for (std::size_t from = 0; from <= text.size();) {
        auto const to = std::min(text.find('.', from), text.size());
        if (to == from || to - from > longest || !only(text.substr(from, to - from), letters)) return false;
        from = to + 1;
    }
    return true;
}

bool has_control_characters(std::string_view text) {
    return std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool is_mail_address(std::string_view text) {
    constexpr std::string_view of_names =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~";
    auto const of_labels = std::string(of_hosts.substr(0, of_hosts.find('.'))) + "-";
    auto const at = text.find('@');
    if (at == text.npos || at > 64 || text.size() - at < 3 || text.size() > 254) return false;
    auto const host = text.substr(at + 1);
    bool const hyphens = host.front() == '-' || host.back() == '-' || host.find("-.") != host.npos ||
                         host.find(".-") != host.npos;
    return dotted(text.substr(0, at), of_names, 64) && !hyphens && dotted(host, of_labels, 63);
}

bool is_name_server(std::string const& text) {
    auto const colon = text.rfind(':');
    bool const bracketed = text.starts_with('[');
    if (colon == text.npos || (!bracketed && text.find(':') != colon)) return is_address(text);
    auto host = text.substr(0, colon);
    if (bracketed && (host.size() < 3 || !host.ends_with(']'))) return false;
    if (bracketed) host = host.substr(1, host.size() - 2);
    return is_address(host) && is_port(std::string_view(text).substr(colon + 1));
}

bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= 40 && only(text, of_slugs);
}

Allowed words_that(std::string what, bool (*accept)(std::string_view)) {
    return {std::move(what), [accept](Value const& value) { return accept(std::get<std::string>(value)); }};
}

template <class Accept>
Allowed list_of(std::string what, Accept accept) {
    return {std::move(what), [accept](Value const& value) {
                auto const& list = std::get<std::vector<std::string>>(value);
                return std::ranges::all_of(list, accept);
            }};
}

}  // namespace

Allowed any_truth() {
    return {"true or false", [](Value const&) { return true; }};
}

Allowed any_text() {
    return words_that("text without control characters",
                      [](std::string_view text) { return !has_control_characters(text); });
}

Allowed any_list() {
    return list_of("a list of texts without control characters, none of them empty",
                   [](std::string const& text) { return !text.empty() && !has_control_characters(text); });
}

Allowed between(long long low, long long high) {
    return {fmt::format("a whole number from {} to {}", low, high), [=](Value const& value) {
                auto const number = std::get<long long>(value);
                return number >= low && number <= high;
            }};
}

Allowed fraction() {
    return {"a number from 0.0 to 1.0", [](Value const& value) {
                auto const number = std::get<double>(value);
                return number >= 0 && number <= 1;
            }};
}

Allowed text(std::size_t shortest, std::size_t longest) {
    return {fmt::format("text of {} to {} bytes", shortest, longest), [=](Value const& value) {
                auto const size = std::get<std::string>(value).size();
                return size >= shortest && size <= longest && any_text().accepts(value);
            }};
}

Allowed one_of(std::initializer_list<std::string_view> words) {
    std::vector<std::string> const all(words.begin(), words.end());
    std::string list;
    for (auto const& word : all)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : word == all.back() ? " or " : ", ", word);
    return {list, [all](Value const& value) {
                return std::ranges::find(all, std::get<std::string>(value)) != all.end();
            }};
}

Allowed an_origin() {
    return words_that("https://host or http://host:port, without a path or a slash at the end", is_origin);
}

Allowed an_origin_or_none() {
    return words_that("https://host or http://host:port, without a path or a slash at the end; or \"\"",
                      [](std::string_view text) { return text.empty() || is_origin(text); });
}

Allowed a_database() {
    return words_that("the path of a file or postgresql://…", [](std::string_view text) {
        return text.find("://") == text.npos || text.starts_with("postgresql://") ||
               text.starts_with("postgres://");
    });
}

Allowed dollars() {
    return words_that(
        "US dollars in digits, like \"5\" or \"0.25\", below a million", [](std::string_view text) {
            auto const dot = text.find('.');
            auto const whole = text.substr(0, dot);
            auto const part = dot == text.npos ? "0" : text.substr(dot + 1);
            auto const good = [](std::string_view number) { return !number.empty() && only(number, digits); };
            return whole.size() <= 6 && good(whole) && good(part);
        });
}

Allowed a_day() {
    return words_that("a day that exists, as YYYY-MM-DD, or \"\"",
                      [](std::string_view text) { return text.empty() || is_day(text); });
}

Allowed a_slug() {
    return words_that("lower-case letters, digits and hyphens, or \"\"",
                      [](std::string_view text) { return text.empty() || is_slug(text); });
}

Allowed slugs() {
    return {"a list of one or more names of lower-case letters, digits and hyphens", [](Value const& value) {
                auto const& list = std::get<std::vector<std::string>>(value);
                return !list.empty() && std::ranges::all_of(list, is_slug);
            }};
}

Allowed addresses() {
    return list_of("a list of IP addresses", is_address);
}

Allowed name_servers() {
    return list_of("a list of IP addresses, each with \":port\" behind it if it is not 53", is_name_server);
}

Allowed a_mail_address() {
    return words_that("a mail address in ASCII, like awards@example.org", is_mail_address);
}

Allowed mail_addresses() {
    return list_of("a list of mail addresses in ASCII", is_mail_address);
}

}  // namespace config
