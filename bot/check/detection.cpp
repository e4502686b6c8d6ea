#include <fmt/format.h>

#include "bot/app/files.h"
#include "bot/check/checks.h"
#include "bot/detect/detect.h"
#include "bot/detect/shipped.h"
#include "bot/listen/companies_file.h"

namespace bot::check {
namespace {

void model(Findings& findings, std::string const& file) {
    detect::Detector const detector(
        file.empty() ? std::string(detect::shipped_model()) : read_text(file, "detect.model"), {});
    good(findings, "detect", fmt::format("the model {} can be used", detector.model()));
}

void companies(Findings& findings, std::string const& file) {
    auto const [name, text] = companies_file(file);
    auto const read = listen::read_companies(name, text);
    for (auto const& mistake : read.mistakes)
        warn(findings, "detect", mistake, "that company is not known from the start",
             fmt::format("mend that line of {}", name));
    good(findings, "detect", fmt::format("{} names {} companies", name, read.companies.size()));
}

}  // namespace

void detection(Findings& findings, config::Config const& config) {
    for (auto const& [check, file] :
         {std::pair(&model, config.detect.model), std::pair(&companies, config.detect.companies)}) {
        try {
            check(findings, file);
        } catch (std::exception const& error) {
            fault(findings, "detect", error.what(), "posts cannot be judged",
                  "name another file, or \"\" for the one built in, in [detect]");
        }
    }
}

}  // namespace bot::check
