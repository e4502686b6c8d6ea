#include "bot/networks/archive/lines.h"

#include <algorithm>
#include <cstring>

#include "bot/networks/archive/line_sources.h"

namespace bot::networks {
namespace {

constexpr std::size_t piece = 64 * 1024;

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

std::optional<Lines::Line> Lines::next() {
    std::size_t searched = 0;  // from at_
    bool too_long = false;
    for (;;) {
        auto const* const from = buffer_.data() + at_ + searched;
        auto const length = buffer_.size() - at_ - searched;
        if (auto const* const end = static_cast<char const*>(std::memchr(from, '\n', length))) {
            auto const text =
                std::string_view(buffer_).substr(at_, static_cast<std::size_t>(end - buffer_.data()) - at_);
            at_ += text.size() + 1;
            return Line{text.substr(0, longest), before_ + at_, true, too_long || text.size() > longest};
        }
        searched = buffer_.size() - at_;
        if (searched > longest) {  // Nobody needs it: let go of what was read.
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
