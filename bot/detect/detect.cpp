#include "bot/detect/detect.h"

#include "bot/detect/entities/companies.h"
#include "bot/detect/entities/people.h"
#include "bot/detect/model/model.h"
#include "bot/detect/model/scorer.h"
#include "bot/detect/prefilter.h"

namespace bot::detect {

namespace {

// Of one detector. Holding it keeps its address from being another one's.
using Identity = std::shared_ptr<char const>;

// What a thread needs to read posts, kept from post to post.
struct Scratch {
    Document document;
    Scorer scorer;
    Identity detector;  // whose model it scored by last
};

Scratch& scratch_of_this_thread(Identity const& detector) {
    thread_local Scratch scratch;
    if (scratch.detector != detector) {
        scratch.scorer.reset();
        scratch.detector = detector;
    }
    return scratch;
}

// Where the key "text" stands at the earliest; npos if it is not there in these very letters, or a letter may
// be written otherwise: JSON lets any stand as \u and a slash as \/. What is looked for has no other sign
// with two spellings.
std::size_t where_text_begins(std::string_view json) {
    constexpr std::string_view key = "\"text\"";
    constexpr std::size_t rare = 3;  // its x: few other words have one
    for (auto at = json.find('\\'); at != json.npos; at = json.find('\\', at + 2)) {
        auto const escaped = json.substr(at + 1, 1);
        if (escaped == "u" || escaped == "/") return json.npos;
    }
    for (auto at = json.find('x', rare); at != json.npos; at = json.find('x', at + 1)) {
        if (json.substr(at - rare, key.size()) == key) return at - rare + key.size();
    }
    return json.npos;
}

}  // namespace

struct Detector::Parts {
    Model model;
    CompanyIndex companies;
    Prefilter prefilter;
    Identity identity = std::make_shared<char const>();

    Prediction prediction(Text const& text, Scratch& scratch) const {
        scratch.document.read(text);
        return model.prediction(scratch.scorer.score(scratch.document, model));
    }

    Verdict classify(Text const& text, bool explained) const {
        Verdict verdict;
        if (!prefilter.passes(text.words)) {
            verdict.prefiltered = true;
            return verdict;
        }
        if (companies.is_company(text.author)) return verdict;
        auto& scratch = scratch_of_this_thread(identity);
        auto const found = prediction(text, scratch);
        verdict.label = found.label;
        verdict.praise = found.praise;
        bool const shown = found.label == Label::praise || found.label == Label::mixed ||
                           found.praise >= model.candidate_from;
        if (shown) name_company(verdict, scratch.document);
        if (shown || explained)
            verdict.reasons =
                strongest_reasons(scratch.document, scratch.scorer.contributions(scratch.document, model));
        return verdict;
    }

    void name_company(Verdict& verdict, Document const& document) const {
        auto const all = companies.mentions(document);
        if (auto const mention = praised_company(document, all)) {
            auto const& token = document.tokens()[mention->first];
            if (mention->company) verdict.company = companies.key(*mention->company);
            if (mention->by_handle) verdict.handle = document.slice(token.start + 1, token.end);
        }
        std::vector<bool> taken(document.tokens().size());
        for (auto const& mention : all) {
            for (auto i = mention.first; i <= mention.last; ++i) taken[i] = true;
        }
        auto const who = credit_of(document, taken);
        verdict.credit = who.credit;
        verdict.person = who.person;
    }
};

Detector::Detector(std::string_view model, std::vector<Company> const& companies)
    : parts_(new Parts{Model::read(model), CompanyIndex(companies), Prefilter()}) {}

Detector::~Detector() = default;

Verdict Detector::detect(Text const& text) const {
    return parts_->classify(text, false);
}

Verdict Detector::explain(Text const& text) const {
    return parts_->classify(text, true);
}

bool Detector::complains(Text const& text) const {
    if (parts_->companies.is_company(text.author)) return false;
    auto const prediction = parts_->prediction(text, scratch_of_this_thread(parts_->identity));
    if (prediction.praise >= parts_->model.praise_from) return false;
    return prediction.label == Label::complaint || prediction.label == Label::mixed;
}

bool Detector::may_hold_praise(std::string_view json) const {
    auto const from = where_text_begins(json);
    return from == std::string_view::npos || parts_->prefilter.passes(json.substr(from));
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
