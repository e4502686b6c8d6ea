#include "bot/notify/mailer.h"

#include <algorithm>
#include <array>

#include "bot/base/kill_point.h"
#include "bot/base/log.h"
#include "bot/notify/mime_message.h"

namespace bot::notify {
namespace {

using namespace std::chrono_literals;

constexpr int at_once = 50;
/// Longer than any try takes; after a crash the mail is due again then.
constexpr auto held_for = 10min;
constexpr std::array waits = {1min, 5min, 15min, 60min, 180min, 360min};
constexpr auto given_up_after = std::chrono::days(3);

}  // namespace

void queue_mail(storage::Write& write, Keys const& keys, storage::Mail::Purpose purpose,
                std::string const& to, std::string const& subject, std::string const& body, storage::Time at,
                std::optional<std::string> mailbox) {
    storage::Mail mail;
    mail.purpose = purpose;
    mail.sealed_to = keys.seal(to);
    mail.sealed_text = keys.seal(subject + "\n" + body);
    mail.created_at = mail.due_at = at;
    mail.mailbox = std::move(mailbox);
    storage::mails::add(write, mail);
}

Mailer::Mailer(storage::Store& store, Keys const& keys, Clock const& clock, MailTransport& transport,
               Settings settings)
    : store_(store), keys_(keys), clock_(clock), transport_(transport), settings_(std::move(settings)) {}

int Mailer::run_once() {
    int left = 0;
    for (auto const& mail : storage::mails::due(store_, clock_.now(), at_once)) {
        auto const until = clock_.now() + held_for;
        if (store_.write([&](storage::Write& write) { return storage::mails::take(write, mail, until); }))
            left += send(mail);
    }
    return left;
}

bool Mailer::send(storage::Mail const& mail) {
    auto const fail = [&](std::string const& why) {
        store_.write(
            [&](storage::Write& write) { storage::mails::failed(write, mail.id, clock_.now(), why); });
        log::warn("a mail can never be delivered", {{"mail", mail.id}, {"why", log::vouched(why)}});
    };
    try {
        transport_.deliver(pack(mail));
    } catch (MailNotSent const& error) {
        error.for_good ? fail(error.what()) : put_off(mail, error.what());
        return false;
    } catch (std::invalid_argument const& error) {
        fail(error.what());
        return false;
    }
    kill_point("mail handed over");
    store_.write([&](storage::Write& write) { storage::mails::sent(write, mail.id, clock_.now()); });
    return true;
}

OutgoingMail Mailer::pack(storage::Mail const& mail) const {
    auto const to = mail.sealed_to ? keys_.open(*mail.sealed_to) : std::nullopt;
    auto const text = mail.sealed_text ? keys_.open(*mail.sealed_text) : std::nullopt;
    if (!to || !text) throw std::invalid_argument("it was sealed with another mail key");
    auto const line = std::min(text->find('\n'), text->size());
    MimeMessage const message{mail.id.text(),        settings_.from,
                              settings_.from_name,   *to,
                              text->substr(0, line), line == text->size() ? "" : text->substr(line + 1),
                              mail.created_at};
    return {message.id, message.from, message.to, to_eml(message)};
}

void Mailer::put_off(storage::Mail const& mail, std::string const& why) {
    auto const now = clock_.now();
    auto const wait = waits[std::min<std::size_t>(static_cast<std::size_t>(mail.tries), waits.size() - 1)];
    auto const over = now - mail.created_at >= given_up_after;
    store_.write([&](storage::Write& write) {
        if (over)
            storage::mails::failed(write, mail.id, now, why);
        else
            storage::mails::put_off(write, mail.id, now + wait, why);
    });
    log::warn("a mail could not be delivered",
              {{"mail", mail.id}, {"tries", mail.tries + 1}, {"given_up", over}, {"why", log::vouched(why)}});
}

}  // namespace bot::notify
