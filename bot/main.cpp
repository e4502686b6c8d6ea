#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include "bot/base/log.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "storage/engine/error.h"

namespace {

int run(bot::commands::CommandLine const& typed) {
    if (typed.done) return *typed.done;
    return std::visit([&](auto const& command) { return bot::commands::run(command, typed.sources); },
                      typed.command);
}

/// Of memory, or of what a thread needs of it.
bool out_of_memory(std::exception const& error) {
    auto const* system = dynamic_cast<std::system_error const*>(&error);
    return dynamic_cast<std::bad_alloc const*>(&error) != nullptr ||
           (system != nullptr && system->code() == std::errc::resource_unavailable_try_again);
}

int complain(char const* text, int code) {
    std::fprintf(stderr, "supportawards: %s\n", text);
    return code;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(bot::commands::parse(count, words));
    } catch (config::Error const& error) {
        for (auto const& mistake : error.mistakes()) std::fprintf(stderr, "%s\n", mistake.c_str());
        return complain("the configuration has mistakes; nothing was started", 2);
    } catch (bot::UserError const& error) {
        return complain(error.what(), 1);
    } catch (storage::Error const& error) {
        return complain(error.what(), 1);
    } catch (std::exception const& error) {
        if (out_of_memory(error))
            return complain(
                "there is not enough memory: it needs 100 MB (MemoryMax), or 300 MB of addresses (ulimit -v)",
                1);
        bot::log::error("the program stopped at a mistake of its own", {{"why", error}});
        return complain("it cannot go on; the line above says why. Please report it with that line.", 1);
    }
}
