#include "bot/detect/training/evaluate.h"

#include <fmt/core.h>

#include <algorithm>

#include <nlohmann/json.hpp>
#include <optional>

#include "bot/commands/commands.h"
#include "bot/commands/detect.h"
#include "bot/commands/post_lines.h"

namespace bot::commands {

namespace {

using Json = nlohmann::ordered_json;
using detect::Evaluation;
using detect::Label;
using LabelledPosts = std::vector<detect::LabelledPost>;

constexpr std::array<double, 3> wanted_precisions{0.95, 0.90, 0.60};

std::string_view label_at(std::size_t index) {
    return detect::name_of(static_cast<Label>(index));
}

std::string share(char const* what, detect::Share const& share) {
    if (share.of == 0) return fmt::format("{:<46}none to count\n", what);
    return fmt::format("{:<46}{:.3f}  ({} of {})\n", what, share.value(), share.right, share.of);
}

std::string confusion(Evaluation const& found) {
    auto text = fmt::format("\n{:<22}", "truth down, said across");
    for (std::size_t k = 0; k < detect::label_count; ++k) text += fmt::format("{:>10}", label_at(k));
    for (std::size_t k = 0; k < detect::label_count; ++k) {
        text += fmt::format("\n{:<23}", label_at(k));
        for (auto const count : found.confusion[k]) text += fmt::format("{:>10}", count);
    }
    return text + "\n";
}

std::string curve(Evaluation const& found) {
    auto text = fmt::format("\n{:>8}{:>11}{:>13}\n", "recall", "precision", "probability");
    for (auto const& point : found.curve)
        text += fmt::format("{:>8.3f}{:>11.3f}{:>13.3f}\n", point.recall, point.precision, point.threshold);
    return text;
}

std::string one_line(std::string words) {
    std::ranges::replace(words, '\n', ' ');
    return words;
}

std::string worst(Evaluation const& found, LabelledPosts const& readings) {
    if (found.worst.empty()) return "\nno mistakes about praise\n";
    auto text = fmt::format("\nThe {} worst mistakes\n", found.worst.size());
    for (auto const& mistake : found.worst) {
        auto const& post = readings[mistake.post].post;
        auto const& verdict = mistake.verdict;
        text += fmt::format("is {}, said {} ({:.3f}): {}\n", detect::name_of(post.label),
                            detect::name_of(verdict.label), verdict.praise, one_line(post.words));
        if (verdict.prefiltered) text += "    the prefilter dropped it\n";
        for (auto const& reason : verdict.reasons)
            text += fmt::format("    {:+.2f} {}\n", reason.weight, one_line(reason.text));
    }
    return text;
}

std::string details(Evaluation const& found, LabelledPosts const& readings) {
    return "\n" + share("company of praise found, where it is named", found.company) +
           share("no company of praise found, where none is", found.no_company) +
           share("credit of praise found", found.credit) +
           share("sarcasm and open complaints said praise", found.displeased_as_praise) + confusion(found) +
           curve(found) + worst(found, readings);
}

Json json(detect::Rates const& rates) {
    return {{"precision", rates.precision}, {"recall", rates.recall}, {"f1", rates.f1}, {"of", rates.of}};
}

Json json(detect::Share const& share) {
    return {{"right", share.right}, {"of", share.of}};
}

Json labels_json(Evaluation const& found) {
    Json labels;
    for (std::size_t k = 0; k < detect::label_count; ++k)
        labels[std::string(label_at(k))] = json(detect::rates(found.outcomes, static_cast<Label>(k)));
    return labels;
}

Json confusion_json(Evaluation const& found) {
    Json rows;
    for (std::size_t truth = 0; truth < detect::label_count; ++truth) {
        for (std::size_t said = 0; said < detect::label_count; ++said)
            rows[std::string(label_at(truth))][std::string(label_at(said))] = found.confusion[truth][said];
    }
    return rows;
}

Json curve_json(Evaluation const& found) {
    auto points = Json::array();
    for (auto const& point : found.curve) {
        points.push_back(
            {{"recall", point.recall}, {"precision", point.precision}, {"threshold", point.threshold}});
    }
    return points;
}

Json at_precision_json(Evaluation const& found) {
    auto points = Json::array();
    for (auto const wanted : wanted_precisions) {
        auto const threshold = detect::threshold_for_precision(found.outcomes, wanted);
        points.push_back({{"wanted", wanted},
                          {"recall", detect::rates_from(found.outcomes, threshold).recall},
                          {"threshold", threshold}});
    }
    return points;
}

Json worst_json(Evaluation const& found, LabelledPosts const& readings) {
    auto list = Json::array();
    for (auto const& mistake : found.worst) {
        auto const& post = readings[mistake.post].post;
        list.push_back({{"post", mistake.post + 1},
                        {"text", post.words},
                        {"label", detect::name_of(post.label)},
                        {"verdict", Json::parse(verdict_json(mistake.verdict))}});
    }
    return list;
}

std::string whole_json(Evaluation const& found, std::optional<Evaluation> const& baseline,
                       LabelledPosts const& readings, std::string const& model) {
    Json whole;
    whole["model"] = model;
    whole["posts"] = readings.size();
    whole["labels"] = labels_json(found);
    whole["at_precision"] = at_precision_json(found);
    whole["curve"] = curve_json(found);
    whole["calibration_error"] = detect::calibration_error(found.outcomes);
    whole["confusion"] = confusion_json(found);
    whole["company"] = json(found.company);
    whole["no_company"] = json(found.no_company);
    whole["credit"] = json(found.credit);
    whole["displeased_as_praise"] = json(found.displeased_as_praise);
    whole["worst"] = worst_json(found, readings);
    if (baseline) {
        whole["keywords"] = {
            {"praise", json(detect::rates(baseline->outcomes, Label::praise))},
            {"displeased_as_praise", json(baseline->displeased_as_praise)},
        };
    }
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string beside(Evaluation const& baseline) {
    auto const found = detect::rates(baseline.outcomes, Label::praise);
    return fmt::format("a keyword search for praise: precision {:.3f}, recall {:.3f}, F1 {:.3f}\n",
                       found.precision, found.recall, found.f1);
}

}  // namespace

int run(Evaluate const& command, config::Sources const&) {
    LabelledPosts readings;
    for (auto const& file : command.files) read_labelled(file, readings);
    auto const companies = shipped_companies();
    auto const detector = detector_of(command.model, companies);
    auto const found = detect::evaluate(
        readings, [&](detect::Text const& text) { return detector.explain(text); }, companies);
    std::optional<Evaluation> baseline;
    if (command.baseline) baseline = detect::evaluate(readings, detect::keyword_search, {});
    if (command.json) {
        fmt::print("{}", whole_json(found, baseline, readings, detector.model()));
        return 0;
    }
    fmt::print("{}", detect::table(detector.model(), found.outcomes));
    if (baseline) fmt::print("{}", beside(*baseline));
    fmt::print("{}", details(found, readings));
    return 0;
}

}  // namespace bot::commands
