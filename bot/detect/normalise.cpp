#include "bot/detect/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <array>
#include <stdexcept>

namespace bot::detect {

namespace {

// No letter carries more marks than this in any writing; the rest of a "zalgo" pile folds by itself.
constexpr int most_marks = 16;

icu::Normalizer2 const& nfkc_casefold() {
    static icu::Normalizer2 const* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        auto const* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC case folding");
        return found;
    }();
    return *instance;
}

struct Entity {
    std::string_view written;
    char stands_for;
};
constexpr std::array<Entity, 7> entities{{{"&amp;", '&'},
                                          {"&lt;", '<'},
                                          {"&gt;", '>'},
                                          {"&quot;", '"'},
                                          {"&#39;", '\''},
                                          {"&apos;", '\''},
                                          {"&nbsp;", ' '}}};

Entity const* entity_at(std::string_view words) {
    for (auto const& entity : entities) {
        if (words.substr(0, entity.written.size()) == entity.written) return &entity;
    }
    return nullptr;
}

// Typographic quotes and dashes are how phones write the plain ones.
char plain_sign(char32_t c) {
    if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4) return '\'';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    return 0;
}

class Folding {
public:
    Folding(std::string_view words, Normalised& out) : words_(words), out_(out) {
        out.text.clear();
        out.start.clear();
        out.end.clear();
        out.byte_of.clear();
    }

    void run() {
        while (at_ < words_.size()) {
            auto const byte = static_cast<unsigned char>(words_[at_]);
            if (byte < 0x80) {
                ascii(static_cast<char>(byte));
            } else {
                segment();
            }
        }
        out_.byte_of.push_back(static_cast<std::uint32_t>(words_.size()));
    }

private:
    std::uint32_t point() const { return static_cast<std::uint32_t>(out_.byte_of.size()); }

    void put(char c, std::uint32_t start, std::uint32_t end) {
        out_.text.push_back(c);
        out_.start.push_back(start);
        out_.end.push_back(end);
    }

    // A combining mark may follow a plain letter; then both fold together.
    bool mark_follows(std::size_t at) const {
        if (at >= words_.size() || static_cast<unsigned char>(words_[at]) < 0xCC) return false;
        return !nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(next_code_point(words_, at)));
    }

    void ascii(char c) {
        if (c == '&') {
            if (auto const* entity = entity_at(words_.substr(at_))) return read_entity(*entity);
        }
        if (mark_follows(at_ + 1)) return segment();
        auto const here = point();
        out_.byte_of.push_back(static_cast<std::uint32_t>(at_++));
        put(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c, here, here + 1);
    }

    void read_entity(Entity const& entity) {
        auto const here = point();
        for (std::size_t i = 0; i < entity.written.size(); ++i) {
            out_.byte_of.push_back(static_cast<std::uint32_t>(at_++));
        }
        put(entity.stands_for, here, point());
    }

    char32_t take() {
        out_.byte_of.push_back(static_cast<std::uint32_t>(at_));
        return next_code_point(words_, at_);
    }

    void segment() {
        auto const here = point();
        auto const first = take();
        if (auto const plain = plain_sign(first)) return put(plain, here, here + 1);
        icu::UnicodeString written(static_cast<UChar32>(first));
        for (int marks = 0; marks < most_marks && mark_follows(at_); ++marks) {
            written.append(static_cast<UChar32>(take()));
        }
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString const folded_text = nfkc_casefold().normalize(written, status);
        std::string bytes;
        if (U_SUCCESS(status)) folded_text.toUTF8String(bytes);
        for (char const byte : bytes) put(byte, here, point());
    }

    std::string_view words_;
    Normalised& out_;
    std::size_t at_ = 0;
};

}  // namespace

char32_t next_code_point(std::string_view words, std::size_t& at) {
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(words.data());
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(bytes, at, words.size(), point);
    return static_cast<char32_t>(point);
}

void append_utf8(std::string& text, char32_t code_point) {
    std::array<std::uint8_t, 4> bytes{};
    int length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, static_cast<UChar32>(code_point));
    text.append(reinterpret_cast<char const*>(bytes.data()), static_cast<std::size_t>(length));
}

void normalise(std::string_view words, Normalised& out) {
    Folding(words, out).run();
}

std::string folded(std::string_view words) {
    Normalised out;
    normalise(words, out);
    return out.text;
}

}  // namespace bot::detect
