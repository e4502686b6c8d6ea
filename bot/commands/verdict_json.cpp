#include "bot/commands/verdict_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace bot::commands {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view field = "verdict";

Json json_of(std::optional<std::string> const& text) {
    return text ? Json(*text) : Json(nullptr);
}

// Four digits are more than the model knows.
double rounded(double value) {
    return std::round(value * 1e4) / 1e4;
}

std::string dump(Json const& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string verdict_json(detect::Verdict const& verdict) {
    Json json;
    json["label"] = detect::name_of(verdict.label);
    json["praise"] = rounded(verdict.praise);
    json["company"] = json_of(verdict.company);
    json["handle"] = json_of(verdict.handle);
    json["credit"] = verdict.credit ? Json(detect::name_of(*verdict.credit)) : Json(nullptr);
    json["person"] = json_of(verdict.person);
    json["reasons"] = Json::array();
    for (auto const& reason : verdict.reasons) {
        json["reasons"].push_back({{"start", reason.start},
                                   {"end", reason.end},
                                   {"text", reason.text},
                                   {"weight", rounded(reason.weight)}});
    }
    if (verdict.prefiltered) json["prefiltered"] = true;
    return dump(json);
}

// The line is kept byte for byte, but for the brace that closes it.
std::string with_verdict(std::string_view line, detect::Verdict const& verdict) {
    auto const last = line.rfind('}');
    if (line.find("\"verdict\"") != std::string_view::npos || line.find("\\u") != std::string_view::npos) {
        auto json = Json::parse(line);
        if (json.contains(field)) {
            json[field] = Json::parse(verdict_json(verdict));
            return dump(json);
        }
    }
    auto const body = line.substr(0, last);
    auto const before = body.find_last_not_of(" \t\r\n");
    bool const empty = before == std::string_view::npos || body[before] == '{';
    std::string out(body);
    out += empty ? "\"verdict\":" : ",\"verdict\":";
    return out + verdict_json(verdict) + "}";
}

}  // namespace bot::commands
