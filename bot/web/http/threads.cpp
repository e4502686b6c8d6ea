#include "bot/web/http/threads.h"

#include <stdexcept>
#include <utility>  // Boost's asio forgets it.

#include <pplx/threadpool.h>

namespace bot::web {

void use_threads(int count) {
    try {
        crossplat::threadpool::initialize_with_threads(static_cast<std::size_t>(count));
    } catch (std::runtime_error const&) {
        // The library's pool is there already: from an earlier call, or with its own 40 threads because a
        // network that streams was asked before anything listened.
    }
}

}  // namespace bot::web
