#include "bot/commands/post_lines.h"

#include <fmt/core.h>
#include <simdjson.h>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/base/user_error.h"
#include "bot/networks/client/json.h"
#include "bot/text/html_text.h"
#include "bot/text/json_lines.h"
#include "bot/text/mend.h"

namespace bot::commands {

Lines::Lines(std::filesystem::path const& file)
    : file_(file, std::ios::binary),
      in_(file.empty() ? std::cin : file_),
      name_(file.empty() ? "standard input" : file.string()) {
    if (file.empty()) std::ios::sync_with_stdio(false);  // Else it would be read byte by byte.
    if (!in_) throw UserError(UserError::Kind::not_found, name_ + " cannot be read");
}

std::optional<std::string_view> Lines::next() {
    if (by_object_) return next_object();
    if (done_ >= read_.size()) {
        if (!std::getline(in_, read_)) {
            if (in_.bad()) throw UserError(UserError::Kind::unavailable, "reading " + name_ + " failed");
            return std::nullopt;
        }
        read_.reserve(read_.size() + padding);
        done_ = 0;
    }
    ++number_;
    auto const left = std::string_view(read_).substr(done_);
    auto const end = std::min(text::line_end_in(left), left.size());
    auto const line = text::without_mark(left.substr(0, end));
    if (!begun_ && !trimmed(line, " \t\r").empty()) {
        if (auto const why = text::why_no_json_lines(read_); !why.empty())
            throw UserError(UserError::Kind::invalid, name_ + " " + why);
        begun_ = true;
        if (text::keeps_objects_otherwise(left)) {
            number_ = 0;
            read_ += '\n';
            read_.append(std::istreambuf_iterator<char>(in_), {});
            by_object_ = true;
            return next_object();
        }
    }
    done_ += end + 1;
    return line;
}

std::optional<std::string_view> Lines::next_object() {
    auto const left = std::string_view(read_).substr(done_);
    auto const place = text::object_in(left);
    if (!place) return std::nullopt;
    auto const end = std::min(place->end, left.size());
    object_ = text::on_one_line(left.substr(place->begin, end - place->begin));
    object_.reserve(object_.size() + padding);
    done_ += end;
    ++number_;
    return object_;
}

namespace {

static_assert(Lines::padding >= simdjson::SIMDJSON_PADDING);

// Of JSON that turns out to be broken no more may be asked.
std::string_view text_or_none(simdjson::ondemand::object& post, char const* field) {
    std::string_view value;
    auto const error = post[field].get(value);
    if (error == simdjson::SUCCESS) return value;
    if (error == simdjson::NO_SUCH_FIELD || error == simdjson::INCORRECT_TYPE) return {};
    throw simdjson::simdjson_error(error);
}

/// A post as X's own archive keeps it, `{"tweet": {"full_text": …}}`: then `post` is what is inside.
bool is_tweet(simdjson::ondemand::object& post) {
    simdjson::ondemand::object inside;
    if (post["tweet"].get(inside) == simdjson::SUCCESS) post = inside;
    return post["full_text"].error() == simdjson::SUCCESS;
}

}  // namespace

struct PostLine::Parser : simdjson::ondemand::parser {};

PostLine::PostLine() : parser_(std::make_unique<Parser>()) {}
PostLine::~PostLine() = default;

detect::Text PostLine::read(std::string_view line) try {
    simdjson::ondemand::document document;
    auto sound = text::mended_json(line, room_);
    if (sound.data() != line.data()) {
        room_.reserve(room_.size() + Lines::padding);
        sound = room_;
    }
    if (auto const error =
            parser_->iterate(sound.data(), sound.size(), sound.size() + Lines::padding).get(document)) {
        throw simdjson::simdjson_error(error);
    }
    simdjson::ondemand::object post = document.get_object();
    detect::Text read{};
    auto words = post["text"];
    if (words.error() == simdjson::NO_SUCH_FIELD && is_tweet(post)) {
        tweet_ = text::entities_decoded(post["full_text"].get_string().value());
        read.words = tweet_;
    } else {
        read.words = words.get_string();
    }
    read.language = text_or_none(post, "lang");
    read.author = text_or_none(post, "author");
    return read;
} catch (simdjson::simdjson_error const& error) {
    throw NotAPost(error.what());
}

using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view verdict_field = "verdict";

// Four digits are more than the model knows.
double rounded(double value) {
    return std::round(value * 1e4) / 1e4;
}

}  // namespace

std::string verdict_json(detect::Verdict const& verdict) {
    Json json;
    json["label"] = detect::name_of(verdict.label);
    json["praise"] = rounded(verdict.praise);
    json["company"] = or_null(verdict.company);
    json["handle"] = or_null(verdict.handle);
    json["credit"] = verdict.credit ? Json(detect::name_of(*verdict.credit)) : Json(nullptr);
    json["person"] = or_null(verdict.person);
    json["reasons"] = Json::array();
    for (auto const& reason : verdict.reasons) {
        json["reasons"].push_back({{"start", reason.start},
                                   {"end", reason.end},
                                   {"text", reason.text},
                                   {"weight", rounded(reason.weight)}});
    }
    if (verdict.prefiltered) json["prefiltered"] = true;
    return one_line_of(json);
}

// The line is kept byte for byte, but for what is mended and the brace that closes it.
std::string with_verdict(std::string_view raw, detect::Verdict const& verdict) {
    std::string room;
    auto const line = text::mended_json(raw, room);
    if (line.find("\"verdict\"") != std::string_view::npos || line.find("\\u") != std::string_view::npos) {
        auto json = Json::parse(line, nullptr, false);
        if (!json.is_object()) throw NotAPost("it breaks behind its words");
        if (json.contains(verdict_field)) {
            json[verdict_field] = Json::parse(verdict_json(verdict));
            return one_line_of(json);
        }
    }
    auto const body = line.substr(0, line.rfind('}'));
    bool const empty = trimmed(body).ends_with('{');
    return std::string(body) + (empty ? "" : ",") + "\"verdict\":" + verdict_json(verdict) + "}";
}

namespace {

std::string text_or(nlohmann::json const& post, char const* field) {
    auto const found = post.find(field);
    return found != post.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// False if one of them is no credit.
bool read_credit(std::string_view written, std::vector<detect::Credit>& credit) {
    while (!written.empty()) {
        auto const end = std::min(written.find('|'), written.size());
        auto const one = storage::from_name<detect::Credit>(written.substr(0, end));
        if (!one) return false;
        credit.push_back(*one);
        written.remove_prefix(std::min(end + 1, written.size()));
    }
    return true;
}

}  // namespace

void read_labelled(std::filesystem::path const& file, std::vector<detect::LabelledPost>& into) {
    Lines lines(file);
    auto const refuse = [&](char const* why) {
        throw UserError(UserError::Kind::invalid,
                        fmt::format("{}:{}: {}", file.string(), lines.number(), why));
    };
    while (auto const line = lines.next()) {
        auto const post = networks::json::parsed(*line);
        if (!post.is_object()) refuse("not a JSON object");
        auto const label = storage::from_name<detect::Label>(text_or(post, "label"));
        if (!label) refuse("\"label\" must be praise, thanks, product, complaint, mixed or other");
        if (!post.contains("text")) refuse("\"text\" is missing");
        detect::LabelledPost reading{
            {text_or(post, "text"), text_or(post, "lang"), text_or(post, "author"), *label},
            text_or(post, "company"),
            {}};
        if (!read_credit(text_or(post, "credit"), reading.credit))
            refuse("\"credit\" must be team, person or both, or several with |");
        into.push_back(std::move(reading));
    }
}

std::string one_line_of(Json const& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json or_null(std::optional<std::string> const& text) {
    return text ? Json(*text) : Json(nullptr);
}

void print_line(std::string line) {
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stdout);
}

}  // namespace bot::commands
