#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "bot/base/clock.h"
#include "bot/base/keys.h"
#include "bot/pages/words.h"
#include "storage/nominations.h"

namespace bot::nominate {

/// The one question, once, to those who agreed: "did it end well?" When it is due stands in the database
/// (storage/nominations.h); the answer decides whether a company may win. Any thread; what is referred to
/// outlives it. `link` is the private part of the mailed address; only its keyed hash is stored.
class FollowUps {
public:
    FollowUps(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
              std::string public_url);

    /// Mails the question for those that are due, some at a time. Who withdrew or erased meanwhile is not
    /// asked, nor anybody once the season is counted.
    void run_once();

    /// What the link of a mail leads to.
    struct Question {
        storage::Nomination nomination;
        std::optional<std::string> answer;  // given before
        bool too_late = false;              // it was not, and its season is counted
    };
    /// Empty for a link that is not ours, or whose nomination does not count any more.
    std::optional<Question> find(std::string_view link) const;
    /// "yes", "partly" or "no", else throws UserError `invalid`; the first answer stays, and one
    /// that comes after the season was counted is not kept. False if there is no such question. Marks the board
    /// as changed.
    bool answer(std::string_view link, std::string const& words);

private:
    void ask(storage::Write& write, storage::FollowUp const& due) const;
    std::string link_hash(std::string_view link) const;

    storage::Store& store_;
    Keys const& keys_;
    Clock const& clock_;
    pages::Words const& words_;
    std::string const public_url_;
};

}  // namespace bot::nominate
