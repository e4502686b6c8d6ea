#include "bot/detect/detect.h"

#include <algorithm>

#include "bot/detect/companies.h"
#include "bot/detect/credit.h"
#include "bot/detect/model.h"
#include "bot/detect/prefilter.h"
#include "bot/detect/reasons.h"

namespace bot::detect {

namespace {

// What a thread needs to read posts, kept from post to post.
struct Desk {
    Document document;
    Features features;
};

Desk& desk_of_this_thread() {
    thread_local Desk desk;
    return desk;
}

}  // namespace

struct Detector::Parts {
    Model model;
    CompanyIndex companies;
    Prefilter prefilter;

    void name_company(Verdict& verdict, Document const& document) const {
        std::vector<bool> taken(document.tokens().size());
        for (auto const& naming : companies.named(document)) {
            std::fill(taken.begin() + static_cast<std::ptrdiff_t>(naming.first),
                      taken.begin() + static_cast<std::ptrdiff_t>(naming.last) + 1, true);
        }
        if (auto const naming = companies.praised(document)) {
            auto const& token = document.tokens()[naming->first];
            if (naming->company) verdict.company = companies.key(*naming->company);
            if (naming->mention) verdict.handle = document.slice(token.start + 1, token.end);
        }
        auto const who = credited(document, taken);
        verdict.credit = who.credit;
        verdict.person = who.person;
    }
};

Detector::Detector(std::string_view model, std::vector<Company> const& companies)
    : parts_(new Parts{Model::read(model), CompanyIndex(companies), Prefilter()}) {}

Detector::~Detector() = default;

Verdict Detector::detect(Text const& text) const {
    Verdict verdict;
    if (!parts_->prefilter.passes(text.words)) {
        verdict.prefiltered = true;
        return verdict;
    }
    if (parts_->companies.is_company(text.author)) return verdict;
    auto& [document, features] = desk_of_this_thread();
    document.read(text);
    look(document, features);
    auto const scores = parts_->model.scores(features);
    verdict.praise = parts_->model.praise(scores);
    verdict.label = parts_->model.label(scores, verdict.praise);
    bool const candidate = verdict.praise >= candidate_from();
    if (verdict.label == Label::praise || verdict.label == Label::mixed || candidate) {
        parts_->name_company(verdict, document);
    }
    if (verdict.label != Label::other || candidate)
        verdict.reasons = reasons(document, features, parts_->model);
    return verdict;
}

bool Detector::complains(Text const& text) const {
    if (parts_->companies.is_company(text.author)) return false;
    auto& [document, features] = desk_of_this_thread();
    document.read(text);
    look(document, features);
    auto const scores = parts_->model.scores(features);
    auto const praise = parts_->model.praise(scores);
    if (praise >= parts_->model.praise_from) return false;
    auto const label = parts_->model.label(scores, praise);
    return label == Label::complaint || label == Label::mixed;
}

// JSON may write any letter as \u and a slash as \/; the words looked for have no other sign with two
// spellings.
bool Detector::may_hold_praise(std::string_view bytes) const {
    return bytes.find("\\u") != std::string_view::npos || bytes.find("\\/") != std::string_view::npos ||
           parts_->prefilter.passes(bytes);
}

std::string const& Detector::model() const {
    return parts_->model.name;
}
double Detector::candidate_from() const {
    return parts_->model.candidate_from;
}
double Detector::likely_from() const {
    return parts_->model.likely_from;
}

}  // namespace bot::detect
