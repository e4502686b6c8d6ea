// What an operator types to be listened for: it is refused or read, has one form, and every network gets a
// search that is no longer than it may be or is told what is wrong.
#include "bot/base/user_error.h"
#include "bot/networks/networks.h"
#include "bot/watch/dialect.h"
#include "bot/watch/filter.h"
#include "tests/fuzz/post.h"

namespace {

using namespace bot;
using namespace bot::networks;

std::optional<watch::Query> read(std::string_view words) {
    try {
        return watch::parse(words);
    } catch (bot::UserError const&) {
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const words(reinterpret_cast<char const*>(data), size);
    auto const query = read(words);
    if (!query) return 0;
    auto const form = watch::text_of(*query);
    demand(is_utf8(form));
    auto const again = read(form);
    demand(again && *again == *query);
    watch::holds(*query, {form});
    auto const named = watch::with_names(*query, [](std::string_view) {
        return std::vector<std::string>{"@acme", "#acme", "Acme Ltd"};
    });
    for (auto const* network : networks::descriptors()) {
        if (!network->dialect) continue;
        auto const& dialect = *network->dialect;
        auto const searches = watch::searches(named, dialect);
        demand(!searches.empty());
        if (!watch::faults(named, dialect).empty()) continue;
        for (auto const& search : searches) demand(is_utf8(search));
    }
    return 0;
}
