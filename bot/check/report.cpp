#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/check/check.h"

namespace bot::check {
namespace {

std::string_view name_of(Finding::Grade grade) {
    return grade == Finding::Grade::good ? "good" : grade == Finding::Grade::warning ? "warning" : "problem";
}

nlohmann::ordered_json or_null(std::string const& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

}  // namespace

bool any_problem(std::vector<Finding> const& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](Finding const& finding) { return finding.grade == Finding::Grade::problem; });
}

std::string as_text(std::vector<Finding> const& findings) {
    std::string text;
    for (auto const& finding : findings) {
        text += fmt::format("{:<8} {:<9} {}\n", name_of(finding.grade), finding.area, finding.what);
        if (!finding.why.empty()) text += fmt::format("{:19}why:  {}\n", "", finding.why);
        if (!finding.mend.empty()) text += fmt::format("{:19}mend: {}\n", "", finding.mend);
    }
    auto const count = [&](Finding::Grade grade) {
        return std::count_if(findings.begin(), findings.end(),
                             [&](auto const& finding) { return finding.grade == grade; });
    };
    auto const problems = count(Finding::Grade::problem), warnings = count(Finding::Grade::warning);
    if (problems + warnings == 0) return text + "\nAll is well.\n";
    return text + fmt::format("\n{} problem{}, {} warning{}.\n", problems, problems == 1 ? "" : "s", warnings,
                              warnings == 1 ? "" : "s");
}

std::string as_json(std::vector<Finding> const& findings) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (auto const& finding : findings)
        list.push_back({{"area", finding.area},
                        {"grade", name_of(finding.grade)},
                        {"what", finding.what},
                        {"why", or_null(finding.why)},
                        {"mend", or_null(finding.mend)}});
    nlohmann::ordered_json const all = {{"ok", !any_problem(findings)}, {"findings", list}};
    return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bot::check
