#include "bot/notify/mailer.h"

#include <algorithm>
#include <array>

#include "bot/base/kill_point.h"
#include "bot/base/log.h"
#include "bot/notify/mime_message.h"
#include "storage/host.h"

namespace bot::notify {
namespace {

using namespace std::chrono_literals;

constexpr int at_once = 50;
/// Longer than any try takes; after a crash the mail is due again then.
constexpr auto held_for = 10min;
constexpr std::array waits = {1min, 5min, 15min, 60min, 180min, 360min};
constexpr auto given_up_after = std::chrono::days(3);
/// The server's own: everybody waits for it, so it is asked more often, and what waits is kept for longer
/// than any link in a mail is valid.
constexpr std::array server_waits = {1min, 5min, 15min};
constexpr auto kept_for_server = std::chrono::days(30);
/// Well below what counts as a job that hangs.
constexpr auto longest_round = 2min;
/// Wrong addresses come one at a time.
constexpr int failures_that_tell = 3;

template <std::size_t Size>
auto nth(std::array<std::chrono::minutes, Size> const& all, int number) {
    return all[std::min(static_cast<std::size_t>(std::max(number, 0)), Size - 1)];
}

}  // namespace

storage::MailId queue_mail(storage::Write& write, Keys const& keys, storage::Mail::Purpose purpose,
                           std::string const& to, std::string const& subject, std::string const& body,
                           storage::Time at, std::optional<std::string> mailbox,
                           std::string const& unsubscribe) {
    storage::Mail mail;
    mail.purpose = purpose;
    mail.sealed_to = keys.seal(to);
    mail.sealed_text = keys.seal(subject + "\n" + body);
    mail.created_at = mail.due_at = at;
    mail.mailbox = std::move(mailbox);
    if (!unsubscribe.empty()) mail.sealed_unsubscribe = keys.seal(unsubscribe);
    storage::mails::add(write, mail);
    return mail.id;
}

Mailer::Mailer(storage::Store& store, Keys const& keys, Clock const& clock, MailTransport& transport,
               Settings settings)
    : store_(store), keys_(keys), clock_(clock), transport_(transport), settings_(std::move(settings)) {}

int Mailer::run_once() {
    int left = 0;
    auto const began = clock_.now();
    // A clock that was set back must not make it wait for longer than it ever does.
    if (began < server_again_at_ && server_again_at_ - began <= server_waits.back()) return 0;
    for (auto const& mail : storage::mails::due(store_, began, at_once)) {
        auto const now = clock_.now();
        if (now - began > longest_round) break;
        if (!store_.write(
                [&](storage::Write& write) { return storage::mails::take(write, mail, now + held_for); }))
            continue;
        auto const end = send(mail);
        if (end == End::server_refuses) break;
        if (end == End::left) ++left;
    }
    return left;
}

Mailer::End Mailer::send(storage::Mail const& mail) {
    auto const fail = [&](std::string const& why) {
        store_.write(
            [&](storage::Write& write) { storage::mails::failed(write, mail.id, clock_.now(), why); });
        log::warn("a mail can never be delivered", {{"mail", mail.id}, {"why", log::vouched(why)}});
        return End::over;
    };
    try {
        transport_.deliver(pack(mail));
    } catch (MailNotSent const& error) {
        if (error.fault == MailNotSent::Fault::recipient) return fail(error.what());
        tell(error);
        put_off(mail, error);
        return error.fault == MailNotSent::Fault::server ? End::server_refuses : End::put_off;
    } catch (std::invalid_argument const& error) {
        return fail(error.what());
    }
    kill_point("mail handed over");
    failures_ = refusals_ = 0;
    bool const told = store_.write([&](storage::Write& write) {
        storage::mails::sent(write, mail.id, clock_.now());
        return storage::host_alerts::clear(write, "mail");
    });
    if (told) log::info("mails leave again");
    return End::left;
}

OutgoingMail Mailer::pack(storage::Mail const& mail) const {
    auto const to = mail.sealed_to ? keys_.open(*mail.sealed_to) : std::nullopt;
    auto const text = mail.sealed_text ? keys_.open(*mail.sealed_text) : std::nullopt;
    if (!to || !text) throw std::invalid_argument("it was sealed with another mail key");
    auto const line = std::min(text->find('\n'), text->size());
    auto const unsubscribe = mail.sealed_unsubscribe ? keys_.open(*mail.sealed_unsubscribe).value_or("") : "";
    MimeMessage const message{mail.id.text(),        settings_.from,
                              settings_.from_name,   *to,
                              text->substr(0, line), line == text->size() ? "" : text->substr(line + 1),
                              mail.created_at,       unsubscribe};
    return {message.id, message.from, message.to, to_eml(message)};
}

void Mailer::put_off(storage::Mail const& mail, MailNotSent const& error) {
    auto const now = clock_.now();
    bool const server = error.fault == MailNotSent::Fault::server;
    auto const wait = server ? nth(server_waits, refusals_++) : nth(waits, mail.tries);
    if (server) server_again_at_ = now + wait;
    bool const over =
        now - mail.created_at >= (server ? kept_for_server : given_up_after) && settings_.may_give_up();
    store_.write([&](storage::Write& write) {
        if (over)
            storage::mails::failed(write, mail.id, now, error.what());
        else
            storage::mails::put_off(write, mail.id, now + wait, error.what());
    });
    log::warn("a mail could not be delivered", {{"mail", mail.id},
                                                {"tries", mail.tries + 1},
                                                {"given_up", over},
                                                {"again_in_ms", wait},
                                                {"why", error}});
}

void Mailer::tell(MailNotSent const& error) {
    ++failures_;
    if (error.fault != MailNotSent::Fault::server && failures_ < failures_that_tell) return;
    bool const fresh = store_.write([&](storage::Write& write) {
        return storage::host_alerts::raise(write, {"mail", error.what(), clock_.now()});
    });
    if (fresh) log::error("no mail leaves; all wait, sealed, until one does", {{"why", error}});
}

}  // namespace bot::notify
