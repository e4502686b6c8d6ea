// A post of any bytes: the verdict keeps its promises, and can be printed.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "bot/commands/post_lines.h"
#include "bot/detect/detect.h"
#include "bot/detect/text/normalise.h"

namespace {

std::size_t code_points(std::string_view text) {
    bot::detect::Normalised post;
    bot::detect::normalise(text, post);
    return post.length();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static bot::detect::Detector const detector(
        bot::detect::shipped_model(),
        {{"acme", "Acme Air", {"acme"}, {"flyacme"}, {"Acme"}, {"Acme Tools"}}});
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const verdict = detector.explain({text, "", ""});
    if (!(verdict.praise >= 0 && verdict.praise <= 1)) std::abort();
    if (verdict.handle == "" || verdict.person == "" || verdict.company == "") std::abort();
    auto const length = code_points(text);
    for (auto const& reason : verdict.reasons) {
        if (reason.start >= reason.end || reason.end > length) std::abort();
        if (code_points(reason.text) != reason.end - reason.start) std::abort();
    }
    bot::commands::verdict_json(verdict);
    return 0;
}
