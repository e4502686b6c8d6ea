// A line of any bytes: what is dropped unread would have been dropped read, and a verdict can be added to
// what is a post.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "bot/commands/post_lines.h"
#include "bot/detect/detect.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static bot::detect::Detector const detector(bot::detect::shipped_model(),
                                                {{"acme", "Acme Air", {"acme"}, {"flyacme"}, {"Acme"}, {}}});
    std::string padded(reinterpret_cast<char const*>(data), size);
    padded.resize(size + bot::commands::Lines::padding);
    std::string_view const line(padded.data(), size);
    bool const worth_reading = detector.may_hold_praise(line);
    bot::commands::PostLine reader;
    try {
        auto const verdict = detector.detect(reader.read(line));
        if (!worth_reading && !verdict.prefiltered) std::abort();
        bot::commands::with_verdict(line, verdict);
    } catch (bot::commands::NotAPost const&) {
    }
    return 0;
}
