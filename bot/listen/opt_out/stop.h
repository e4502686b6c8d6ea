#pragma once

#include <string_view>

namespace bot::listen {

/// Whether somebody who writes to us wants to hear no more from us: says "stop" or "no thanks" and nothing
/// else of weight, declines, or asks to be left alone, taken off a list or not written to, politely or
/// rudely. English, German, French, Spanish, Dutch, Portuguese and Italian, whatever the post says it is
/// written in; the words are in config/lexicon/stop.txt. Mentions, links, quotes, case, accents and
/// punctuation do not count. "Can't stop smiling" is no stop, nor is a refusal inside more than 30 words.
/// Pure.
bool says_stop(std::string_view text);

}  // namespace bot::listen
