#include "bot/commands/post_lines.h"

#include <fmt/core.h>
#include <simdjson.h>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "bot/base/user_error.h"

namespace bot::commands {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 18;

}  // namespace

Lines::Lines(std::filesystem::path const& file)
    : file_(file.empty() ? stdin : std::fopen(file.c_str(), "rb")),
      name_(file.empty() ? "standard input" : file.string()),
      buffer_(chunk + padding, '\0') {
    if (!file_) throw UserError(UserError::Kind::not_found, name_ + " cannot be read");
}

// Moves what is left to the front and reads on; a line longer than the buffer makes it grow.
bool Lines::fill() {
    if (at_end_) return false;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ + padding + chunk > buffer_.size()) buffer_.resize(end_ + padding + chunk);
    auto const got = std::fread(buffer_.data() + end_, 1, chunk, file_.get());
    end_ += got;
    if (got == 0 && std::ferror(file_.get()) != 0) {
        throw UserError(UserError::Kind::unavailable, "reading " + name_ + " failed");
    }
    at_end_ = got == 0;
    return !at_end_;
}

std::optional<std::string_view> Lines::next() {
    std::size_t seen = begin_;
    for (;;) {
        auto const* found = std::memchr(buffer_.data() + seen, '\n', end_ - seen);
        if (found != nullptr) {
            auto const at = static_cast<std::size_t>(static_cast<char const*>(found) - buffer_.data());
            std::string_view const line(buffer_.data() + begin_, at - begin_);
            begin_ = at + 1;
            ++number_;
            return line;
        }
        auto const held = end_ - begin_;
        if (fill()) {
            seen = begin_ + held;
            continue;
        }
        if (begin_ == end_) return std::nullopt;
        std::string_view const line(buffer_.data() + begin_, end_ - begin_);
        begin_ = end_;
        ++number_;
        return line;
    }
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

}  // namespace

struct PostLine::Parser : simdjson::ondemand::parser {};

PostLine::PostLine() : parser_(std::make_unique<Parser>()) {}
PostLine::~PostLine() = default;

detect::Text PostLine::read(std::string_view line) try {
    simdjson::ondemand::document document;
    if (auto const error =
            parser_->iterate(line.data(), line.size(), line.size() + Lines::padding).get(document)) {
        throw simdjson::simdjson_error(error);
    }
    simdjson::ondemand::object post = document.get_object();
    detect::Text text{};
    text.words = post["text"].get_string();
    text.language = text_or_none(post, "lang");
    text.author = text_or_none(post, "author");
    return text;
} catch (simdjson::simdjson_error const& error) {
    throw NotAPost(error.what());
}

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

namespace {

[[noreturn]] void refuse(std::filesystem::path const& file, long long line, std::string const& why) {
    throw UserError(UserError::Kind::invalid, fmt::format("{}:{}: {}", file.string(), line, why));
}

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
    while (auto const line = lines.next()) {
        auto const post = nlohmann::json::parse(*line, nullptr, false);
        if (!post.is_object()) refuse(file, lines.number(), "not a JSON object");
        auto const label = storage::from_name<detect::Label>(text_or(post, "label"));
        if (!label) {
            refuse(file, lines.number(),
                   "\"label\" must be praise, thanks, product, complaint, mixed or other");
        }
        if (!post.contains("text")) refuse(file, lines.number(), "\"text\" is missing");
        detect::LabelledPost reading{
            {text_or(post, "text"), text_or(post, "lang"), text_or(post, "author"), *label},
            text_or(post, "company"),
            {}};
        if (!read_credit(text_or(post, "credit"), reading.credit))
            refuse(file, lines.number(), "\"credit\" must be team, person or both, or several with |");
        into.push_back(std::move(reading));
    }
}

}  // namespace bot::commands
