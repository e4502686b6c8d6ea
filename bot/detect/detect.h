#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/reasons.h"

namespace bot::detect {

// The door to this folder: a text becomes a verdict. bot/detect/README.md tells the steps.

/// What kind of post it is; bot/detect/README.md has the meanings. The order is that of a model's weights and
/// of the tables that are printed.
enum class Label { praise, thanks, product, complaint, mixed, other };
constexpr std::size_t label_count = 6;
/// "praise": as files, the database and the command line have it.
std::string_view name_of(Label label);
/// Absent if there is no such label.
std::optional<Label> label_named(std::string_view name);

/// Who is praised: the team, a single person, or a person and the team beside them.
enum class Credit { team, person, both };
std::string_view name_of(Credit credit);
std::optional<Credit> credit_named(std::string_view name);

/// A post to classify. What it points to must live during the call only.
struct Text {
    std::string_view words;     // UTF-8
    std::string_view language;  // BCP 47; "" if not known
    /// Handle, without @; "" if not known. A company's own post is never praise of itself.
    std::string_view author;
};

/// What the detector says of a post.
struct Verdict {
    Label label = Label::other;
    double praise = 0;                   // calibrated probability, 0 to 1
    std::optional<std::string> company;  // key of one of the companies given
    std::optional<std::string> handle;   // the handle it is praised by, without @
    std::optional<Credit> credit;        // absent unless praise, mixed or a candidate
    std::optional<std::string> person;   // as written
    std::vector<Reason> reasons;         // as credit; explain() gives those of other posts too
    bool prefiltered = false;            // dropped before the model looked: label other, praise 0
};

/// The text of config/praise.model as it was built into the program.
std::string_view shipped_model();

/// A company to recognise. Names are as written; folding is the detector's work.
struct Company {
    std::string key;
    std::string name;
    std::vector<std::string> handles, hashtags;  // with their signs or without
    std::vector<std::string> aliases;            // other names
    std::vector<std::string> never;              // phrases that hold a name and do not mean the company
};

/// Classifies posts. Pure: no clock, no I/O. Immutable once built, so any thread; a new model is a new
/// Detector.
class Detector {
public:
    /// `model` is the text of a file made by `supportawards train`. Throws std::invalid_argument naming the
    /// line if it cannot be read, and std::logic_error if the word lists are broken.
    Detector(std::string_view model, std::vector<Company> const& companies);
    ~Detector();
    /// Reasons, company, handle and credit only for praise, `mixed` and candidates.
    Verdict detect(Text const& text) const;
    /// The same, with the reasons of every post that the model looked at: why it is no praise, too.
    Verdict explain(Text const& text) const;
    /// Whether it is a complaint, or mixed. Looks at every post, also at those that detect() drops at once
    /// because nothing in them praises. False of what a company writes.
    bool complains(Text const& text) const;
    /// Of a JSON object with a post's words under "text": false only if detect() would drop them. Costs a
    /// fraction of reading the JSON.
    bool may_hold_praise(std::string_view json) const;
    /// Names the model; stored with each candidate.
    std::string const& model() const;
    /// At or above this probability a post becomes a candidate; at or above the second it is "likely".
    double candidate_from() const;
    double likely_from() const;

private:
    struct Parts;
    std::unique_ptr<Parts const> parts_;
};

}  // namespace bot::detect
