#include "bot/app/detector_reloader.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "bot/base/log.h"
#include "bot/base/user_error.h"
#include "bot/listen/companies.h"

namespace bot {
namespace {

auto parts(detect::Company const& company) {
    return std::tie(company.key, company.name, company.handles, company.hashtags, company.aliases,
                    company.never);
}

bool same(std::optional<storage::ModelUse> const& one, std::optional<storage::ModelUse> const& other) {
    if (!one || !other) return !one && !other;
    return one->model == other->model && one->from == other->from;
}

bool same(std::vector<detect::Company> const& one, std::vector<detect::Company> const& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](auto const& left, auto const& right) { return parts(left) == parts(right); });
}

}  // namespace

DetectorReloader::DetectorReloader(storage::Store const& store, learn::Versions versions)
    : store_(store), versions_(std::move(versions)) {}

std::optional<listen::Classifier> DetectorReloader::renewed() {
    auto companies = listen::known_companies(store_);
    auto use = storage::models::in_use(store_);
    bool const same_use = made_ && same(use, use_);
    if (same_use && same(companies, companies_)) return std::nullopt;
    auto const model = learn::in_use(store_, versions_);
    if (!same_use && !model.problem.empty())
        log::warn("the model in use cannot be used; the one it was made from is",
                  {{"why", log::vouched(model.problem)}});
    companies_ = std::move(companies);
    use_ = std::move(use);
    made_ = true;
    try {
        auto classifier =
            listen::classifier_of(std::make_shared<detect::Detector const>(model.text, companies_));
        if (!same_use && model.version) log::info("a model is in use", {{"version", *model.version}});
        return classifier;
    } catch (std::invalid_argument const& mistake) {
        throw UserError(UserError::Kind::invalid, fmt::format("detect.model: {}", mistake.what()));
    }
}

}  // namespace bot
