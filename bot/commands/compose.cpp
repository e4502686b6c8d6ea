#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/ways.h"

namespace bot::commands {
namespace {

void print(std::string const& network, std::string const& text, std::string const& parent) {
    auto const line = line_of(show(network, text, parent)) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
}

}  // namespace

int run(Compose const& command, config::Sources const&) {
    if (command.text) return print(command.network, *command.text, command.reply_to), 0;
    (void)show(command.network, "", "");  // A name that is none is told before anything is read.
    Lines lines({});
    bool any_bad = false;
    while (auto const line = lines.next()) {
        if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto const text = nlohmann::json::parse(*line, nullptr, false);
        if (text.is_string()) {
            print(command.network, text.get<std::string>(), command.reply_to);
        } else {
            any_bad = true;
            fmt::print(stderr, "line {}: not a JSON string\n", lines.number());
        }
    }
    return any_bad ? 1 : 0;
}

}  // namespace bot::commands
