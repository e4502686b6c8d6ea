#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The calls that post something are written down before they are made, and made from what was written down:
// so a restart sends the same bytes or none.
namespace bot::networks {

/// A call that changes something, as it is kept before it is made: everything but the host and the secrets
/// (the connector adds those when it sends).
struct Request {
    std::string method;
    std::string path;  // with its query, from the slash on
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;  // the exact bytes; "" if there is none
};

/// A POST of JSON to that path, without blanks; what is no UTF-8 is replaced. `headers` come behind the
/// Content-Type.
Request json_request(std::string path, nlohmann::ordered_json const& body,
                     std::vector<std::pair<std::string, std::string>> headers = {});

/// For Composed::request, the database and people: {"method", "path", "headers", "body"}. A body of JSON
/// stands there as JSON, any other as text. Bytes that are not UTF-8 become U+FFFD.
std::string text_of(Request const& request);

/// The request of such a text, its body byte for byte if `text_of` was given JSON without needless blanks (as
/// the functions of compose.h make it); empty if it is none.
std::optional<Request> read_request(std::string_view text);

}  // namespace bot::networks
