#include "bot/listen/judge.h"

namespace bot::listen {

Judge judge_by(std::shared_ptr<detect::Detector const> detector) {
    Judge judge;
    judge.model = detector->model();
    judge.candidate_from = detector->candidate_from();
    judge.likely_from = detector->likely_from();
    judge.verdict = [detector](detect::Text const& text) { return detector->detect(text); };
    judge.complains = [detector](detect::Text const& text) { return detector->complains(text); };
    return judge;
}

}  // namespace bot::listen
