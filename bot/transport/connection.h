#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <string>

// Private to this folder: libcurl's handles with their deleters, and where they may connect to.

namespace bot::transport {

struct FreeHandle {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
/// For one request at a time, of one thread at a time. Keeps its connections for the next.
using Handle = std::unique_ptr<CURL, FreeHandle>;
/// Headers or recipients; lives until the transfer is over.
using List = std::unique_ptr<curl_slist, FreeList>;

/// Puts the line behind the others. Throws std::bad_alloc, and the list is as it was.
void append(List& list, std::string const& line);

/// A fresh handle; null if there is no memory. Starts libcurl the first time. Any thread.
Handle new_handle();

/// What every HTTP exchange is made with: http and https alone, no proxy of the environment, certificates
/// checked, no signals (libcurl's would end threads that resolve names). A user agent of "" is
/// "SupportAwards".
void set_usual_options(CURL* curl, std::string const& user_agent, std::chrono::milliseconds connect_timeout);

/// Whether it is an address of the public internet: not loopback, private, link-local, multicast, reserved
/// for documentation or for a provider's own use, nor one of IPv4 dressed as IPv6 that is. Other families are
/// not.
bool is_public(sockaddr const& address);

/// For CURLOPT_OPENSOCKETFUNCTION, which is asked after the name was resolved: CURL_SOCKET_BAD if the address
/// is not public although only such are allowed, and if the system has no socket left.
curl_socket_t open_socket(curl_sockaddr const& address, bool private_addresses);

}  // namespace bot::transport
