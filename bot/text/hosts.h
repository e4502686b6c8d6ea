#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/text/code_points.h"

// Where host names stand in what people write, as the networks themselves look for them.
namespace bot::text {

/// True if names of the public internet end in that label ("com", "みんな", in any case), by the rules of
/// registries in the Public Suffix List that libpsl was built with (publicsuffix.org); an upgrade of that
/// package brings newer ones. Written in letters: "xn--p1ai" is none. Any thread.
bool is_tld(std::u32string_view label);

struct Host {
    std::size_t end = 0;      // 0 if there is none
    std::size_t none_to = 0;  // none begins before this one either, but for one behind a scheme
};
/// The longest host that begins there: labels of any script, then a known TLD that no letter, digit, @, + or
/// - follows.
Host host_at(std::u32string_view text, std::size_t begin);

/// The parts of a host without scheme that stand for themselves: of "日本語example.com" the Latin
/// "example.com". The spans are in `host`.
std::vector<Span> latin_hosts(std::u32string_view host);

/// A host as DNS knows it, "xn--…" for other letters than ASCII (UTS #46). `options` are those of ICU's
/// uidna_openUTS46(). Empty if ICU finds one of `faults` (a set of its UIDNA_ERROR_…), or more than 1,023
/// bytes.
std::optional<std::string> ascii_host(std::string_view host, unsigned options, unsigned faults);

/// The part of a host that somebody registered at a registry ("b.co.uk" of "a.b.co.uk"); the host itself if
/// it is no longer than that. `host` is ASCII in lower case. By the rules of registries alone: whoever lets
/// others have names below their own ("github.io") is one owner.
std::string registrable_domain(std::string_view host);

/// Like registrable_domain(), but whoever has a name below one that lets others have names ("me.github.io")
/// is an owner of their own. `host` is ASCII in lower case.
std::string held_domain(std::string_view host);

/// False if a label is too long or no name could be registered like that.
bool registrable(std::u32string_view host);

}  // namespace bot::text
