#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "bot/base/strings.h"
#include "bot/networks/feeds/feed.h"

namespace bot::networks {
namespace {

/// 0x80 to 0x9F in Windows-1252.
constexpr std::array<char16_t, 32> windows_1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void append(std::string& to, UChar32 c) {
    if (c >= 0x80 && c <= 0x9F) c = windows_1252[static_cast<std::size_t>(c - 0x80)];
    bool const control = (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c <= 0x9F);
    if (control || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE) return;
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    to.append(bytes, static_cast<std::size_t>(length));
}

std::string plain(icu::UnicodeString const& text) {
    std::string all;
    all.reserve(static_cast<std::size_t>(text.length()));
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        auto const c = text.char32At(i);
        append(all, U_IS_SURROGATE(c) ? 0xFFFD : c);
    }
    return all;
}

/// What is no UTF-8: as U+FFFD, or byte by byte as Windows-1252, which a feed is that joins texts of both.
enum class Bad { replaced, windows };

/// How many letters beyond ASCII there are, and how many places that are none.
struct Utf8 {
    std::string text;
    std::size_t letters = 0, faults = 0;
};

Utf8 read_utf8(std::string_view bytes, Bad bad) {
    Utf8 read;
    read.text.reserve(bytes.size());
    auto const* const data = reinterpret_cast<std::uint8_t const*>(bytes.data());
    for (std::size_t at = 0; at < bytes.size();) {
        auto const from = at;
        UChar32 c = 0;
        U8_NEXT(data, at, bytes.size(), c);
        if (c >= 0) {
            read.letters += c >= 0x80;
            append(read.text, c);
            continue;
        }
        ++read.faults;
        if (bad == Bad::replaced) append(read.text, 0xFFFD);
        if (bad == Bad::windows) {
            at = from + 1;
            append(read.text, data[from]);
        }
    }
    return read;
}

/// encoding="…" of an XML declaration.
std::string declared(std::string_view bytes) {
    auto const head = bytes.substr(0, 1000);
    auto const start = head.find("<?xml");
    auto const end = head.find("?>", start == head.npos ? 0 : start);
    auto at = head.find("encoding", start == head.npos ? 0 : start);
    if (start == head.npos || end == head.npos || at > end) return "";
    at = head.find_first_of("\"'", at);
    if (at == head.npos) return "";
    auto const to = head.find(head[at], at + 1);
    return to == head.npos || to > end ? "" : std::string(head.substr(at + 1, to - at - 1));
}

/// ICU's converter for a label, where the Encoding standard and ICU do not mean the same; else the label.
std::string converter_of(std::string_view label) {
    static std::map<std::string_view, char const*> const others{{"iso-8859-1", "windows-1252"},
                                                                {"iso8859-1", "windows-1252"},
                                                                {"iso88591", "windows-1252"},
                                                                {"iso_8859-1", "windows-1252"},
                                                                {"iso_8859-1:1987", "windows-1252"},
                                                                {"iso-ir-100", "windows-1252"},
                                                                {"latin1", "windows-1252"},
                                                                {"latin-1", "windows-1252"},
                                                                {"l1", "windows-1252"},
                                                                {"cp819", "windows-1252"},
                                                                {"ibm819", "windows-1252"},
                                                                {"csisolatin1", "windows-1252"},
                                                                {"ascii", "windows-1252"},
                                                                {"us-ascii", "windows-1252"},
                                                                {"ansi_x3.4-1968", "windows-1252"},
                                                                {"iso-8859-15", "iso-8859-15"},
                                                                {"x-cp1252", "windows-1252"},
                                                                {"x-cp1250", "windows-1250"},
                                                                {"x-cp1251", "windows-1251"},
                                                                {"iso-8859-9", "windows-1254"},
                                                                {"iso8859-9", "windows-1254"},
                                                                {"latin5", "windows-1254"},
                                                                {"l5", "windows-1254"},
                                                                {"x-cp1254", "windows-1254"},
                                                                {"iso-8859-11", "windows-874"},
                                                                {"iso8859-11", "windows-874"},
                                                                {"tis-620", "windows-874"},
                                                                {"dos-874", "windows-874"},
                                                                {"iso-8859-8-i", "iso-8859-8"},
                                                                {"logical", "iso-8859-8"},
                                                                {"visual", "iso-8859-8"},
                                                                {"gb2312", "gb18030"},
                                                                {"gb_2312", "gb18030"},
                                                                {"gb_2312-80", "gb18030"},
                                                                {"gbk", "gb18030"},
                                                                {"x-gbk", "gb18030"},
                                                                {"cp936", "gb18030"},
                                                                {"chinese", "gb18030"},
                                                                {"csgb2312", "gb18030"},
                                                                {"iso-ir-58", "gb18030"},
                                                                {"csiso58gb231280", "gb18030"},
                                                                {"big5", "big5-hkscs"},
                                                                {"big5-hkscs", "big5-hkscs"},
                                                                {"cn-big5", "big5-hkscs"},
                                                                {"x-x-big5", "big5-hkscs"},
                                                                {"csbig5", "big5-hkscs"},
                                                                {"euc-kr", "windows-949"},
                                                                {"euckr", "windows-949"},
                                                                {"korean", "windows-949"},
                                                                {"ks_c_5601-1987", "windows-949"},
                                                                {"ks_c_5601-1989", "windows-949"},
                                                                {"ksc5601", "windows-949"},
                                                                {"ksc_5601", "windows-949"},
                                                                {"iso-ir-149", "windows-949"},
                                                                {"cseuckr", "windows-949"},
                                                                {"csksc56011987", "windows-949"},
                                                                {"shift_jis", "windows-31j"},
                                                                {"shift-jis", "windows-31j"},
                                                                {"sjis", "windows-31j"},
                                                                {"x-sjis", "windows-31j"},
                                                                {"ms932", "windows-31j"},
                                                                {"ms_kanji", "windows-31j"},
                                                                {"csshiftjis", "windows-31j"},
                                                                {"x-euc-jp", "euc-jp"},
                                                                {"mac", "macintosh"},
                                                                {"x-mac-roman", "macintosh"},
                                                                {"x-mac-ukrainian", "x-mac-cyrillic"},
                                                                {"koi", "koi8-r"},
                                                                {"koi8", "koi8-r"},
                                                                {"koi8_r", "koi8-r"},
                                                                {"koi8-ru", "koi8-u"},
                                                                {"866", "ibm866"}};
    auto const found = others.find(label);
    return found == others.end() ? std::string(label) : found->second;
}

bool is_utf8(std::string_view label) {
    return label.empty() || label.starts_with("utf") || label.starts_with("unicode") ||
           label.starts_with("ucs") || label.starts_with("iso-10646");
}

/// Empty if nobody knows the label. UTF-7, which hides markup, is no encoding of the web.
std::optional<std::string> converted(std::string_view bytes, std::string const& label) {
    if (label.size() > 40 || label.find('\0') != label.npos) return std::nullopt;
    auto const converter = converter_of(label);
    if (converter == "windows-1252") return read_utf8(bytes, Bad::windows).text;
    icu::UnicodeString const text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.c_str());
    return text.isEmpty() ? std::nullopt : std::optional(plain(text));
}

/// "UTF-16LE" or "UTF-16BE", by a mark or by the NULs around the first letters; null if it is neither.
char const* utf16_of(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
    if (bytes.size() < 4) return nullptr;
    auto const nul = [&](std::size_t i) { return bytes[i] == '\0'; };
    if (!nul(0) && nul(1) && !nul(2) && nul(3)) return "UTF-16LE";
    return nul(0) && !nul(1) && nul(2) && !nul(3) ? "UTF-16BE" : nullptr;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return read_utf8(bytes, Bad::replaced).text;
    if (auto const* const name = utf16_of(bytes))
        return plain(icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), name));
    auto const header = lower_ascii(trimmed(charset)), inside = lower_ascii(trimmed(declared(bytes)));
    // All bytes of this one are ASCII's.
    for (auto const& label : {header, inside})
        if (label == "iso-2022-jp" && bytes.find("\x1B$") != bytes.npos)
            if (auto text = converted(bytes, label)) return std::move(*text);
    auto read = read_utf8(bytes, Bad::replaced);
    if (read.faults == 0) return std::move(read.text);
    auto const first = trimmed(bytes).substr(0, 1);
    bool const json = first == "{" || first == "[";
    bool const mostly = read.letters > read.faults;
    // A letter that was cut in two, in a text of many: whoever claims something else is wrong.
    if (read.letters >= 10 * read.faults || (json && (mostly || is_utf8(header))))
        return std::move(read.text);
    // Nobody else writes "UTF-8" there, and without a claim it is what XML is in.
    if (mostly && (inside.empty() ? is_utf8(header) : is_utf8(inside))) return std::move(read.text);
    for (auto const& label : {header, inside})
        if (!is_utf8(label))
            if (auto text = converted(bytes, label)) return std::move(*text);
    return read_utf8(bytes, Bad::windows).text;
}

std::string character_of(std::uint32_t number) {
    bool const real = number <= 0x10FFFF && !U_IS_SURROGATE(number);
    std::string text;
    append(text, real ? static_cast<UChar32>(number) : 0xFFFD);
    return text;
}

}  // namespace bot::networks
