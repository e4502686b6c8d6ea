#include "bot/web/http/forms.h"

#include <algorithm>

#include "bot/base/strings.h"

namespace bot::web {

namespace {

constexpr std::size_t most_fields = 200;

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            auto const high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

/// Browsers send CR LF; everything behind the door knows LF alone.
std::string with_plain_line_ends(std::string const& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

/// Takes what comes before `mark` off the front of `text`, and the mark with it.
std::string_view take_until(std::string_view& text, char mark) {
    auto const end = text.find(mark);
    auto const part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

/// How many bytes the character at the front has; 0 if there is none that is well-formed.
std::size_t character_length(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const first = byte(0);
    if (first < 0x80) return 1;
    std::size_t const length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    if (first == 0xF4 && byte(1) > 0x8F) return 0;
    return length;
}

}  // namespace

bool is_text(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const length = character_length(bytes);
        if (length == 0 || bytes.front() == '\0') return false;
        bytes.remove_prefix(length);
    }
    return true;
}

Decoded decode_fields(std::string_view text) {
    Decoded result;
    Fields fields;
    while (!text.empty()) {
        auto value = take_until(text, '&');
        if (value.empty()) continue;
        auto const name = percent_decoded(take_until(value, '='), true);
        auto const decoded = percent_decoded(value, true);
        if (!name || !decoded || fields.all().size() == most_fields) return {};
        if (!is_text(*name) || !is_text(*decoded)) {
            result.bad_text = true;
            return result;
        }
        fields.add(*name, with_plain_line_ends(*decoded));
    }
    result.fields = std::move(fields);
    return result;
}

std::optional<std::string> decode_path(std::string_view raw) {
    auto const path = percent_decoded(raw, false);
    if (!path || !path->starts_with('/') || !is_text(*path)) return std::nullopt;
    auto const forbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\';
    };
    if (std::ranges::any_of(*path, forbidden)) return std::nullopt;
    auto rest = std::string_view(*path).substr(1);
    while (!rest.empty()) {
        auto const part = take_until(rest, '/');
        if (part.empty() || part == "." || part == "..") return std::nullopt;
    }
    return path;
}

std::optional<std::string> cookie_named(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto value = take_until(header, ';');
        if (trimmed(take_until(value, '='), " \t") == name) return std::string(trimmed(value, " \t"));
    }
    return std::nullopt;
}

}  // namespace bot::web
