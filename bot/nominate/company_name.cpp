#include "bot/nominate/company_name.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <string>

#include "bot/base/strings.h"
#include "bot/text/code_points.h"
#include "bot/text/hosts.h"

namespace bot::nominate {
namespace {

/// More digits than names have: "7-Eleven", "118 118", "1-800-Flowers".
constexpr std::size_t digits_of_a_number = 7;

/// Compatible forms as one, case folded; other dots and slashes as ASCII's.
std::u32string as_mail_programs_see(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) return text::CodePoints(name).text;
    std::string folded;
    fold->normalize(icu::UnicodeString::fromUTF8(std::string(name)), status).toUTF8String(folded);
    auto points = text::CodePoints(folded).text;
    for (auto& c : points) {
        if (c == 0x3002 || c == 0xFF61 || c == 0x2024) c = U'.';
        if (c == 0x2215 || c == 0x2044 || c == 0x29F8 || c == U'\\') c = U'/';
        if (c == 0x2236 || c == 0xA789) c = U':';
    }
    return points;
}

bool in_host(char32_t c) {
    return u_isalnum(static_cast<UChar32>(c)) != 0 || c == U'.' || c == U'-';
}

/// Ends that mail programs or attackers' examples take for the net's, beside the registries'.
bool ends_a_host(std::u32string_view label) {
    constexpr std::array<std::u32string_view, 6> reserved = {U"example", U"test",    U"onion",
                                                             U"local",   U"invalid", U"localhost"};
    return text::is_tld(label) || label.starts_with(U"xn--") || std::ranges::count(reserved, label) > 0;
}

bool all_digits(std::u32string_view label) {
    return !label.empty() && std::ranges::all_of(label, text::ascii_digit);
}

/// Whether a host begins and ends there; with `bare` no more than what somebody could register.
bool is_host(std::u32string_view word, bool bare) {
    auto const dot = word.rfind(U'.');
    if (dot == word.npos || dot == 0) return false;
    auto const last = word.substr(dot + 1);
    if (all_digits(last))
        return std::ranges::count(word, U'.') == 3 &&
               std::ranges::all_of(word, [](char32_t c) { return c == U'.' || text::ascii_digit(c); });
    if (!ends_a_host(last)) return false;
    auto const host = text::utf8(word);
    return !bare || text::registrable_domain(host).size() < host.size();
}

bool has_scheme(std::u32string_view name) {
    constexpr std::array<std::u32string_view, 14> schemes = {
        U"http", U"https", U"hxxp",       U"hxxps", U"ftp",  U"mailto",   U"tel",
        U"sms",  U"skype", U"javascript", U"data",  U"file", U"whatsapp", U"callto"};
    for (auto colon = name.find(U':'); colon != name.npos; colon = name.find(U':', colon + 1)) {
        if (name.substr(colon).starts_with(U"://")) return true;
        auto begin = colon;
        while (begin > 0 && text::ascii_letter_or_digit(name[begin - 1])) --begin;
        if (std::ranges::count(schemes, name.substr(begin, colon - begin)) > 0) return true;
    }
    return false;
}

/// Each run of host characters, and what stands around it.
bool has_host(std::u32string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        auto end = at;
        while (end < name.size() && in_host(name[end])) ++end;
        auto word = name.substr(at, end - at);
        while (word.ends_with(U'.') || word.ends_with(U'-')) word.remove_suffix(1);
        auto const behind = [&](std::size_t by) { return end + by < name.size() ? name[end + by] : U' '; };
        bool const goes_on =
            behind(0) == U'/' || (std::u32string_view(U"?#:").find(behind(0)) != std::u32string_view::npos &&
                                  !text::white_space(behind(1)));
        bool const mailbox = at > 1 && name[at - 1] == U'@' && !text::white_space(name[at - 2]);
        if (word.starts_with(U"www.")) return true;
        if (is_host(word, !goes_on && !mailbox)) return true;
        if (mailbox && word.find(U'.') != word.npos) return true;
        at = end + 1;
    }
    return false;
}

/// Digits with only signs between that numbers are written with.
bool has_number(std::u32string_view name) {
    std::size_t digits = 0;
    for (auto const c : name) {
        if (u_isdigit(static_cast<UChar32>(c)) != 0) {
            if (++digits >= digits_of_a_number) return true;
        } else if (std::u32string_view(U" +-./()").find(c) == std::u32string_view::npos &&
                   !text::white_space(c) && c != 0x2010 && c != 0x2011 && c != 0x2013) {
            digits = 0;
        }
    }
    return false;
}

}  // namespace

bool leads_somewhere(std::string_view name) {
    auto const points = as_mail_programs_see(name);
    return has_scheme(points) || has_host(points) || has_number(points);
}

}  // namespace bot::nominate
