#include "bot/detect/reasons.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace bot::detect {
namespace {

std::optional<Reason> reason_from(nlohmann::json const& json) {
    if (!json.is_object()) return std::nullopt;
    auto const number = [&](char const* name) { return json.contains(name) && json[name].is_number(); };
    if (!number("start") || !number("end") || !number("weight") || json["start"] < 0 || json["end"] < 0)
        return std::nullopt;
    Reason reason{
        json["start"].get<std::size_t>(), json["end"].get<std::size_t>(), {}, json["weight"].get<double>()};
    if (json.contains("text") && json["text"].is_string()) reason.text = json["text"].get<std::string>();
    return reason;
}

/// True for each code point that lies in a reason for praise.
std::vector<bool> in_reason(std::size_t length, std::vector<Reason> const& reasons) {
    std::vector<bool> on(length);
    for (auto const& reason : reasons)
        for (auto at = reason.start; reason.weight > 0 && at < reason.end && at < length; ++at) on[at] = true;
    return on;
}

}  // namespace

std::string reasons_json(std::vector<Reason> const& reasons) {
    auto all = nlohmann::json::array();
    for (auto const& reason : reasons)
        all.push_back(
            {{"start", reason.start}, {"end", reason.end}, {"text", reason.text}, {"weight", reason.weight}});
    return all.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<Reason> reasons_from(std::string_view json) {
    std::vector<Reason> reasons;
    auto const parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_array()) return reasons;
    for (auto const& entry : parsed)
        if (auto reason = reason_from(entry)) reasons.push_back(std::move(*reason));
    return reasons;
}

std::vector<Segment> highlighted(std::string_view text, std::vector<Reason> const& reasons) {
    std::vector<Segment> segments;
    auto const on = in_reason(text.size(), reasons);
    std::size_t point = 0;
    for (std::size_t at = 0; at < text.size(); ++point) {
        auto end = at + 1;
        while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
        if (segments.empty() || segments.back().highlighted != on[point]) segments.push_back({{}, on[point]});
        segments.back().text += text.substr(at, end - at);
        at = end;
    }
    return segments;
}

}  // namespace bot::detect
