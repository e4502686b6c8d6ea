// Answers to us, which may say stop.
#include "bot/listen/opt_out/stop.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const text(reinterpret_cast<char const*>(data), size);
    // A line that somebody else is quoted with changes nothing.
    demand(bot::listen::says_stop(text) == bot::listen::says_stop("> stop\n" + text));
    return 0;
}
