#include "bot/publish/pictures/sheet.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bot::publish::pictures {
namespace {

using Json = nlohmann::json;

Json json_of(Room const& room) {
    return {room.width, room.height, room.size, room.least, room.leading};
}

Room room_of(Json const& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>(), json.at(2).get<double>(),
            json.at(3).get<double>(), json.at(4).get<double>()};
}

Json json_of(SheetText const& text) {
    return {{"words", text.words},
            {"headline", text.face == Face::headline},
            {"colour", text.colour},
            {"room", json_of(text.room)},
            {"anchor", int(text.anchor)},
            {"x", text.x},
            {"y", text.y},
            {"heading", text.heading},
            {"link", text.link}};
}

SheetText text_of(Json const& json) {
    SheetText text;
    text.words = json.at("words").get<std::string>();
    text.face = json.at("headline").get<bool>() ? Face::headline : Face::text;
    text.colour = json.at("colour").get<std::string>();
    text.room = room_of(json.at("room"));
    auto const anchor = json.at("anchor").get<int>();
    text.anchor = anchor == 0 ? Anchor::start : anchor == 1 ? Anchor::middle : Anchor::end;
    text.x = json.at("x").get<double>();
    text.y = json.at("y").get<double>();
    text.heading = json.at("heading").get<bool>();
    text.link = json.at("link").get<std::string>();
    return text;
}

}  // namespace

std::string to_json(Sheet const& sheet) {
    Json json{{"title", sheet.title},       {"author", sheet.author},
              {"language", sheet.language}, {"day", storage::day_of(sheet.day)},
              {"width", sheet.width},       {"height", sheet.height},
              {"picture", sheet.picture},   {"texts", Json::array()}};
    for (auto const& text : sheet.texts) json["texts"].push_back(json_of(text));
    return json.dump();
}

Sheet sheet_of(std::string_view json) try {
    auto const read = Json::parse(json);
    Sheet sheet;
    sheet.title = read.at("title").get<std::string>();
    sheet.author = read.at("author").get<std::string>();
    sheet.language = read.at("language").get<std::string>();
    sheet.day = storage::start_of_day(read.at("day").get<std::string>()).value_or(storage::Time{});
    sheet.width = read.at("width").get<double>();
    sheet.height = read.at("height").get<double>();
    sheet.picture = read.at("picture").get<std::string>();
    for (auto const& text : read.at("texts")) sheet.texts.push_back(text_of(text));
    return sheet;
} catch (nlohmann::json::exception const&) {
    throw std::runtime_error("this is no sheet");
}

}  // namespace bot::publish::pictures
