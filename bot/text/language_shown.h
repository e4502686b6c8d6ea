#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What language a text itself shows, where a network says otherwise: some tell that of the account or of the
// server for every post.
namespace bot::text {

/// The language to take for that of `words`: `told` (BCP 47), unless the words contradict it, then what they
/// show ("ja"; the commonest one of a script that many share), or nothing. They contradict it if most letters
/// are of a script it is not written in, or if three of its commonest words and more are another's
/// (config/lexicon: common) and hardly any its own; the latter only where we know its commonest words, or its
/// script is another one. What is told stays as it was written; absent stays absent. Any thread.
std::optional<std::string> language_of(std::string_view words, std::optional<std::string> const& told);

/// language_among(), with what the words show in place of a tag that they contradict. A script that several
/// languages share is taken for each of them.
bool language_among(std::vector<std::string> const& ranges, std::string_view tag, std::string_view words);

}  // namespace bot::text
