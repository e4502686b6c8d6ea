#pragma once

#include <string_view>

namespace bot::listen {

/// Whether somebody who writes to us wants to hear no more from us: says "stop" or "no thanks" and nothing
/// else of weight, or asks in plain words to be left alone. English, German, French, Spanish, Dutch,
/// Portuguese and Italian, whatever the post says it is written in. Mentions, links, quotes, case, accents
/// and punctuation do not count. "Can't stop smiling" is no stop. Pure.
bool says_stop(std::string_view text);

}  // namespace bot::listen
