#include "bot/networks/same_words.h"

#include <sstream>
#include <string>
#include <vector>

#include "bot/base/url.h"

namespace bot::networks {
namespace {

/// Its words, without the hosts of mentions.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;) {
        if (word.starts_with('@') && word.find('@', 1) != word.npos) word.erase(word.find('@', 1));
        words.push_back(std::move(word));
    }
    return words;
}

bool has_all_links(std::string_view shown, std::vector<std::string> const& sent) {
    bool any = false;
    for (auto const& word : sent) {
        if (!begins_as_web(word)) continue;
        if (shown.find(word) == shown.npos) return false;
        any = true;
    }
    return any;
}

}  // namespace

bool same_words(std::string_view shown, std::string_view sent) {
    auto const wanted = words_of(sent);
    return words_of(shown) == wanted || has_all_links(shown, wanted);
}

std::string_view without_mentions(std::string_view text) {
    while (text.starts_with('@')) {
        auto const end = text.find_first_of(" \n");
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return text;
}

}  // namespace bot::networks
