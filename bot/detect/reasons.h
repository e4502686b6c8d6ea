#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Why the detector said what it said: found with a verdict, stored, and shown to an operator. Any thread.
namespace bot::detect {

/// Words that made the detector more or less sure of praise. It finds them, they are stored as JSON with the
/// candidate, and the desk shows them.
struct Reason {
    /// Unicode code points (not bytes) of the post as written, `end` exclusive.
    std::size_t start = 0;
    std::size_t end = 0;
    std::string text;   // the words themselves
    double weight = 0;  // log-odds; above 0 speaks for praise
};

/// What the column `candidates.reasons` holds: an array of {"end", "start", "text", "weight"}. Invalid UTF-8
/// in the words is written as U+FFFD.
std::string reasons_json(std::vector<Reason> const& reasons);

/// The same array read again; never throws. An entry that is no reason (a field missing, of another type,
/// negative) is left out, and what is no array at all has none: a lost reason costs a highlight, not the
/// page.
std::vector<Reason> reasons_from(std::string_view json);

/// A piece of a post, in UTF-8, highlighted or not.
struct Segment {
    std::string text;
    bool highlighted = false;
};

/// The post split at the borders of the reasons that speak for praise; the pieces together are the post, byte
/// for byte, and neighbours differ. Reasons may overlap or lie outside of the text.
std::vector<Segment> highlighted(std::string_view text, std::vector<Reason> const& reasons);

}  // namespace bot::detect
