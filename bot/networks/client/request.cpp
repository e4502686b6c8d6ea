#include "bot/networks/client/request.h"

#include <nlohmann/json.hpp>

namespace bot::networks {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(Json const& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Text and null would come back as something else than they were: they are kept as text, like what is no
// JSON.
Json body_of(std::string const& bytes) {
    auto const value = Json::parse(bytes, nullptr, false);
    bool const as_text = value.is_discarded() || value.is_string() || value.is_null() || dump(value) != bytes;
    return as_text ? Json(bytes) : value;
}

std::optional<std::string> text(Json const& object, char const* key) {
    auto const found = object.find(key);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

}  // namespace

Request json_request(std::string path, Json const& body,
                     std::vector<std::pair<std::string, std::string>> headers) {
    headers.insert(headers.begin(), {"Content-Type", "application/json"});
    return {"POST", std::move(path), std::move(headers), dump(body)};
}

std::string text_of(Request const& request) {
    auto headers = Json::object();
    for (auto const& [name, value] : request.headers) headers[name] = value;
    return dump(Json{{"method", request.method},
                     {"path", request.path},
                     {"headers", std::move(headers)},
                     {"body", request.body.empty() ? Json(nullptr) : body_of(request.body)}});
}

std::optional<Request> read_request(std::string_view written) {
    auto const object = Json::parse(written, nullptr, false);
    if (!object.is_object()) return std::nullopt;
    auto method = text(object, "method"), path = text(object, "path");
    auto const headers = object.find("headers"), body = object.find("body");
    if (!method || !path || headers == object.end() || !headers->is_object() || body == object.end())
        return std::nullopt;
    Request request{std::move(*method), std::move(*path), {}, {}};
    for (auto const& [name, value] : headers->items()) {
        if (!value.is_string()) return std::nullopt;
        request.headers.emplace_back(name, value.get<std::string>());
    }
    if (!body->is_null()) request.body = body->is_string() ? body->get<std::string>() : dump(*body);
    return request;
}

}  // namespace bot::networks
