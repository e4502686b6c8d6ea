#include "bot/commands/lines.h"

#include <cstring>

#include "bot/base/user_error.h"

namespace bot::commands {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 18;

}  // namespace

Lines::Lines(std::filesystem::path const& file)
    : file_(file.empty() ? stdin : std::fopen(file.c_str(), "rb")),
      name_(file.empty() ? "standard input" : file.string()),
      buffer_(chunk + padding, '\0') {
    if (!file_) throw UserError(UserError::Kind::not_found, name_ + " cannot be read");
}

// Moves what is left to the front and reads on; a line longer than the buffer makes it grow.
bool Lines::fill() {
    if (at_end_) return false;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ + padding + chunk > buffer_.size()) buffer_.resize(end_ + padding + chunk);
    auto const got = std::fread(buffer_.data() + end_, 1, chunk, file_.get());
    end_ += got;
    if (got == 0 && std::ferror(file_.get()) != 0) {
        throw UserError(UserError::Kind::unavailable, "reading " + name_ + " failed");
    }
    at_end_ = got == 0;
    return !at_end_;
}

std::optional<std::string_view> Lines::next() {
    std::size_t seen = begin_;
    for (;;) {
        auto const* found = std::memchr(buffer_.data() + seen, '\n', end_ - seen);
        if (found != nullptr) {
            auto const at = static_cast<std::size_t>(static_cast<char const*>(found) - buffer_.data());
            std::string_view const line(buffer_.data() + begin_, at - begin_);
            begin_ = at + 1;
            ++number_;
            return line;
        }
        auto const held = end_ - begin_;
        if (fill()) {
            seen = begin_ + held;
            continue;
        }
        if (begin_ == end_) return std::nullopt;
        std::string_view const line(buffer_.data() + begin_, end_ - begin_);
        begin_ = end_;
        ++number_;
        return line;
    }
}

}  // namespace bot::commands
