// A mail address as a stranger typed it; and what must hold of one that was taken.
#include <cstdint>
#include <cstdlib>

#include "bot/nominate/look_alike.h"
#include "bot/nominate/mail_address.h"
#include "bot/notify/mime_message.h"

namespace {

void demand(bool truth) {
    if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::nominate;
    std::string_view const typed(reinterpret_cast<char const*>(data), size);
    auto const address = read_address(typed);
    if (!address) return 0;
    demand(bot::notify::is_plain_address(address->text()));
    auto const again = read_address(address->text());
    demand(again && again->text() == address->text());
    auto const one = folded(*address);
    auto const refolded = read_address(one);
    demand(refolded && folded(*refolded) == one);
    demand(address_prefix(typed).empty());
    name_run(*address);
    return 0;
}
