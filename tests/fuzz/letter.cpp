// Subjects, names and texts of a mail, and mails somebody put into the outbox: no line may be slipped in.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

#include "bot/notify/encoding.h"
#include "bot/notify/letter.h"

namespace {

void demand(bool truth) {
    if (!truth) std::abort();
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace bot::notify;
    std::string const text(reinterpret_cast<char const*>(data), size);
    read_eml(text);
    demand(decode_quoted_printable(encode_quoted_printable(text)).size() <= text.size());
    Letter letter{"abc", "awards@example.org", text.substr(0, 20), "ana@example.org", text, text, {}};
    try {
        auto const eml = to_eml(letter);
        demand(std::none_of(text.begin(), text.end(), is_control));
        auto const head = eml.substr(0, eml.find("\r\n\r\n"));
        demand(std::count(head.begin(), head.end(), ':') >= 9);
        demand(head.find("\r\nBcc:") == head.npos);
        auto const read = read_eml(eml);
        demand(read && read->subject == text && read->body == text && read->to == letter.to);
    } catch (std::invalid_argument const&) {
        demand(std::any_of(text.begin(), text.end(), is_control));
    }
    return 0;
}
