#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/base/user_error.h"
#include "bot/check/checks.h"
#include "bot/detect/detect.h"
#include "bot/installation.h"
#include "bot/learn/versions.h"
#include "bot/listen/companies.h"

namespace bot::check {
namespace {

void model(Findings& findings, std::string const& file) {
    detect::Detector const detector(base_model(file), {});
    good(findings, "detect", fmt::format("the model {} can be used", detector.model()));
}

void companies(Findings& findings, std::string const& file) {
    auto const [name, text] = companies_file(file);
    auto const read = listen::read_companies(name, text);
    for (auto const& mistake : read.mistakes)
        warn(findings, "detect", mistake, "that company is not known from the start",
             fmt::format("fix that line of {}", name));
    good(findings, "detect", fmt::format("{} names {} companies", name, read.companies.size()));
}

}  // namespace

void version(Findings& findings, Installation const& installation) {
    std::optional<learn::InUse> model;
    try {
        model = learn::in_use(installation.store,
                              learn_settings(installation.config, installation.folder).versions);
    } catch (UserError const&) {
        return;  // Of the model that all begin with, detection() tells.
    }
    if (!model->problem.empty())
        return warn(
            findings, "detect", model->problem,
            "posts are judged by the model that it was made from, as if nothing had been learned",
            "supportawards train --go-back 0, or bring the file back from a backup, or: supportawards "
            "train --desk");
    if (model->version)
        good(findings, "detect",
             fmt::format("version {} judges the posts, learned from the desk", *model->version));
}

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
