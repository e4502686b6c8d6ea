#pragma once

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "bot/publish/pictures/sheet.h"

namespace bot::publish::pictures {

/// No picture was made; says in words of ours why. Whoever publishes goes on without it.
class DrawError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Makes PNGs and PDFs in a child process, one for each picture: `supportawards draw-picture`. The libraries
/// that draw take names from strangers; what goes wrong in them ends there, and their memory goes with them.
/// The child has nothing of our environment but where fonts are. Any thread; a call takes some tenths of a
/// second.
class Painter {
public:
    /// `program` is ours; while the daemon runs, the same that it was started from, even if its file was
    /// replaced. After `at_most` the child is killed.
    explicit Painter(std::filesystem::path program = "/proc/self/exe",
                     std::chrono::milliseconds at_most = std::chrono::seconds(20))
        : program_(std::move(program)), at_most_(at_most) {}

    /// Both throw DrawError.
    std::string png(std::string_view svg) const { return drawn_as("png", svg); }
    std::string pdf(Sheet const& sheet) const { return drawn_as("pdf", to_json(sheet)); }

private:
    std::string drawn_as(char const* format, std::string_view input) const;

    std::filesystem::path const program_;
    std::chrono::milliseconds const at_most_;
};

}  // namespace bot::publish::pictures
