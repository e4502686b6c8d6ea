// HTML as posts and feeds bring it.
#include "bot/text/html_text.h"
#include "tests/fuzz/post.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const text = bot::text::text_of_html({reinterpret_cast<char const*>(data), size});
    if (!text.empty()) demand_text(text);
    return 0;
}
