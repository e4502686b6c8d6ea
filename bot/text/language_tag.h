#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bot::text {

/// A language as networks write it ("EN", "en_US", "pt-br", "eng", "zh-Hant-TW") in one spelling: ISO 639-1
/// where there is a code of two letters, then script and region ("en", "en-US", "pt-BR", "zh-Hant-TW"). Empty
/// if it names no language: "English", "und", "". Any thread.
std::string plain_language_tag(std::string_view tag);

/// Whether what is in language `tag` is among `ranges`, the languages that were asked for. A range takes what
/// is narrower, as RFC 4647 §3.3.1 says (`en` takes en-GB, `en-GB` not en-US), and what is told less exactly
/// (`pt-BR` takes pt), as most networks name the language alone. A tag that names no language tells nothing,
/// so it is taken; without ranges all is, and the tag is not looked at. Any thread.
bool language_among(std::vector<std::string> const& ranges, std::string_view tag);

/// Whether `tag` is surely that language: the range or what is narrower. A post that is told less exactly may
/// be another (`pt` is not surely pt-BR).
bool language_within(std::string_view range, std::string_view tag);

}  // namespace bot::text
