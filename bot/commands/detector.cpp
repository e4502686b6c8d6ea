#include "bot/commands/detector.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "bot/base/user_error.h"
#include "bot/detect/model/shipped.h"
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

}  // namespace bot::commands
