#include "bot/networks/client/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/timestamps.h"
#include "bot/networks/network.h"
#include "bot/text/mend.h"
#include "bot/transport/http.h"

namespace bot::networks::json {

using nlohmann::json;
namespace {

json const& nothing() {
    static json const value;
    return value;
}

std::optional<std::int64_t> whole_of(double number) {
    constexpr double exact = 9'007'199'254'740'992.0;  // 2^53
    bool const good = std::abs(number) <= exact && std::trunc(number) == number;
    return good ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

std::optional<std::int64_t> whole_of(std::string const& text) {
    std::int64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace

json const& item(json const& value, std::string_view key) {
    if (!value.is_object()) return nothing();
    auto const found = value.find(key);
    return found == value.end() ? nothing() : *found;
}

json const& deep(json const& value, std::string_view path) {
    auto const slash = path.find('/');
    auto const& inner = item(value, path.substr(0, slash));
    return slash == path.npos ? inner : deep(inner, path.substr(slash + 1));
}

json const& list(json const& value, std::string_view key) {
    static json const empty = json::array();
    auto const& found = item(value, key);
    return found.is_array() ? found : empty;
}

json const& needed_list(json const& value, std::string_view path, std::string const& message) {
    auto const& found = path.empty() ? value : deep(value, path);
    if (!found.is_array()) throw NetworkError(NetworkError::Class::theirs, message);
    return found;
}

void tell_strays(SearchPage& page, json const& list) {
    auto const strays = std::ranges::count_if(list, [](json const& one) { return !one.is_object(); });
    if (strays > 0)
        page.skipped.push_back({"a page", std::to_string(strays) + " of its " + std::to_string(list.size()) +
                                              " items are none"});
}

std::optional<std::string> text(json const& value) {
    std::string words;
    if (value.is_string()) words = value.get<std::string>();
    if (value.is_number()) words = value.dump();
    std::erase(words, '\0');
    return words.empty() ? std::nullopt : std::optional(std::move(words));
}

std::optional<std::string> text(json const& value, std::string_view key) {
    return text(item(value, key));
}

std::optional<std::string> address(json const& value, std::string_view key) {
    auto url = text(value, key);
    if (!url || !begins_as_web(*url)) return std::nullopt;
    for (auto const c : *url)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return std::nullopt;
    return url;
}

std::optional<std::int64_t> whole(json const& value, std::string_view key) {
    auto const& found = item(value, key);
    if (found.is_string()) return whole_of(found.get_ref<std::string const&>());
    if (found.is_number_float()) return whole_of(found.get<double>());
    if (found.is_number_unsigned() && found.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    return found.is_number_integer() ? std::optional(found.get<std::int64_t>()) : std::nullopt;
}

bool truth(json const& value, std::string_view key) {
    auto const& found = item(value, key);
    return found.is_boolean() && found.get<bool>();
}

std::optional<storage::Time> moment(json const& value, std::string_view key) {
    auto const& found = item(value, key);
    if (found.is_string()) return time_from_text(found.get_ref<std::string const&>());
    return found.is_number() ? time_from_number(found.get<double>()) : std::nullopt;
}

json parsed(std::string_view text) {
    std::string room;
    return json::parse(text::mended_json(text, room), nullptr, false);
}

json parsed_if_ok(transport::HttpResponse const& response) {
    return response.status / 100 == 2 ? parsed(response.body) : json();
}

json body_of(transport::HttpResponse const& response, std::string_view what) {
    auto value = parsed(response.body);
    if (value.is_discarded())
        throw NetworkError(NetworkError::Class::theirs, std::string(what) + ": the answer is not JSON");
    return value;
}

std::string written(json const& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace bot::networks::json
