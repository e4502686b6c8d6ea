#include "bot/commands/post_line.h"

#include <simdjson.h>

#include "bot/commands/lines.h"

namespace bot::commands {

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

}  // namespace bot::commands
