#include "bot/app/judges.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "bot/app/files.h"
#include "bot/detect/shipped.h"
#include "bot/listen/known_companies.h"
#include "bot/user_error.h"

namespace bot {
namespace {

auto parts(detect::Company const& company) {
    return std::tie(company.key, company.name, company.handles, company.hashtags, company.aliases,
                    company.never);
}

bool same(std::vector<detect::Company> const& one, std::vector<detect::Company> const& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](auto const& left, auto const& right) { return parts(left) == parts(right); });
}

}  // namespace

Judges::Judges(storage::Store const& store, config::Config const& config)
    : store_(store),
      model_(config.detect.model.empty() ? std::string(detect::shipped_model())
                                         : read_text(config.detect.model, "detect.model")) {}

std::optional<listen::Judge> Judges::renewed() {
    auto companies = listen::known_companies(store_);
    if (made_ && same(companies, companies_)) return std::nullopt;
    companies_ = std::move(companies);
    made_ = true;
    try {
        return listen::judge_by(std::make_shared<detect::Detector const>(model_, companies_));
    } catch (std::invalid_argument const& mistake) {
        throw UserError(UserError::Kind::invalid, fmt::format("detect.model: {}", mistake.what()));
    }
}

}  // namespace bot
