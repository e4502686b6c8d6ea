#include "bot/nominate/follow_up.h"

#include "bot/base/user_error.h"
#include "bot/nominate/changes.h"
#include "bot/notify/mailer.h"
#include "storage/companies.h"
#include "storage/standings.h"

namespace bot::nominate {
namespace {

constexpr int asked_at_once = 50;
using State = storage::Nomination::State;

}  // namespace

FollowUps::FollowUps(storage::Store& store, Keys const& keys, Clock const& clock, pages::Words const& words,
                     std::string public_url)
    : store_(store), keys_(keys), clock_(clock), words_(words), public_url_(std::move(public_url)) {}

std::string FollowUps::link_hash(std::string_view link) const {
    return keys_.hash("follow-up.link", {link.substr(0, 64)});
}

void FollowUps::run_once() {
    store_.write([&](storage::Write& write) {
        for (auto const& due : storage::follow_ups::due(write, clock_.now(), asked_at_once)) ask(write, due);
    });
}

void FollowUps::ask(storage::Write& write, storage::FollowUp const& due) const {
    auto const nomination = storage::nominations::find(write, due.nomination);
    auto const mail =
        nomination && nomination->sealed_mail ? keys_.open(*nomination->sealed_mail) : std::nullopt;
    if (!mail || nomination->state != State::counted || !nomination->may_ask ||
        season_counted(write, *nomination)) {
        storage::follow_ups::remove(write, due.nomination);
        return;
    }
    auto const now = clock_.now();
    auto const link = storage::random_base32(16);
    storage::follow_ups::ask(write, due.nomination, link_hash(link), now);
    auto const& language = nomination->language;
    pages::Arguments const arguments = {
        {"company", storage::companies::resolved(write, nomination->company).value().name},
        {"link", public_url_ + "/" + language + "/follow-up/" + link}};
    notify::queue_mail(write, keys_, storage::Mail::Purpose::follow_up, *mail,
                       words_.say(language, "mail.follow_up.subject", arguments),
                       words_.say(language, "mail.follow_up.body", arguments), now);
}

std::optional<FollowUps::Question> FollowUps::find(std::string_view link) const {
    auto const asked = storage::follow_ups::find_by_link(store_, link_hash(link));
    if (!asked) return std::nullopt;
    auto const nomination = storage::nominations::find(store_, asked->nomination);
    if (!nomination || nomination->state != State::counted) return std::nullopt;
    return Question{*nomination, asked->answer, !asked->answer && season_counted(store_, *nomination)};
}

bool FollowUps::answer(std::string_view link, std::string const& words) {
    if (words != "yes" && words != "partly" && words != "no")
        throw UserError(UserError::Kind::invalid,
                        words_.say(words_.languages().front(), "follow_up.error.choose"));
    auto const question = find(link);
    if (!question) return false;
    if (question->too_late) return true;
    auto const& nomination = question->nomination;
    return or_unavailable(words_, nomination.language, [&] {
        return store_.write([&](storage::Write& write) {
            auto const now = clock_.now();
            if (!season_counted(write, nomination) &&
                storage::follow_ups::answer(write, nomination.id, words, now))
                storage::board_changes::mark(write, nomination.season, nomination.category,
                                             nomination.company, now);
            return true;
        });
    });
}

}  // namespace bot::nominate
