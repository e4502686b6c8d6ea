// What a stranger sends: target, headers, form. The first byte chooses the method, lines are headers until an
// empty one.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "bot/web/http/request.h"

namespace {

bot::web::Arrived arrived_from(std::string_view bytes) {
    auto const take_line = [&] {
        auto const end = bytes.find('\n');
        auto const line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        return std::string(line);
    };
    bot::web::Arrived arrived;
    static constexpr char const* methods[] = {"GET", "POST", "HEAD", "PUT"};
    if (!bytes.empty()) arrived.method = methods[bytes.front() & 3];
    arrived.target = take_line().erase(0, 1);
    for (auto line = take_line(); !line.empty(); line = take_line())
        arrived.headers[line.substr(0, line.find(':'))] =
            line.substr(std::min(line.find(':'), line.size() - 1) + 1);
    arrived.body = bytes;
    arrived.peer = "127.0.0.1";
    return arrived;
}

void demand(bool truth) {
    if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static bot::pages::Words const words;
    auto const read = bot::web::read_request(arrived_from({reinterpret_cast<char const*>(data), size}), words,
                                             {"127.0.0.1"});
    auto const& request = read.request;
    demand(request.path.starts_with('/') && bot::web::is_text(request.path));
    demand(request.path.find("/../") == std::string::npos && !request.path.ends_with("/.."));
    demand(request.path.find('\\') == std::string::npos && request.path.find("//") == std::string::npos);
    demand(request.language == "en" || request.language == "de");
    for (auto const* fields : {&request.query, &request.form})
        for (auto const& [name, value] : fields->all())
            demand(bot::web::is_text(name) && bot::web::is_text(value));
    (void)request.cookie("session");
    return 0;
}
