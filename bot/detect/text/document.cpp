#include "bot/detect/text/document.h"

#include "bot/detect/text/lexicon.h"

namespace bot::detect {

void Document::read(Text const& text) {
    words_ = text.words;
    normalise(words_, post_);
    cut_only(post_, words_, tokens_);
    token_cache_.look_up(tokens_);
    language_ = language_of(tokens_, text.language);
    mark_cues(tokens_, language_);
}

std::string Document::slice(std::size_t start, std::size_t end) const {
    std::size_t at = post_.byte_of(start);
    auto const stop = post_.byte_of(end);
    if (post_.plain()) return std::string(words_.substr(at, stop - at));
    std::string piece;
    while (at < stop) append_utf8(piece, next_code_point(words_, at));
    return piece;
}

}  // namespace bot::detect
