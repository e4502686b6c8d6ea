#include "bot/text/mend.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace bot::text {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD", byte_order_mark = "\xEF\xBB\xBF";

/// How many bytes at `at` are one character of UTF-8, or, as `good` tells, one piece of what is none.
std::size_t character_at(std::string_view bytes, std::size_t at, bool& good) {
    auto const* const s = reinterpret_cast<std::uint8_t const*>(bytes.data());
    // One character needs no more than four bytes, whatever the size of the whole.
    auto const size = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - at, 4));
    std::int32_t i = 0;
    UChar32 c = 0;
    U8_NEXT(s + at, i, size, c);
    good = c >= 0;
    return static_cast<std::size_t>(i);
}

/// A text of which pieces are replaced; the rest is copied as it is, and nothing while nothing is replaced.
class Edited {
public:
    Edited(std::string_view raw, std::string& room) : raw_(raw), room_(room) { room_.clear(); }
    void replace(std::size_t from, std::size_t to, std::string_view with) {
        room_.append(raw_, done_, from - done_).append(with);
        done_ = to;
        changed_ = true;
    }
    std::string_view whole() {
        if (!changed_) return raw_;
        room_.append(raw_, done_);
        return room_;
    }

private:
    std::string_view const raw_;
    std::string& room_;
    std::size_t done_ = 0;
    bool changed_ = false;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Characters of a string in JSON that stand for themselves.
constexpr auto plain_in_string = [] {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
    return plain;
}();

class JsonMender {
public:
    JsonMender(std::string_view raw, std::string& room) : raw_(raw), edited_(raw, room) {}

    std::string_view mended() {
        while (at_ < raw_.size()) {
            auto const c = raw_[at_];
            if (c == '"')
                string();
            else if (c == '-' || is_digit(c))
                number();
            else if (c == 'N' || c == 'I')
                constant();
            else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t')
                take(1, " ");
            else if (raw_.substr(at_, 3) == byte_order_mark)
                take(3, " ");
            else
                ++at_;
        }
        return edited_.whole();
    }

private:
    void take(std::size_t bytes, std::string_view with) {
        edited_.replace(at_, at_ + bytes, with);
        at_ += bytes;
    }

    void string() {
        for (++at_; at_ < raw_.size();) {
            auto const c = static_cast<unsigned char>(raw_[at_]);
            if (plain_in_string[c])
                ++at_;
            else if (c == '"')
                return void(++at_);
            else if (c == '\\')
                escape();
            else if (c < 0x20)
                take(1, c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : replacement);
            else
                beyond_ascii();
        }
    }

    void beyond_ascii() {
        bool good = false;
        auto const size = character_at(raw_, at_, good);
        if (!good) return take(size, replacement);
        at_ += size;
    }

    void escape() {
        if (at_ + 1 == raw_.size()) return void(++at_);
        auto const what = raw_[at_ + 1];
        if (std::string_view("\"\\/bfnrt").find(what) != std::string_view::npos) return void(at_ += 2);
        if (what == '\'') return take(2, "'");
        if (what != 'u') return take(1, replacement);
        auto const unit = escaped_unit(at_);
        // What ends before its four digits is cut off, and not for us to complete.
        if (!unit) return raw_.size() - at_ < 6 ? void(at_ += 2) : take(2, replacement);
        if (*unit < 0xD800 || *unit > 0xDFFF) return void(at_ += 6);
        auto const low = *unit < 0xDC00 ? escaped_unit(at_ + 6) : std::nullopt;
        if (low && *low >= 0xDC00 && *low <= 0xDFFF) return void(at_ += 12);
        take(6, replacement);
    }

    /// The value of "\uXXXX" there.
    std::optional<std::uint32_t> escaped_unit(std::size_t at) const {
        if (at + 6 > raw_.size() || raw_[at] != '\\' || raw_[at + 1] != 'u') return std::nullopt;
        std::uint32_t value = 0;
        auto const* const first = raw_.data() + at + 2;
        auto const [stop, error] = std::from_chars(first, first + 4, value, 16);
        return error == std::errc() && stop == first + 4 ? std::optional(value) : std::nullopt;
    }

    void number() {
        auto const end = std::min(raw_.find_first_not_of("0123456789+-.eE", at_), raw_.size());
        auto const written = raw_.substr(at_, end - at_);
        bool const whole = written.find_first_of(".eE") == written.npos;
        // Nothing shorter is too large.
        bool const fits = whole ? written.size() < 19 || fits_64_bits(written)
                                : written.size() < 4 || fits_double(std::string(written));
        // At the end of all it may be cut off.
        if (fits || end == raw_.size()) return void(at_ = end);
        take(written.size(), '"' + std::string(written) + '"');
    }

    static bool fits_64_bits(std::string_view digits) {
        std::uint64_t positive = 0;
        std::int64_t negative = 0;
        auto const* const end = digits.data() + digits.size();
        auto const error = digits.front() == '-' ? std::from_chars(digits.data(), end, negative).ec
                                                 : std::from_chars(digits.data(), end, positive).ec;
        return error == std::errc();
    }

    static bool fits_double(std::string const& written) {
        return std::isfinite(std::strtod(written.c_str(), nullptr));
    }

    void constant() {
        for (std::string_view const name : {"NaN", "Infinity"}) {
            if (raw_.substr(at_, name.size()) != name) continue;
            bool const minus = at_ > 0 && raw_[at_ - 1] == '-';
            if (minus) --at_;
            return take(name.size() + (minus ? 1 : 0), "null");
        }
        ++at_;
    }

    std::string_view const raw_;
    Edited edited_;
    std::size_t at_ = 0;
};

std::string utf8_from(std::string_view bytes, char const* charset) {
    icu::UnicodeString const text(bytes.data(), static_cast<std::int32_t>(bytes.size()), charset);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

}  // namespace

bool is_sound(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        auto const c = static_cast<unsigned char>(bytes[at]);
        if (c == 0) return false;
        bool good = true;
        at += c < 0x80 ? 1 : character_at(bytes, at, good);
        if (!good) return false;
    }
    return true;
}

std::string mended(std::string text) {
    if (is_sound(text)) return text;
    std::erase(text, '\0');
    std::string room;
    Edited edited(text, room);
    for (std::size_t at = 0; at < text.size();) {
        bool good = false;
        auto const size = character_at(text, at, good);
        if (!good) edited.replace(at, at + size, replacement);
        at += size;
    }
    return std::string(edited.whole());
}

bool begins_as_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    return bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
}

std::string utf8_of(std::string_view bytes) {
    if (bytes.starts_with(byte_order_mark)) return mended(std::string(bytes.substr(3)));
    if (begins_as_utf16(bytes)) {
        bool const marked = bytes[0] != '\0' && bytes[1] != '\0';
        return mended(utf8_from(bytes, marked ? "UTF-16" : bytes[0] == '\0' ? "UTF-16BE" : "UTF-16LE"));
    }
    if (is_sound(bytes)) return std::string(bytes);
    return mended(utf8_from(bytes, "windows-1252"));
}

std::string_view mended_json(std::string_view raw, std::string& room) {
    return JsonMender(raw, room).mended();
}

}  // namespace bot::text
