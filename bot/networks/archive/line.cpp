#include "bot/networks/archive/line.h"

#include <nlohmann/json.hpp>

#include "bot/base/url.h"
#include "bot/networks/client/timestamps.h"

namespace bot::networks {
namespace {

using nlohmann::json;

/// Absent for null, "", a missing key and what is neither text nor number. NUL, which no database takes, is
/// left out.
std::optional<std::string> text_of(json const& object, char const* key) {
    auto const found = object.find(key);
    if (found == object.end()) return std::nullopt;
    std::string text;
    if (found->is_string()) text = found->get<std::string>();
    if (found->is_number()) text = found->dump();
    std::erase(text, '\0');
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

bool truth_of(json const& object, char const* key) {
    auto const found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::optional<std::string> handle_of(json const& object) {
    auto handle = text_of(object, "author");
    if (handle && handle->starts_with('@')) handle->erase(0, 1);
    return handle && !handle->empty() ? handle : std::nullopt;
}

/// Only addresses that a browser may be sent to.
std::optional<std::string> url_of(json const& object) {
    auto url = text_of(object, "url");
    return url && begins_as_web(*url) ? url : std::nullopt;
}

std::optional<Time> time_of(json const& object, Time now) {
    if (auto const ago = text_of(object, "ago"))
        if (auto const before = duration_from(*ago)) return now - *before;
    auto const found = object.find("created_at");
    if (found == object.end()) return std::nullopt;
    if (found->is_string()) return time_from_rfc3339(found->get_ref<std::string const&>());
    if (!found->is_number()) return std::nullopt;
    return time_from_number(found->get<double>());
}

FoundPost post_of(json const& object, Time now) {
    FoundPost post;
    post.author_id = text_of(object, "author_id");
    post.author_handle = handle_of(object);
    post.author_name = text_of(object, "author_name");
    post.text = text_of(object, "text").value_or("");
    post.language = text_of(object, "lang");
    post.url = url_of(object);
    post.in_reply_to = text_of(object, "in_reply_to");
    post.thread = text_of(object, "thread");
    post.sensitive = truth_of(object, "sensitive");
    post.written_at = time_of(object, now);
    return post;
}

}  // namespace

std::optional<ArchiveLine> read_archive_line(std::string_view line, Time now, std::string& why) {
    auto const object = json::parse(line, nullptr, false);
    if (object.is_discarded()) return why = "is not JSON", std::nullopt;
    if (!object.is_object()) return why = "is not an object", std::nullopt;
    auto const id = text_of(object, "id");
    if (!id) return why = "has no id", std::nullopt;
    ArchiveLine read;
    read.gone = truth_of(object, "gone");
    if (!read.gone && !object.contains("text")) return why = "has no text", std::nullopt;
    if (!read.gone) read.post = post_of(object, now);
    read.post.native_id = *id;
    return read;
}

}  // namespace bot::networks
