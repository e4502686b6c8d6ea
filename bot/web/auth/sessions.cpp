#include "bot/web/auth/sessions.h"

#include <charconv>

#include "storage/sign_in.h"

namespace bot::web {

namespace {

constexpr char const* cookie_name = "session";
/// Being seen is written down this often at most, so that reading pages costs no writes.
constexpr std::chrono::minutes seen_every{1};
/// A known browser gets a new cookie when its own has run for so long.
constexpr std::chrono::days renewed_after{30};

storage::AuditEntry entry_for(storage::OperatorId const& person, std::string route, Time now) {
    storage::AuditEntry entry;
    entry.at = now;
    entry.person = person;
    entry.route = std::move(route);
    return entry;
}

/// The time in milliseconds that stands there; empty if it is no number.
std::optional<long long> moment(std::string_view text) {
    long long time = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(time) : std::nullopt;
}

}  // namespace

std::string Sessions::hash_of(std::string const& token) const {
    return keys_.session_hash("session", {token});
}

std::string Sessions::cookie(std::string const& name, std::string const& value,
                             std::chrono::seconds age) const {
    return name + "=" + value + "; Path=/console; Max-Age=" + std::to_string(age.count()) +
           "; HttpOnly; SameSite=Lax" + (settings_.secure ? "; Secure" : "");
}

std::string Sessions::begin(storage::OperatorId const& person, Request const& request) {
    auto const token = storage::random_base32(20);
    auto const now = clock_.now();
    storage::Session const session{hash_of(token), person, now, now, now + settings_.longest};
    auto const before = request.cookie(cookie_name);
    store_.write([&](storage::Write& write) {
        if (before) storage::sessions::remove(write, hash_of(*before));
        storage::sessions::add(write, session);
        storage::audit::add(write, entry_for(person, "POST /console/sign-in", now));
    });
    return cookie(cookie_name, token, settings_.longest);
}

std::optional<storage::Operator> Sessions::find(Request const& request) {
    auto const token = request.cookie(cookie_name);
    if (!token) return std::nullopt;
    auto const session = storage::sessions::find(store_, hash_of(*token));
    auto const now = clock_.now();
    if (!session || session->expires_at <= now || session->seen_at + settings_.idle <= now)
        return std::nullopt;
    auto person = storage::operators::find(store_, session->person);
    if (!person || person->disabled_at) return std::nullopt;
    if (now - session->seen_at >= seen_every)
        store_.write(
            [&](storage::Write& write) { storage::sessions::seen(write, session->token_hash, now); });
    return person;
}

bool Sessions::may(storage::Operator const& person, storage::Operator::Role least) const {
    return least == storage::Operator::Role::plain || storage::operators::may_lead(store_, person);
}

void Sessions::note(storage::Operator const& person, std::string route, std::optional<std::string> subject,
                    bool refused) {
    auto entry = entry_for(person.id, std::move(route), clock_.now());
    entry.subject = std::move(subject);
    entry.refused = refused;
    store_.write([&](storage::Write& write) { storage::audit::add(write, entry); });
}

std::optional<std::string> Sessions::device_cookie(Request const& request,
                                                   storage::Operator const& person) const {
    auto const now = clock_.now();
    auto const has = request.cookie(KnownDevices::cookie_name);
    KnownDevices const devices(keys_);
    if (has && devices.is_theirs(person, *has, now)) {
        auto const made_at = moment(std::string_view(*has).substr(0, has->find('.')));
        if (made_at && now < Time(std::chrono::milliseconds(*made_at)) + renewed_after) return std::nullopt;
    }
    return cookie(KnownDevices::cookie_name, devices.make(person, now), KnownDevices::valid);
}

std::string Sessions::end(Request const& request) {
    if (auto const token = request.cookie(cookie_name))
        store_.write([&](storage::Write& write) { storage::sessions::remove(write, hash_of(*token)); });
    return cookie(cookie_name, "", std::chrono::seconds(0));
}

std::string Sessions::console_token(Request const& request) const {
    auto const token = request.cookie(cookie_name);
    return token ? keys_.session_hash("console form", {*token}) : "";
}

void Sessions::forget_old() {
    auto const now = clock_.now();
    store_.write(
        [&](storage::Write& write) { storage::sessions::remove_old(write, now, now - settings_.idle); });
}

std::string KnownDevices::make(storage::Operator const& person, Time now) const {
    auto const time = std::to_string(now.time_since_epoch().count());
    return time + "." +
           keys_.session_hash("device", {person.id.text(), person.password_hash.value_or(""), time});
}

bool KnownDevices::is_theirs(storage::Operator const& person, std::string_view cookie, Time now) const {
    auto const made_at = moment(cookie.substr(0, cookie.find('.')));
    if (!made_at) return false;
    Time const then{std::chrono::milliseconds(*made_at)};
    return then <= now && now < then + valid && same_secret(make(person, then), cookie);
}

std::string FormTokens::signed_at(std::string const& cookie, std::string const& time) const {
    return time + "." + keys_.session_hash("form", {cookie, time});
}

std::string FormTokens::make(std::string const& cookie) const {
    return signed_at(cookie, std::to_string(clock_.now().time_since_epoch().count()));
}

bool FormTokens::is_valid(std::string const& cookie, std::string_view token) const {
    auto const time = token.substr(0, token.find('.'));
    auto const made_at = moment(time);
    if (!made_at) return false;
    auto const age = clock_.now().time_since_epoch().count() - *made_at;
    auto const limit = std::chrono::milliseconds(valid).count();
    return same_secret(signed_at(cookie, std::string(time)), token) && age >= 0 && age <= limit;
}

}  // namespace bot::web
