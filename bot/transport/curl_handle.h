#pragma once

#include <curl/curl.h>

#include <memory>

// Private to this folder: libcurl's handles with their deleters.

namespace bot::transport {

/// For one request at a time, of one thread at a time.
struct FreeHandle {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
/// Headers and recipients; must live until the transfer is over.
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
/// curl_easy_setopt() on it answers a mistake of ours with a code that nobody reads: tests cover each option.
using Handle = std::unique_ptr<CURL, FreeHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

/// A fresh handle; null if there is no memory. Starts libcurl the first time. Any thread.
inline Handle new_handle() {
    static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
    return started == CURLE_OK ? Handle(curl_easy_init()) : nullptr;
}

}  // namespace bot::transport
