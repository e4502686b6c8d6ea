#include "bot/base/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cctype>
#include <memory>

namespace bot::log {
namespace {

struct Destination {
    std::shared_ptr<spdlog::logger> logger;
    bool json = false;
};

Destination made(Settings const& settings) {
    spdlog::sink_ptr sink;
    if (settings.file.empty())
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    else
        sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(settings.file.string());
    auto logger = std::make_shared<spdlog::logger>("supportawards", sink);
    bool const json = settings.format == "json";
    logger->set_pattern(
        json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%Y-%m-%dT%H:%M:%S.%eZ level=%l %v",
        spdlog::pattern_time_type::utc);
    logger->set_level(spdlog::level::from_str(settings.level));
    logger->flush_on(spdlog::level::debug);
    return {std::move(logger), json};
}

/// The one place where the process writes its log; start() changes it before there are threads.
Destination& current() {
    static Destination destination = made({});
    return destination;
}

bool part_of_address(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) ||
           std::string_view("._%+-").find(letter) != std::string_view::npos;
}

/// Mail addresses become [address], invite links and one-time links lose their token.
std::string masked(std::string_view text) {
    std::string out(text);
    for (auto at = out.find('@'); at != std::string::npos; at = out.find('@', at + 1)) {
        auto from = at, to = at + 1;
        while (from > 0 && part_of_address(out[from - 1])) --from;
        while (to < out.size() && part_of_address(out[to])) ++to;
        if (from == at || out.substr(at, to - at).find('.') == std::string::npos) continue;
        out.replace(from, to - from, "[address]");
        at = from;
    }
    for (std::string_view const place : {"/n/", "/confirm/", "/mine/", "/follow-up/", "/sign-in/"})
        for (auto found = out.find(place); found != std::string::npos; found = out.find(place, found + 1)) {
            auto const from = found + place.size();
            auto to = from;
            while (to < out.size() && std::isalnum(static_cast<unsigned char>(out[to]))) ++to;
            if (to > from) out.replace(from, to - from, "[token]");
        }
    return out;
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (char const letter : text) {
        if (letter == '"' || letter == '\\')
            (out += '\\') += letter;
        else if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(letter)));
        else
            out += letter;
    }
    return out += '"';
}

std::string shown(Field::Value const& value) {
    if (auto const* words = std::get_if<std::string>(&value)) return in_quotes(masked(*words));
    if (auto const* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    if (auto const* number = std::get_if<double>(&value)) return fmt::format("{:.6g}", *number);
    return std::to_string(std::get<long long>(value));
}

void write(spdlog::level::level_enum level, Literal what, Fields fields) {
    auto const& to = current();
    if (!to.logger->should_log(level)) return;
    auto line = (to.json ? "\"what\":" : "what=") + in_quotes(what.text());
    for (auto const& field : fields)
        line +=
            fmt::format(fmt::runtime(to.json ? ",\"{}\":{}" : " {}={}"), field.name(), shown(field.value()));
    to.logger->log(level, line);
}

}  // namespace

void debug(Literal what, Fields fields) {
    write(spdlog::level::debug, what, fields);
}
void info(Literal what, Fields fields) {
    write(spdlog::level::info, what, fields);
}
void warn(Literal what, Fields fields) {
    write(spdlog::level::warn, what, fields);
}
void error(Literal what, Fields fields) {
    write(spdlog::level::err, what, fields);
}

void start(Settings const& settings) {
    current() = made(settings);
}

}  // namespace bot::log
