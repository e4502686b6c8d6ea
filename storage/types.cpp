#include "storage/types.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <system_error>
#include <vector>

namespace storage {

std::string day_of(Time time) {
    std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string random_base32(std::size_t bytes) {
    std::vector<unsigned char> random(bytes);
    for (std::size_t got = 0; got < bytes;) {
        auto const n = getrandom(random.data() + got, bytes - got, 0);
        if (n < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
        if (n > 0) got += static_cast<std::size_t>(n);
    }
    std::string text;
    unsigned buffer = 0;
    int bits = 0;
    for (auto const byte : random) {
        buffer = buffer << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5)
            text += "abcdefghijklmnopqrstuvwxyz234567"[buffer >> (bits - 5) & 31];
    }
    if (bits > 0) text += "abcdefghijklmnopqrstuvwxyz234567"[buffer << (5 - bits) & 31];
    return text;
}

}  // namespace storage
