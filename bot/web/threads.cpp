#include "bot/web/threads.h"

#include <mutex>
#include <utility>  // Boost's asio forgets it.

#include <pplx/threadpool.h>

namespace bot::web {

void use_threads(int count) {
    static std::once_flag once;
    std::call_once(once,
                   [&] { crossplat::threadpool::initialize_with_threads(static_cast<std::size_t>(count)); });
}

}  // namespace bot::web
