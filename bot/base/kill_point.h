#pragma once

#include <string_view>

// For tests of what a crash leaves behind: they start a process with a name set, and look at what another one
// makes of the rest.

#ifdef SUPPORTAWARDS_TEST_HOOKS
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#endif

namespace bot {

/// A place where a test may end the process as a power cut would: if SUPPORTAWARDS_KILL_AT in the environment
/// is `name`, SIGKILL comes now. Names are the step and the moment: "publish.before_rename". Nothing at all
/// in a program built without test hooks.
inline void kill_point([[maybe_unused]] std::string_view name) {
#ifdef SUPPORTAWARDS_TEST_HOOKS
    if (auto const* at = std::getenv("SUPPORTAWARDS_KILL_AT"); at != nullptr && name == at)
        ::kill(::getpid(), SIGKILL);
#endif
}

}  // namespace bot
