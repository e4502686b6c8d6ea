#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/award/score.h"
#include "bot/pages/pages.h"
#include "bot/pages/words.h"
#include "storage/nominations.h"
#include "storage/standings.h"

namespace bot::publish {

/// The words for the figures of the award, in one language. Cheap to make; what it was made of outlives it.
class Formatter {
public:
    Formatter(pages::Words const& words, std::string_view language) : words_(words), language_(language) {}

    /// The message of that key (bot/pages/messages), as pages::Words::say.
    std::string operator()(std::string_view key, pages::Arguments const& arguments = {}) const {
        return words_.say(language_, key, arguments);
    }
    /// Categories that ship have messages; of another the id is made readable: "Quick help" of "quick-help".
    std::string category(std::string_view id) const;
    /// "small", "medium", "large"
    std::string band(storage::Company::Band band) const;
    /// A score: "12.4", "0.31".
    std::string figure(double value) const;
    /// Points, or the end of an axis: "40", "2.5".
    std::string plain(double value) const;
    /// Whole percent, rounded half up; 0 of nothing.
    std::string percent(long long part, long long whole) const;
    /// With one decimal; there must be a value.
    std::string mean(storage::Mean const& mean) const;
    /// "travel · small · 11 of 11 ended well"
    std::string about(storage::Ranked const& company) const;
    /// "best guess 2.9, nine times in ten between 2.0 and 3.7"
    std::string interval(storage::Standing const& standing) const;
    std::string day(storage::Time time) const { return words_.day(language_, time); }
    std::string number(long long value) const { return words_.number(language_, static_cast<double>(value)); }

private:
    pages::Words const& words_;
    std::string_view language_;
};

/// Where an interval lies on an axis from 0 to `axis`: the numbers that part.plot.html draws, and its words.
pages::View plot(Formatter const& format, storage::Standing const& standing, double axis);

/// What part.story.html shows of each.
std::vector<pages::View> stories(Formatter const& format, std::vector<storage::Story> const& stories);

/// How far a season is.
enum class Phase { before, open, closed, announced };
/// As its stored state says: the clock alone moves nothing.
Phase phase_of(storage::Season const& season);
/// When it is still open for the last time, on its last day, as clocks in its zone show it.
storage::Time last_moment(storage::Season const& season);
/// Sets season, phase, phase_day and phase_machine: "Autumn 2026 · open until 30 November".
void set_season(pages::View& view, Formatter const& format, storage::Season const& season, Phase phase);

}  // namespace bot::publish
