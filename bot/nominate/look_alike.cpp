#include "bot/nominate/look_alike.h"

#include <arpa/inet.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "bot/award/score.h"
#include "bot/base/strings.h"

namespace bot::nominate {
namespace {

constexpr std::size_t enough_words = 5;
constexpr int half = 5;  // tenths
constexpr int leaders_compared = 200;

bool mark(char c) {
    return c == '.' || c == '_' || c == '-' || c == '+';
}

/// The address with its first bytes kept: `four` of IPv4 (also inside IPv6), `six` of IPv6. Empty if it is
/// none.
std::string prefix_of(std::string_view client, std::size_t four, std::size_t six) {
    std::string const text(client);
    std::array<unsigned char, 16> bytes{};
    auto* first = bytes.data();
    auto family = AF_INET;
    if (inet_pton(AF_INET, text.c_str(), first) != 1) {
        if (inet_pton(AF_INET6, text.c_str(), first) != 1) return {};
        constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
        if (std::equal(mapped.begin(), mapped.end(), first))
            first += mapped.size();
        else
            family = AF_INET6;
    }
    auto const length = family == AF_INET ? std::size_t{4} : std::size_t{16};
    auto const kept = family == AF_INET ? four : six;
    std::fill(first + kept, first + length, static_cast<unsigned char>(0));
    char out[INET6_ADDRSTRLEN] = {};
    return inet_ntop(family, first, out, sizeof out);
}

}  // namespace

std::string address_prefix(std::string_view client) {
    return prefix_of(client, 4, 8);
}

std::string wide_prefix(std::string_view client) {
    return prefix_of(client, 3, 6);
}

std::string name_run(MailAddress const& address) {
    std::string stem;
    bool taken = false;
    auto const local = lower_ascii(address.local);
    for (std::size_t i = 0; i < local.size(); ++i) {
        auto const alone = (i == 0 || mark(local[i - 1])) && i + 1 < local.size() && mark(local[i + 1]);
        if ((local[i] >= '0' && local[i] <= '9') || (alone && !mark(local[i]))) {
            taken = true;
            if (stem.empty() || stem.back() != '#') stem += '#';
        } else {
            stem += local[i];
        }
    }
    return taken ? stem + "@" + mail_owner(address.domain) : "";
}

std::vector<storage::NominationSignal> sender_signals(Keys const& keys, std::string_view client,
                                                      MailAddress const& address) {
    std::vector<storage::NominationSignal> signals;
    auto const add = [&](std::string const& signal, std::string const& value) {
        if (!value.empty()) signals.push_back({signal, keys.hash("signal." + signal, {value})});
    };
    add("prefix", address_prefix(client));
    add("prefix_wide", wide_prefix(client));
    add("mail_domain", is_public_provider(address.domain) ? "" : mail_owner(address.domain));
    add("name_run", name_run(address));
    return signals;
}

storage::NominationSignal mail_server_signal(Keys const& keys, std::string const& owner) {
    return {"mail_server", keys.hash("signal.mail_server", {owner})};
}

text::Sketch sketch_of(std::string_view story) {
    auto const words = text::folded_words(story);
    return words.size() < enough_words ? text::Sketch() : text::Sketch(text::WordPairs(words));
}

bool similar(text::Sketch const& one, text::Sketch const& other) {
    return one.share(other, half);
}

std::optional<storage::NominationId> burst_leader(storage::Read const& read, std::string const& season,
                                                  storage::CompanyId const& company,
                                                  text::Sketch const& sketch, storage::Time since) {
    if (sketch.empty()) return std::nullopt;
    for (auto const& burst : storage::bursts::since(read, season, company, since, leaders_compared))
        if (similar(sketch, text::Sketch::of_bytes(from_base64(burst.sketch).value_or(""))))
            return burst.leader;
    return std::nullopt;
}

storage::NominationSignal burst_signal(Keys const& keys, storage::NominationId const& leader) {
    return {"burst", keys.hash("signal.burst", {leader.text()})};
}

std::string group_ids(std::string const& group_salt, storage::Nomination const& nomination,
                      std::vector<storage::NominationSignal> const& signals) {
    auto const salt = from_base64(group_salt).value_or("");
    std::set<std::string> ids;
    for (auto const& [signal, value] : signals) {
        crypto_auth_hmacsha256_state state;
        crypto_auth_hmacsha256_init(&state, reinterpret_cast<unsigned char const*>(salt.data()), salt.size());
        for (auto const& part : {nomination.season, nomination.company.text(), signal, value}) {
            auto const framed = std::to_string(part.size()) + ":" + part;
            crypto_auth_hmacsha256_update(&state, reinterpret_cast<unsigned char const*>(framed.data()),
                                          framed.size());
        }
        unsigned char mac[crypto_auth_hmacsha256_BYTES];
        crypto_auth_hmacsha256_final(&state, mac);
        char hex[33];
        std::string id = sodium_bin2hex(hex, sizeof hex, mac, 16);
        ids.insert(signal == "prefix_wide" ? award::wide_group + id : id);
    }
    return nlohmann::json(ids).dump();
}

}  // namespace bot::nominate
