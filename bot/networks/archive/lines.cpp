#include "bot/networks/archive/lines.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "bot/text/json_lines.h"

namespace bot::networks {

class Lines::Source {
public:
    virtual ~Source() = default;
    /// Up to `size` bytes; 0 at the end or when damaged.
    virtual std::size_t read(char* to, std::size_t size) = 0;
    virtual std::uint64_t used() const = 0;

    std::string damage;
    bool cut_short = false;  // the end came inside packed bytes
};

namespace {

constexpr std::size_t piece = 64 * 1024;

template <auto Close>
struct Closed {
    void operator()(auto* handle) const noexcept { Close(handle); }
};
using File = std::unique_ptr<std::FILE, Closed<std::fclose>>;

File opened(std::filesystem::path const& path) {
    File file(std::fopen(path.c_str(), "rbe"));
    if (!file) throw std::system_error(errno, std::generic_category(), path.string());
    return file;
}

/// zlib passes what is not gzip through as it is, and joins the members of a file that was appended to.
class PlainOrGzip : public Lines::Source {
public:
    explicit PlainOrGzip(std::filesystem::path const& path) : file_(gzopen(path.c_str(), "rbe")) {
        if (!file_) throw std::system_error(errno, std::generic_category(), path.string());
        gzbuffer(file_.get(), 64 * 1024);
    }
    std::size_t read(char* to, std::size_t size) override {
        auto const got = gzread(file_.get(), to, static_cast<unsigned>(size));
        if (got > 0) return static_cast<std::size_t>(got);
        int code = 0;
        auto const* const why = gzerror(file_.get(), &code);
        // A last member that is still being written ends too early; that is no damage.
        cut_short = code == Z_BUF_ERROR;
        if (got < 0 && !cut_short) damage = std::string("is damaged from here on: ") + why;
        return 0;
    }
    std::uint64_t used() const override { return static_cast<std::uint64_t>(gzoffset(file_.get())); }

private:
    std::unique_ptr<gzFile_s, Closed<gzclose>> file_;
};

class Zstd : public Lines::Source {
public:
    explicit Zstd(std::filesystem::path const& path)
        : file_(opened(path)), stream_(ZSTD_createDStream()), packed_(ZSTD_DStreamInSize()) {
        if (!stream_) throw std::bad_alloc();
    }
    std::size_t read(char* to, std::size_t size) override {
        ZSTD_outBuffer out{to, size, 0};
        while (out.pos == 0 && damage.empty()) {
            // Even with no input left, what was unpacked before may still be inside the stream.
            if (in_.pos == in_.size) refill();
            auto const result = ZSTD_decompressStream(stream_.get(), &out, &in_);
            if (ZSTD_isError(result)) damage = trouble_with(result);
            if (in_.size == 0 && out.pos == 0) {
                cut_short = inside_ && damage.empty();
                break;
            }
            inside_ = result != 0;
        }
        return out.pos;
    }
    std::uint64_t used() const override { return used_ - (in_.size - in_.pos); }

private:
    static std::string trouble_with(std::size_t result) {
        // Packed with --long, as dumps of whole networks are: it would take up to 2 GiB of memory.
        if (ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge)
            return "needs more than 128 MiB of memory to unpack; repack it: zstd -dc --long=31 FILE | zstd -o NEW.zst";
        return std::string("is damaged from here on: ") + ZSTD_getErrorName(result);
    }
    void refill() {
        auto const got = std::fread(packed_.data(), 1, packed_.size(), file_.get());
        in_ = {packed_.data(), got, 0};
        used_ += got;
    }
    File file_;
    std::unique_ptr<ZSTD_DStream, Closed<ZSTD_freeDStream>> stream_;
    std::vector<char> packed_;
    ZSTD_inBuffer in_{nullptr, 0, 0};
    std::uint64_t used_ = 0;
    bool inside_ = false;  // a frame has begun and not ended
};

bool is_zstd(std::filesystem::path const& path) {
    auto const file = opened(path);
    unsigned char first[4] = {};
    return std::fread(first, 1, sizeof first, file.get()) == sizeof first && first[0] == 0x28 &&
           first[1] == 0xB5 && first[2] == 0x2F && first[3] == 0xFD;
}

/// The right one for the file's first bytes. Throws std::system_error.
std::unique_ptr<Lines::Source> open_source(std::filesystem::path const& file) {
    if (is_zstd(file)) return std::make_unique<Zstd>(file);
    return std::make_unique<PlainOrGzip>(file);
}

}  // namespace

Lines::Lines(std::filesystem::path const& file) : source_(open_source(file)) {}
Lines::~Lines() = default;

std::string const& Lines::damage() const {
    return source_->damage;
}
bool Lines::cut_short() const {
    return source_->cut_short;
}
std::uint64_t Lines::used() const {
    return source_->used();
}

/// Puts one more piece behind what is in the buffer.
bool Lines::fill() {
    before_ += at_;
    buffer_.erase(0, at_);
    at_ = 0;
    auto const had = buffer_.size();
    buffer_.resize(had + piece);
    auto const got = source_->read(buffer_.data() + had, piece);
    buffer_.resize(had + got);
    return got > 0;
}

std::string_view Lines::peek(std::size_t bytes) {
    while (buffer_.size() < bytes && fill()) continue;
    return std::string_view(buffer_).substr(0, bytes);
}

bool Lines::skip_to(std::uint64_t position) {
    while (before_ + buffer_.size() < position) {
        at_ = buffer_.size();
        if (!fill()) return false;
    }
    if (position < before_ + at_) return false;
    at_ = position - before_;
    return true;
}

std::optional<Lines::Line> Lines::next_object() {
    for (;;) {
        auto const rest = std::string_view(buffer_).substr(at_);
        auto const place = text::object_in(rest);
        if (place && place->end != rest.npos) {
            at_ += place->end;
            auto const text = rest.substr(place->begin, place->end - place->begin);
            return Line{text.substr(0, longest), before_ + at_, true, text.size() > longest};
        }
        if (place && rest.size() - place->begin > longest) {
            // Where it ends nobody knows, so neither where the next one begins.
            do at_ = buffer_.size();
            while (fill());
            return Line{{}, before_ + at_, true, true};
        }
        if (!place) at_ = buffer_.size();  // Nothing but commas and brackets.
        if (fill()) continue;
        if (!place) return std::nullopt;
        at_ = buffer_.size();
        return Line{std::string_view(buffer_).substr(buffer_.size() - rest.size() + place->begin),
                    before_ + at_, false, false};
    }
}

std::optional<Lines::Line> Lines::next() {
    if (by_object_) return next_object();
    std::size_t searched = 0;  // from at_
    bool too_long = false;
    for (;;) {
        auto const end = text::line_end_in(std::string_view(buffer_).substr(at_ + searched));
        if (end != std::string_view::npos) {
            auto const text = std::string_view(buffer_).substr(at_, searched + end);
            at_ += text.size() + 1;
            return Line{text.substr(0, longest), before_ + at_, true, too_long || text.size() > longest};
        }
        searched = buffer_.size() - at_;
        if (searched > 0 && buffer_.back() == '\r') --searched;  // What comes next decides.
        if (searched > longest) {                                // Nobody needs it: let go of what was read.
            too_long = true;
            at_ += searched;
            searched = 0;
        }
        if (fill()) continue;
        if (searched == 0 && !too_long) return std::nullopt;
        auto const text = std::string_view(buffer_).substr(at_);
        at_ = buffer_.size();
        return Line{text, before_ + at_, false, too_long};
    }
}

}  // namespace bot::networks
