#include "bot/detect/training/train.h"

#include <fmt/core.h>

#include <fstream>

#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/commands/post_lines.h"
#include "bot/detect/text/hash.h"

namespace bot::commands {

namespace {

using Examples = std::vector<detect::Example>;

Examples examples_of(std::filesystem::path const& file) {
    std::vector<detect::LabelledPost> readings;
    read_labelled(file, readings);
    Examples examples;
    for (auto& reading : readings) examples.push_back(std::move(reading.post));
    return examples;
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
    for (auto const& file : command.files) {
        auto const more = examples_of(file);
        examples.insert(examples.end(), more.begin(), more.end());
    }
    for (auto const& file : command.also) {
        for (auto& example : examples_of(file)) {
            example.measured = false;
            examples.push_back(std::move(example));
        }
    }
    if (!command.dev.empty()) dev = examples_of(command.dev);
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
