#include "bot/commands/detect.h"

#include <fmt/core.h>
#include <array>
#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "bot/base/strings.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/commands/post_lines.h"
#include "bot/listen/companies.h"
#include "embedded_config.h"

namespace bot::commands {
namespace {

std::string model_text(std::filesystem::path const& file) {
    if (file.empty()) return std::string(detect::shipped_model());
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) {
        throw UserError(UserError::Kind::not_found, "the model " + file.string() + " cannot be read");
    }
    return text.str();
}

/// Judges the post of each line; one that is none is named on standard error and left out. Lines that `drop`
/// says true of are not read; those that are clearly no posts are. False if there was one that is none.
template <class Classifier, class Drop>
bool each_post(Lines& lines, Classifier classifier, Drop drop) {
    PostLine reader;
    bool all_good = true;
    while (auto const line = lines.next()) {
        if (trimmed(*line, " \t\r").empty()) continue;
        if (line->starts_with('{') && line->ends_with('}') && drop(*line)) continue;
        try {
            classifier(*line, reader.read(*line));
        } catch (NotAPost const& why) {
            all_good = false;
            fmt::print(stderr, "line {}: not a post with a \"text\": {}\n", lines.number(), why.what());
        }
    }
    return all_good;
}

bool print_verdicts(detect::Detector const& detector, Lines& lines) {
    auto const print = [&](std::string_view line, detect::Text const& text) {
        print_line(with_verdict(line, detector.explain(text)));
    };
    return each_post(lines, print, [](std::string_view) { return false; });
}

bool print_summary(detect::Detector const& detector, Lines& lines) {
    std::array<long long, detect::label_count> count{};
    long long all = 0, prefiltered = 0, candidates = 0;
    auto const start = std::chrono::steady_clock::now();
    auto const classifier = [&](std::string_view, detect::Text const& text) {
        auto const verdict = detector.detect(text);
        ++count[static_cast<std::size_t>(verdict.label)];
        ++all;
        prefiltered += verdict.prefiltered ? 1 : 0;
        candidates += verdict.praise >= detector.candidate_from() ? 1 : 0;
    };
    bool const all_good = each_post(lines, classifier, [&](std::string_view line) {
        if (detector.may_hold_praise(line)) return false;
        ++count[static_cast<std::size_t>(detect::Label::other)];
        ++all;
        ++prefiltered;
        return true;
    });
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - start;
    for (std::size_t i = 0; i < count.size(); ++i) {
        fmt::print("{:<12}{:>10}\n", detect::name_of(static_cast<detect::Label>(i)), count[i]);
    }
    fmt::print("{:<12}{:>10}\n{:<12}{:>10}\n{:<12}{:>10}\n", "posts", all, "candidates", candidates,
               "prefiltered", prefiltered);
    fmt::print("{:.0f} posts/s\n", static_cast<double>(all) / std::max(took.count(), 1e-9));
    return all_good;
}

}  // namespace

std::vector<detect::Company> shipped_companies() {
    std::vector<detect::Company> known;
    for (auto const& file : embedded_config::files()) {
        if (!file.path.ends_with("companies.csv")) continue;
        auto const read = listen::to_recognise(listen::read_companies(file.path, file.bytes).companies);
        known.insert(known.end(), read.begin(), read.end());
    }
    return known;
}

detect::Detector detector_of(std::filesystem::path const& model,
                             std::vector<detect::Company> const& companies) {
    try {
        return detect::Detector(model_text(model), companies);
    } catch (std::invalid_argument const& mistake) {
        throw UserError(UserError::Kind::invalid, mistake.what());
    }
}

int run(Detect const& command, config::Sources const&) {
    auto const detector = detector_of(command.model, shipped_companies());
    Lines lines(command.file);
    bool const all_good = command.summary ? print_summary(detector, lines) : print_verdicts(detector, lines);
    return all_good ? 0 : 1;
}

}  // namespace bot::commands
