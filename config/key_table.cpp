#include "config/key_table.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace config {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool only(std::string_view text, std::string const& letters) {
    return text.find_first_not_of(letters) == text.npos;
}

/// Digits only, all of them.
std::optional<int> number(std::string_view text) {
    int value = 0;
    if (text.front() < '0' || text.front() > '9') return std::nullopt;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_origin(std::string_view text) {
    for (std::string_view const scheme : {"https://", "http://"}) {
        if (!text.starts_with(scheme)) continue;
        auto const host = text.substr(scheme.size());
        auto const colon = host.rfind(':');
        bool const port = colon == host.npos || host.ends_with(']') ||
                          (only(host.substr(colon + 1), std::string(digits)) && host.size() - colon > 1 &&
                           host.size() - colon < 7);
        return !host.empty() && host.front() != ':' && port &&
               only(host, std::string(lower) + std::string(upper) + std::string(digits) + ".-:[]");
    }
    return false;
}

bool is_address(std::string const& text) {
    unsigned char bytes[16];
    return inet_pton(AF_INET, text.c_str(), bytes) == 1 || inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

bool is_mail_address(std::string_view text) {
    auto const at = text.find('@');
    return at != text.npos && at > 0 && text.find('@', at + 1) == text.npos && text.size() - at > 2 &&
           text.size() < 250 && std::none_of(text.begin(), text.end(), [](unsigned char c) {
               return c <= 0x20 || c == 0x7f || c == '<' || c == '>';
           });
}

bool is_slug(std::string_view text) {
    return !text.empty() && text.size() <= 40 && only(text, std::string(lower) + std::string(digits) + "-");
}

Allowed words_that(std::string what, bool (*accept)(std::string_view)) {
    return {std::move(what), [accept](Value const& value) { return accept(std::get<std::string>(value)); }};
}

template <class Accept>
Allowed list_of(std::string what, Accept accept) {
    return {std::move(what), [accept](Value const& value) {
                auto const& list = std::get<std::vector<std::string>>(value);
                return std::all_of(list.begin(), list.end(), accept);
            }};
}

}  // namespace

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = number(text.substr(0, 4)), month = number(text.substr(5, 2)),
               day = number(text.substr(8));
    if (!year || !month || !day) return std::nullopt;
    std::chrono::year_month_day const date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

Allowed any_truth() {
    return {"true or false", [](Value const&) { return true; }};
}

Allowed any_text() {
    return words_that("text without control characters", [](std::string_view text) {
        return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    });
}

Allowed any_list() {
    return list_of("a list of texts that are not empty",
                   [](std::string const& text) { return !text.empty(); });
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
                return std::find(all.begin(), all.end(), std::get<std::string>(value)) != all.end();
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
    return words_that("US dollars in digits, like \"5\" or \"0.25\", below a million",
                      [](std::string_view text) {
                          auto const dot = text.find('.');
                          auto const whole = text.substr(0, dot);
                          auto const part = dot == text.npos ? "0" : text.substr(dot + 1);
                          auto const good = [](std::string_view number) {
                              return !number.empty() && only(number, std::string(digits));
                          };
                          return whole.size() <= 6 && good(whole) && good(part);
                      });
}

Allowed a_day() {
    return words_that("a day that exists, as YYYY-MM-DD, or \"\"",
                      [](std::string_view text) { return text.empty() || parse_day(text); });
}

Allowed a_slug() {
    return words_that("lower-case letters, digits and hyphens, or \"\"",
                      [](std::string_view text) { return text.empty() || is_slug(text); });
}

Allowed slugs() {
    return {"a list of one or more names of lower-case letters, digits and hyphens", [](Value const& value) {
                auto const& list = std::get<std::vector<std::string>>(value);
                return !list.empty() && std::all_of(list.begin(), list.end(), is_slug);
            }};
}

Allowed addresses() {
    return list_of("a list of IP addresses", is_address);
}

Allowed a_mail_address() {
    return words_that("a mail address", is_mail_address);
}

Allowed mail_addresses() {
    return list_of("a list of mail addresses", is_mail_address);
}

}  // namespace config
