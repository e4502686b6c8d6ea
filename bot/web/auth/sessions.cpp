#include "bot/web/auth/sessions.h"

#include "storage/sign_in.h"

namespace bot::web {

namespace {

constexpr char const* cookie_name = "session";
/// Being seen is written down this often at most, so that reading pages costs no writes.
constexpr std::chrono::minutes seen_every{1};

}  // namespace

std::string Sessions::hash_of(std::string const& token) const {
    return keys_.session_hash("session", {token});
}

std::string Sessions::cookie(std::string const& value, std::chrono::seconds age) const {
    return std::string(cookie_name) + "=" + value +
           "; Path=/console; Max-Age=" + std::to_string(age.count()) + "; HttpOnly; SameSite=Lax" +
           (settings_.secure ? "; Secure" : "");
}

std::string Sessions::begin(storage::OperatorId const& person, Request const& request) {
    auto const token = storage::random_base32(20);
    auto const now = clock_.now();
    storage::Session const session{hash_of(token), person, now, now, now + settings_.longest};
    auto const before = request.cookie(cookie_name);
    store_.write([&](storage::Write& write) {
        if (before) storage::sessions::remove(write, hash_of(*before));
        storage::sessions::add(write, session);
    });
    return cookie(token, settings_.longest);
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

std::string Sessions::end(Request const& request) {
    if (auto const token = request.cookie(cookie_name))
        store_.write([&](storage::Write& write) { storage::sessions::remove(write, hash_of(*token)); });
    return cookie("", std::chrono::seconds(0));
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

}  // namespace bot::web
