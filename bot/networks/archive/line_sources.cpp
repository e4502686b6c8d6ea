#include "bot/networks/archive/line_sources.h"

#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace bot::networks {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
struct CloseGzip {
    void operator()(gzFile_s* file) const noexcept { gzclose(file); }
};
struct FreeZstd {
    void operator()(ZSTD_DStream* stream) const noexcept { ZSTD_freeDStream(stream); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

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
        if (got < 0 && !cut_short) damage = why;
        return 0;
    }
    std::uint64_t used() const override { return static_cast<std::uint64_t>(gzoffset(file_.get())); }

private:
    std::unique_ptr<gzFile_s, CloseGzip> file_;
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
            if (ZSTD_isError(result)) damage = ZSTD_getErrorName(result);
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
    void refill() {
        auto const got = std::fread(packed_.data(), 1, packed_.size(), file_.get());
        in_ = {packed_.data(), got, 0};
        used_ += got;
    }
    File file_;
    std::unique_ptr<ZSTD_DStream, FreeZstd> stream_;
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

}  // namespace

std::unique_ptr<Lines::Source> open_source(std::filesystem::path const& file) {
    if (is_zstd(file)) return std::make_unique<Zstd>(file);
    return std::make_unique<PlainOrGzip>(file);
}

}  // namespace bot::networks
