// Words that people typed, in every place of a page where words go: nothing may get out of its place.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "bot/pages/pages.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static bot::pages::Words const words;
    static bot::pages::Pages const pages(words);
    std::string const typed(reinterpret_cast<char const*>(data), size);
    auto const tags = [](std::string const& page) {
        return std::count(page.begin(), page.end(), '<') + std::count(page.begin(), page.end(), '"');
    };
    auto const render = [&](std::string const& text) {
        return pages.render("error", "en",
                            bot::pages::View()
                                .set("title", "t" + text)
                                .set("path", "/" + text)
                                .set("text", "t" + text)
                                .set("help", "t" + text)
                                .set("reference", "t" + text));
    };
    static auto const expected = tags(render(""));
    if (tags(render(typed)) != expected) std::abort();
    return 0;
}
