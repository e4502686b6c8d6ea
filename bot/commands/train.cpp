#include "bot/detect/train.h"

#include <fmt/core.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/detect/hash.h"
#include "bot/user_error.h"

namespace bot::commands {

namespace {

using Json = nlohmann::json;
using Examples = std::vector<detect::Example>;

[[noreturn]] void refuse(std::filesystem::path const& file, long long line, std::string const& why) {
    throw UserError(UserError::Kind::invalid, fmt::format("{}:{}: {}", file.string(), line, why));
}

std::string text_or(Json const& post, char const* field) {
    auto const found = post.find(field);
    return found != post.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void read_into(Examples& examples, std::filesystem::path const& file) {
    Lines lines(file);
    while (auto const line = lines.next()) {
        auto const post = Json::parse(*line, nullptr, false);
        if (!post.is_object()) refuse(file, lines.number(), "not a JSON object");
        auto const label = detect::label_named(text_or(post, "label"));
        if (!label) {
            refuse(file, lines.number(),
                   "\"label\" must be praise, thanks, product, complaint, mixed or other");
        }
        if (!post.contains("text")) refuse(file, lines.number(), "\"text\" is missing");
        examples.push_back({text_or(post, "text"), text_or(post, "lang"), text_or(post, "author"), *label});
    }
}

// The same posts make a model of the same name.
std::string name_of(Examples const& examples) {
    auto hash = detect::hash_start;
    for (auto const& example : examples) {
        hash = detect::hash_of(example.words, hash);
        hash = detect::hash_of(detect::name_of(example.label), hash);
    }
    return fmt::format("praise-{:08x}", static_cast<std::uint32_t>(detect::mixed_hash(hash)));
}

void write(std::filesystem::path const& file, std::string const& text) {
    std::ofstream out(file, std::ios::binary);
    if (!(out << text) || !out.flush()) {
        throw UserError(UserError::Kind::unavailable, "the model " + file.string() + " cannot be written");
    }
}

}  // namespace

int run(Train const& command, config::Sources const&) {
    Examples examples, dev;
    for (auto const& file : command.files) read_into(examples, file);
    if (!command.dev.empty()) read_into(dev, command.dev);
    detect::TrainSettings settings;
    settings.folds = command.folds;
    settings.name = name_of(examples);
    settings.made_of = fmt::format("{} labelled posts", examples.size());
    detect::Trained trained;
    try {
        trained = detect::train(examples, dev, settings);
    } catch (std::invalid_argument const& mistake) {
        throw UserError(UserError::Kind::invalid, mistake.what());
    }
    fmt::print("{}", trained.report);
    if (!command.out.empty()) {
        write(command.out, trained.model);
        fmt::print("{} written to {}\n", settings.name, command.out.string());
    }
    return 0;
}

}  // namespace bot::commands
