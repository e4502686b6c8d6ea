#include <fmt/core.h>
#include <simdjson.h>

#include <array>
#include <chrono>
#include <fstream>
#include <sstream>

#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "bot/commands/verdict_json.h"
#include "bot/detect/shipped.h"
#include "bot/listen/companies_file.h"
#include "bot/user_error.h"
#include "embedded_config.h"

namespace bot::commands {

namespace {

static_assert(Lines::padding >= simdjson::SIMDJSON_PADDING);

std::string_view text_or(simdjson::ondemand::object& post, char const* field) {
    std::string_view value;
    return post[field].get(value) == simdjson::SUCCESS ? value : std::string_view();
}

// Reads one post a line. A line that is none is named on standard error and left out.
class Posts {
public:
    explicit Posts(Lines& lines) : lines_(lines) {}

    template <class Judge>
    void each(Judge judge) {
        while (auto const line = lines_.next()) {
            if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
            try {
                simdjson::ondemand::document document;
                auto const capacity = line->size() + Lines::padding;
                if (auto const error = parser_.iterate(line->data(), line->size(), capacity).get(document)) {
                    throw simdjson::simdjson_error(error);
                }
                simdjson::ondemand::object post = document.get_object();
                detect::Text text{};
                text.words = post["text"].get_string();
                text.language = text_or(post, "lang");
                text.author = text_or(post, "author");
                judge(*line, text);
            } catch (simdjson::simdjson_error const& error) {
                ++bad_;
                fmt::print(stderr, "line {}: not a post with a \"text\": {}\n", lines_.number(),
                           error.what());
            }
        }
    }

    bool any_bad() const { return bad_ > 0; }

private:
    Lines& lines_;
    simdjson::ondemand::parser parser_;
    long long bad_ = 0;
};

std::string model_text(std::filesystem::path const& file) {
    if (file.empty()) return std::string(detect::shipped_model());
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf())) {
        throw UserError(UserError::Kind::not_found, "the model " + file.string() + " cannot be read");
    }
    return text.str();
}

// All that ship, the demo's made-up ones too: a filter has no database to ask.
std::vector<detect::Company> companies() {
    std::vector<detect::Company> known;
    for (auto const& file : embedded_config::files()) {
        if (!file.path.ends_with("companies.csv")) continue;
        auto const read = listen::to_recognise(listen::read_companies(file.path, file.bytes).companies);
        known.insert(known.end(), read.begin(), read.end());
    }
    return known;
}

detect::Detector detector_of(std::filesystem::path const& file) {
    try {
        return detect::Detector(model_text(file), companies());
    } catch (std::invalid_argument const& mistake) {
        throw UserError(UserError::Kind::invalid, mistake.what());
    }
}

void print_verdicts(detect::Detector const& detector, Posts& posts) {
    posts.each([&](std::string_view line, detect::Text const& text) {
        auto const out = with_verdict(line, detector.detect(text)) + "\n";
        std::fwrite(out.data(), 1, out.size(), stdout);
    });
}

void print_summary(detect::Detector const& detector, Posts& posts) {
    std::array<long long, detect::label_count> count{};
    long long all = 0, prefiltered = 0, candidates = 0;
    auto const start = std::chrono::steady_clock::now();
    posts.each([&](std::string_view, detect::Text const& text) {
        auto const verdict = detector.detect(text);
        ++count[static_cast<std::size_t>(verdict.label)];
        ++all;
        prefiltered += verdict.prefiltered ? 1 : 0;
        candidates += verdict.praise >= detector.candidate_from() ? 1 : 0;
    });
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - start;
    for (std::size_t i = 0; i < count.size(); ++i) {
        fmt::print("{:<12}{:>10}\n", detect::name_of(static_cast<detect::Label>(i)), count[i]);
    }
    fmt::print("{:<12}{:>10}\n{:<12}{:>10}\n{:<12}{:>10}\n", "posts", all, "candidates", candidates,
               "prefiltered", prefiltered);
    fmt::print("{:.0f} posts/s\n", static_cast<double>(all) / std::max(took.count(), 1e-9));
}

}  // namespace

int run(Detect const& command, config::Sources const&) {
    auto const detector = detector_of(command.model);
    Lines lines(command.file);
    Posts posts(lines);
    command.summary ? print_summary(detector, posts) : print_verdicts(detector, posts);
    return posts.any_bad() ? 1 : 0;
}

}  // namespace bot::commands
