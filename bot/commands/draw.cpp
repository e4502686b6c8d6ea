#include <array>
#include <cstdio>

#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/publish/pictures/draw.h"

namespace bot::commands {
namespace {

std::string standard_input() {
    constexpr std::size_t most = 8 * 1024 * 1024;
    std::string all;
    std::array<char, 64 * 1024> buffer{};
    while (auto const read = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
        all.append(buffer.data(), read);
        if (all.size() > most) throw UserError(UserError::Kind::invalid, "a picture has at most 8 MB");
    }
    return all;
}

std::string drawn(bool pdf, std::string const& input) try {
    using namespace publish::pictures;
    return pdf ? pdf_of(sheet_of(input)) : png_of(input);
} catch (std::runtime_error const& error) {
    throw UserError(UserError::Kind::invalid, error.what());
}

}  // namespace

int run(DrawPicture const& asked, config::Sources const&) {
    publish::pictures::confine();
    auto const picture = drawn(asked.format == "pdf", standard_input());
    auto const written = std::fwrite(picture.data(), 1, picture.size(), stdout);
    return written == picture.size() && std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace bot::commands
