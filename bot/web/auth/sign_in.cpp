#include "bot/web/auth/sign_in.h"

#include <sodium.h>

#include <new>

#include "bot/web/auth/sessions.h"
#include "bot/web/http/address.h"
#include "storage/name_folding.h"
#include "storage/sign_in.h"

namespace bot::web {

namespace {

constexpr unsigned long long rounds = 2;
constexpr std::size_t memory = std::size_t{19} * 1024 * 1024;
/// More would keep the threads that answer everybody else.
constexpr int most_waiting = 3;

constexpr std::chrono::hours link_valid{24};
using storage::throttles::Rule;
constexpr std::chrono::minutes quarter{15};
constexpr Rule for_a_device{8, quarter, quarter}, for_a_name_from_there{8, quarter, quarter},
    for_a_neighbourhood{40, quarter, quarter}, for_a_name{20, quarter, std::chrono::minutes(5)};

std::string link_hash(Keys const& keys, std::string const& token) {
    return keys.session_hash("sign-in link", {token});
}

}  // namespace

std::string Passwords::hash_alone(std::string const& password) const {
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), rounds, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();  // It asks for its memory itself.
    return out;
}

std::string Passwords::hash(std::string const& password) {
    Hold const hold(hashing_);
    return hash_alone(password);
}

std::optional<bool> Passwords::matches(std::optional<std::string> const& hash, std::string const& password,
                                       bool patient) {
    if (++waiting_ > most_waiting && !patient) {
        --waiting_;
        return std::nullopt;
    }
    Hold const hold(hashing_);
    --waiting_;
    if (dummy_hash_.empty()) dummy_hash_ = hash_alone("nobody has this password");
    auto const& compared = hash ? *hash : dummy_hash_;
    auto const same = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return same && hash.has_value();
}

std::string one_time_link(storage::Write& write, Keys const& keys, storage::OperatorId const& person,
                          Time now) {
    auto const token = storage::random_base32(20);
    storage::sign_in_links::add(write, link_hash(keys, token), person, now + link_valid);
    return "/console/sign-in/" + token;
}

/// They are counted whether the name exists or not: what is refused tells nothing about who exists.
std::vector<SignIn::Line> SignIn::lines_of(std::string const& name, std::string const& client, bool known,
                                           std::string const& device) const {
    auto const folded = storage::folded_name(name);
    auto const key = [&](char const* purpose, std::string const& part) {
        return std::string(purpose) + " " + keys_.session_hash(purpose, {folded, part});
    };
    if (known) return {{key("sign-in device", device), for_a_device}};
    auto const neighbourhood = address_prefix(client);
    return {{key("sign-in name from", neighbourhood), for_a_name_from_there},
            {"sign-in from " + keys_.session_hash("sign-in from", {neighbourhood}), for_a_neighbourhood},
            {key("sign-in name", ""), for_a_name}};
}

SignIn::Result SignIn::by_password(std::string const& name, std::string const& password,
                                   std::string const& client, std::string const& device) {
    auto const now = clock_.now();
    auto const person = storage::operators::named(store_, name);
    bool const known = person && KnownDevices(keys_).is_theirs(*person, device, now);
    auto const lines = lines_of(name, client, known, device);
    auto const taken = store_.write([&](storage::Write& write) {
        bool all = true;
        for (auto const& [what, rule] : lines) all = storage::throttles::take(write, what, rule, now) && all;
        return all;
    });
    if (!taken) return {{}, Refusal::too_often};
    bool const may = person && !person->disabled_at;
    auto const right = passwords_.matches(may ? person->password_hash : std::nullopt,
                                          password.substr(0, Passwords::longest + 1), known);
    if (!right) return {{}, Refusal::too_often};
    if (!*right) return {};
    store_.write([&](storage::Write& write) { storage::throttles::clear(write, lines.front().what); });
    return {person->id, {}};
}

std::optional<storage::Operator> SignIn::owner_of(std::string const& link) const {
    auto const id = storage::sign_in_links::usable(store_, link_hash(keys_, link), clock_.now());
    if (!id) return std::nullopt;
    auto person = storage::operators::find(store_, *id);
    return person && !person->disabled_at ? person : std::nullopt;
}

std::optional<storage::OperatorId> SignIn::by_link(std::string const& link, std::string const& new_password) {
    if (!owner_of(link)) return std::nullopt;
    auto const hash = passwords_.hash(new_password);
    auto const now = clock_.now();
    return store_.write([&](storage::Write& write) {
        auto const person = storage::sign_in_links::spend(write, link_hash(keys_, link), now);
        if (!person) return person;
        storage::operators::set_password(write, *person, hash);
        storage::sessions::remove_all_of(write, *person);
        return person;
    });
}

}  // namespace bot::web
