#include "bot/web/console/month_view.h"

namespace bot::web {
namespace {

std::string share_words(std::string const& key, desk::ThisMonth::Share const& share, Phrases const& phrases) {
    auto const rounded = (200 * share.right + share.judged) / (2 * share.judged);
    return phrases.say(key,
                       {{"share", phrases.say("board.percent", {{"share", rounded}})}, {"n", share.judged}});
}

}  // namespace

std::vector<std::string> month_words(desk::ThisMonth const& month, Phrases const& phrases) {
    if (!month.all.enough()) return {phrases.say("queue.month_few", {{"n", month.all.judged}})};
    std::vector<std::string> words{share_words("queue.month_all", month.all, phrases)};
    if (month.likely.enough()) words.push_back(share_words("queue.month_likely", month.likely, phrases));
    if (month.maybe.enough()) words.push_back(share_words("queue.month_maybe", month.maybe, phrases));
    return words;
}

}  // namespace bot::web
