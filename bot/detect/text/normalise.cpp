#include "bot/detect/text/normalise.h"

#include <array>
#include <cstring>

#include "bot/detect/text/code_points.h"

namespace bot::detect {

namespace {

// No letter carries more marks than this in any writing; the rest of a "zalgo" pile folds by itself.
constexpr int most_marks = 16;

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

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Eight characters at once. Each byte must be ASCII; a byte's top bit then holds the answer to a comparison.
constexpr std::uint64_t each = 0x0101010101010101ULL, top = 0x80 * each;

bool is_ascii(std::uint64_t eight) {
    return (eight & top) == 0;
}
std::uint64_t lower(std::uint64_t eight) {
    auto const from_a = eight + (0x80 - 'A') * each;
    auto const after_z = eight + (0x80 - 'Z' - 1) * each;
    return eight | ((from_a & ~after_z & top) >> 2);
}

// Where the first byte stands that is not ASCII, or the end; up to there `to` is what `from` is in small
// letters.
std::size_t lower_ascii(std::string_view from, char* to) {
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= from.size(); at += sizeof eight) {
        std::memcpy(&eight, from.data() + at, sizeof eight);
        if (!is_ascii(eight)) break;
        eight = lower(eight);
        std::memcpy(to + at, &eight, sizeof eight);
    }
    for (; at < from.size() && static_cast<unsigned char>(from[at]) < 0x80; ++at) to[at] = lower(from[at]);
    return at;
}

}  // namespace

class Normaliser {
public:
    Normaliser(std::string_view words, Normalised& out) : words_(words), out_(out) {
        out.plain_ = false;
        out.text.clear();
        out.start_.clear();
        out.end_.clear();
        out.byte_of_.clear();
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
        out_.byte_of_.push_back(static_cast<std::uint32_t>(words_.size()));
    }

private:
    std::uint32_t point() const { return static_cast<std::uint32_t>(out_.byte_of_.size()); }

    void put(char c, std::uint32_t start, std::uint32_t end) {
        out_.text.push_back(c);
        out_.start_.push_back(start);
        out_.end_.push_back(end);
    }
    void put(std::string_view folded, std::uint32_t start, std::uint32_t end) {
        for (char const byte : folded) put(byte, start, end);
    }

    // A combining mark may follow a plain letter; then both fold together.
    bool mark_follows(std::size_t at) const {
        if (at >= words_.size() || static_cast<unsigned char>(words_[at]) < 0xCC) return false;
        return code_point(next_code_point(words_, at)).joins;
    }

    void ascii(char c) {
        if (c == '&') {
            if (auto const* entity = entity_at(words_.substr(at_))) return read_entity(*entity);
        }
        if (mark_follows(at_ + 1)) return segment();
        plain_run();
    }

    // From here up to what is not plain, or has a mark behind it.
    void plain_run() {
        auto end = at_ + 1;
        while (end < words_.size() && static_cast<unsigned char>(words_[end]) < 0x80 && words_[end] != '&')
            ++end;
        if (end > at_ + 1 && mark_follows(end)) --end;
        auto const here = point();
        auto const before = out_.text.size(), count = end - at_;
        out_.text.resize(before + count);
        out_.start_.resize(before + count);
        out_.end_.resize(before + count);
        out_.byte_of_.resize(here + count);
        lower_ascii(words_.substr(at_, count), out_.text.data() + before);
        for (std::uint32_t i = 0; i < count; ++i) {
            out_.start_[before + i] = here + i;
            out_.end_[before + i] = here + i + 1;
            out_.byte_of_[here + i] = static_cast<std::uint32_t>(at_ + i);
        }
        at_ = end;
    }

    void read_entity(Entity const& entity) {
        auto const here = point();
        for (std::size_t i = 0; i < entity.written.size(); ++i) {
            out_.byte_of_.push_back(static_cast<std::uint32_t>(at_++));
        }
        put(entity.stands_for, here, point());
    }

    char32_t take() {
        out_.byte_of_.push_back(static_cast<std::uint32_t>(at_));
        return next_code_point(words_, at_);
    }

    void segment() {
        auto const here = point();
        std::array<char32_t, 1 + most_marks> written{take()};
        if (auto const plain = plain_sign(written[0])) return put(plain, here, here + 1);
        std::size_t length = 1;
        while (length < written.size() && mark_follows(at_)) written[length++] = take();
        if (length == 1 && written[0] >= 0x80) {
            auto const& known = code_point(written[0]);
            if (known.fits) return put(known.folded_text(), here, point());
        }
        put(fold({written.data(), length}), here, point());
    }

    std::string_view words_;
    Normalised& out_;
    std::size_t at_ = 0;
};

// Most posts are ASCII without an entity: a character a byte, and no way back to keep.
void normalise(std::string_view words, Normalised& out) {
    out.text.resize(words.size());
    out.plain_ =
        lower_ascii(words, out.text.data()) == words.size() && words.find('&') == std::string_view::npos;
    if (!out.plain_) Normaliser(words, out).run();
}

std::string folded(std::string_view words) {
    Normalised out;
    normalise(words, out);
    return std::move(out.text);
}

}  // namespace bot::detect
