// A companies file as somebody saved it.
#include <cstdint>
#include <cstdlib>

#include "bot/listen/companies.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const read = bot::listen::read_companies("f.csv", {reinterpret_cast<char const*>(data), size});
    for (auto const& company : read.companies)
        if (company.key.empty() || company.name.empty()) std::abort();
    return 0;
}
