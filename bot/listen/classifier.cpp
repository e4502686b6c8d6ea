#include "bot/listen/classifier.h"

namespace bot::listen {

Classifier judge_by(std::shared_ptr<detect::Detector const> detector) {
    Classifier classifier;
    classifier.model = detector->model();
    classifier.candidate_from = detector->candidate_from();
    classifier.likely_from = detector->likely_from();
    classifier.verdict = [detector](detect::Text const& text) { return detector->detect(text); };
    classifier.complains = [detector](detect::Text const& text) { return detector->complains(text); };
    return classifier;
}

}  // namespace bot::listen
