#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bot::commands {

/// Reads a file, or standard input, line by line without a copy per line.
class Lines {
public:
    /// An empty path is standard input. Throws UserError if the file cannot be opened.
    explicit Lines(std::filesystem::path const& file);

    /// Valid until the next call. Behind it lie at least `padding` readable bytes.
    std::optional<std::string_view> next();
    /// Of the line that next() returned last, from 1.
    long long number() const { return number_; }

    static constexpr std::size_t padding = 64;

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept {
            if (file != stdin) std::fclose(file);
        }
    };
    bool fill();

    std::unique_ptr<std::FILE, Close> file_;
    std::string name_, buffer_;
    std::size_t begin_ = 0, end_ = 0;
    bool at_end_ = false;
    long long number_ = 0;
};

}  // namespace bot::commands
