#include "bot/web/http/threads.h"

#include <mutex>
#include <stdexcept>
#include <utility>  // Boost's asio forgets it.

#include <pplx/threadpool.h>

namespace bot::web {

void use_threads(int count) {
    static std::once_flag once;
    std::call_once(once, [&] {
        try {
            crossplat::threadpool::initialize_with_threads(static_cast<std::size_t>(count));
        } catch (std::runtime_error const&) {
            // A network that streams was asked before anything listened: the pool is there, with 40 threads.
        }
    });
}

}  // namespace bot::web
