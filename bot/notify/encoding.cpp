#include "bot/notify/encoding.h"

#include <algorithm>

#include "bot/base/keys.h"

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
            auto const byte = static_cast<unsigned char>(c);
            out += '=';
            out += "0123456789ABCDEF"[byte >> 4];
            out += "0123456789ABCDEF"[byte & 15];
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

}  // namespace bot::notify
