#include "bot/nominate/announcement.h"

#include "bot/base/kill_point.h"
#include "bot/nominate/mail_address.h"
#include "bot/notify/mailer.h"
#include "storage/companies.h"
#include "storage/company_contacts.h"
#include "storage/nominations.h"
#include "storage/seasons.h"

namespace bot::nominate {
namespace {

constexpr int told_at_once = 100;

}  // namespace

Announcement::Announcement(storage::Store& store, Keys const& keys, Clock const& clock,
                           pages::Words const& words, AnnouncementSettings settings)
    : store_(store), keys_(keys), clock_(clock), words_(words), settings_(std::move(settings)) {}

std::string Announcement::language_of(storage::CompanyId const& company) const {
    auto const contact = storage::company_contacts::confirmed_of(store_, company);
    return contact ? contact->language : "";
}

bool Announcement::tell_company(std::string const& season_id, Honour const& honour) {
    auto const told = store_.write([&](storage::Write& write) {
        auto const contact = storage::company_contacts::confirmed_of(write, honour.company);
        auto const to =
            contact && contact->sealed_address ? keys_.open(*contact->sealed_address) : std::nullopt;
        auto const company = storage::companies::find(write, honour.company);
        auto const season = storage::seasons::find(write, season_id);
        if (!to || !company || !season || honour.lines.empty()) return false;
        if (!storage::told::tell(write, season_id, "company " + honour.company.text(), clock_.now()))
            return false;
        auto const& language = contact->language;
        std::string list;
        for (auto const& line : honour.lines)
            list += words_.say(language, "mail.honour.line",
                               {{"title", line.title},
                                {"page", line.page},
                                {"badge", line.badge},
                                {"certificate", line.certificate}}) +
                    "\n";
        auto const link = contact->sealed_link ? keys_.open(*contact->sealed_link).value_or("") : "";
        auto const end = settings_.public_url + "/" + language + "/contact/" + link;
        pages::Arguments const arguments = {{"company", company->name},
                                            {"season", season->name},
                                            {"programme", settings_.programme},
                                            {"list", list},
                                            {"link", end}};
        notify::queue_mail(write, keys_, storage::Mail::Purpose::news, *to,
                           words_.say(language, "mail.honour.subject", arguments),
                           words_.say(language, "mail.honour.body", arguments), clock_.now(), {},
                           end + "/end");
        return true;
    });
    kill_point("company told");
    return told;
}

bool Announcement::tell_nominators(std::string const& season_id, std::string const& page,
                                   storage::NominationId& after) {
    auto const some = storage::nominations::to_tell(store_, season_id, after, told_at_once);
    if (some.empty()) return false;
    store_.write([&](storage::Write& write) {
        auto const season = storage::seasons::find(write, season_id);
        for (auto const& read : some) {
            auto const nomination = storage::nominations::find(write, read.id);
            bool const wishes = nomination && nomination->tell_result &&
                                nomination->state == storage::Nomination::State::counted;
            auto const mail =
                wishes && nomination->sealed_mail ? keys_.open(*nomination->sealed_mail) : std::nullopt;
            auto const address = mail ? read_address(*mail) : std::nullopt;
            if (!season || !address) continue;
            // The row may have forgotten its person by now; the address tells.
            auto const person = "person " + keys_.hash("told", {season_id, folded(*address)});
            if (!storage::told::tell(write, season_id, person, clock_.now())) continue;
            auto const& language = nomination->language;
            pages::Arguments const arguments = {
                {"season", season->name}, {"programme", settings_.programme}, {"link", page}};
            notify::queue_mail(write, keys_, storage::Mail::Purpose::news, *mail,
                               words_.say(language, "mail.result.subject", arguments),
                               words_.say(language, "mail.result.body", arguments), clock_.now());
        }
    });
    after = some.back().id;
    kill_point("nominators told");
    return true;
}

}  // namespace bot::nominate
