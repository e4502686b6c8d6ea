#include "bot/transport/curl_handle.h"

#include <mutex>

namespace bot::transport {

Handle new_handle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    return Handle(curl_easy_init());
}

}  // namespace bot::transport
