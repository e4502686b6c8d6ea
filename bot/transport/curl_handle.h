#pragma once

#include <curl/curl.h>

#include <memory>

// Private to this folder: libcurl's handles with their deleters.

namespace bot::transport {

struct FreeHandle {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

/// A fresh handle; null if there is no memory. Starts libcurl the first time.
Handle new_handle();

}  // namespace bot::transport
