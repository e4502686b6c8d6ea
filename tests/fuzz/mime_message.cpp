// Subjects, names and texts of a mail, and mails somebody put into the outbox: no line may be slipped in.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

#include "bot/notify/mime_message.h"

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
    auto const line = std::min(text.find('\n'), text.size());
    auto const subject = text.substr(0, line), body = text.substr(std::min(line + 1, text.size()));
    auto const name = subject.substr(0, 20);
    MimeMessage const letter{"abc", "awards@example.org", name, "ana@example.org", subject, body, {}};
    try {
        auto const eml = to_eml(letter);
        demand(std::none_of(subject.begin(), subject.end(), is_control));
        demand(eml.find("\r\nBcc:") > eml.find("\r\n\r\n"));
        auto const read = read_eml(eml);
        demand(read && read->subject == subject && read->body == body && read->to == letter.to);
    } catch (std::invalid_argument const&) {
        demand(std::any_of(subject.begin(), subject.end(), is_control));
    }
    return 0;
}
