#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/reasons.h"
#include "storage/types.h"

// The door to this folder: a text becomes a verdict. bot/detect/README.md tells the steps, what the labels
// mean and how good the verdicts are.
namespace bot::detect {

/// What kind of post it is. `praise`: the author is glad of how a company's people helped. `thanks`: bare
/// courtesy. `product`: glad of a thing, not of people. `complaint`: displeased, or bitter praise. `mixed`:
/// the people are praised, and a complaint still stands. `other`: all else. bot/detect/README.md has more.
/// The order is that of a model's weights and of the tables that are printed.
enum class Label { praise, thanks, product, complaint, mixed, other };
constexpr std::size_t label_count = 6;
/// Who is praised: the team, a single person, or a person and the team beside them.
enum class Credit { team, person, both };

/// "praise", "team": as files, the database and the command line have them. storage::from_name() reads them.
using storage::name_of;

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
    /// Calibrated probability that it is praise, 0 to 1, whatever the label: of the posts with 0.8 four
    /// fifths are.
    double praise = 0;
    // What follows is absent unless the label is praise or mixed, or the post a candidate.
    /// Key of one of the companies given; absent if it names none of them.
    std::optional<std::string> company;
    /// The handle it is praised by, as written, without @; also one of a company that was not given.
    std::optional<std::string> handle;
    std::optional<Credit> credit;
    std::optional<std::string> person;  // as written; absent if nobody is named
    std::vector<Reason> reasons;        // in the order of the post; explain() gives those of other posts too
    /// Dropped before the model looked: label other, praise 0.
    bool prefiltered = false;
};

/// The text of config/praise.model as it was built into the program; it lives as long. Any thread.
std::string_view shipped_model();

/// A company to recognise. Names are as written; folding is the detector's work. Ordinary words count as a
/// name only where they are written as one.
struct Company {
    std::string key;
    std::string name;
    /// With their signs or without.
    std::vector<std::string> handles, hashtags;
    std::vector<std::string> aliases;  // other names
    /// Phrases that hold a name and do not mean the company.
    std::vector<std::string> never;
};

/// Classifies posts. Pure: no clock, no I/O. Immutable once built, so any thread; a new model is a new
/// Detector.
class Detector {
public:
    /// `model` is the text of a file made by `supportawards train`. Throws std::invalid_argument naming the
    /// line if it cannot be read, and std::logic_error if the word lists are broken.
    Detector(std::string_view model, std::vector<Company> const& companies);
    ~Detector();
    /// What kind of post it is. A company's own post is `other`, and nothing more is looked at.
    Verdict detect(Text const& text) const;
    /// The same, with the reasons of every post that the model looked at: why it is no praise, too.
    Verdict explain(Text const& text) const;
    /// Whether it is a complaint, or mixed. Looks at every post, also at those that detect() drops at once
    /// because nothing in them praises. False of what a company writes, and of what
    /// reaches the threshold of praise.
    bool complains(Text const& text) const;
    /// Of a JSON object with a post's words under "text": false only if detect() would drop them, true if
    /// that cannot be told without reading it. Costs a fraction of reading the JSON.
    bool may_hold_praise(std::string_view json) const;
    /// Names the model, as its file does; stored with each candidate.
    std::string const& model() const;
    /// Of the model: at or above this probability of praise a post becomes a candidate; at or above the
    /// second it is "likely". An operator's settings may say otherwise (listen::Settings).
    double candidate_from() const;
    double likely_from() const;

private:
    struct Parts;
    std::unique_ptr<Parts const> parts_;
};

}  // namespace bot::detect

template <>
inline constexpr auto storage::stored_words<bot::detect::Label> =
    std::to_array<std::string_view>({"praise", "thanks", "product", "complaint", "mixed", "other"});
template <>
inline constexpr auto storage::stored_words<bot::detect::Credit> =
    std::to_array<std::string_view>({"team", "person", "both"});
