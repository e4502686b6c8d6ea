#include "bot/nominate/look_alike.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace bot::nominate {
namespace {

constexpr std::size_t enough_words = 5;
constexpr int leaders_compared = 200;

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool mark(char c) {
    return c == '.' || c == '_' || c == '-' || c == '+';
}

std::vector<icu::UnicodeString> words_of(std::string_view story) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    auto const text = fold->normalize(
        icu::UnicodeString::fromUTF8({story.data(), static_cast<int32_t>(story.size())}), status);
    std::unique_ptr<icu::BreakIterator> const breaks(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    std::vector<icu::UnicodeString> words;
    if (U_FAILURE(status)) return words;
    breaks->setText(text);
    for (auto from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks->next())
        if (breaks->getRuleStatus() >= UBRK_WORD_NUMBER) words.emplace_back(text, from, to - from);
    return words;
}

/// Each two words that follow each other; none of a story that is too short to be compared.
std::set<icu::UnicodeString> pairs_of(std::vector<icu::UnicodeString> const& words) {
    std::set<icu::UnicodeString> pairs;
    if (words.size() < enough_words) return pairs;
    for (std::size_t i = 1; i < words.size(); ++i) pairs.insert(words[i - 1] + u' ' + words[i]);
    return pairs;
}

bool mostly_shared(std::set<icu::UnicodeString> const& one, std::set<icu::UnicodeString> const& other) {
    if (one.empty() || other.empty()) return false;
    auto const shared =
        std::count_if(one.begin(), one.end(), [&](auto const& pair) { return other.contains(pair); });
    auto const both = static_cast<std::ptrdiff_t>(one.size() + other.size()) - shared;
    return shared * 2 >= both;
}

std::string burst_of(Keys const& keys, storage::NominationId const& leader) {
    return keys.hash("signal.burst", {leader.text()});
}

}  // namespace

std::string address_prefix(std::string_view client) {
    std::string const text(client);
    in_addr four{};
    in6_addr six{};
    char out[INET6_ADDRSTRLEN] = {};
    if (inet_pton(AF_INET, text.c_str(), &four) == 1) return text;
    if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return {};
    if (IN6_IS_ADDR_V4MAPPED(&six)) return inet_ntop(AF_INET, six.s6_addr + 12, out, sizeof out);
    std::memset(six.s6_addr + 8, 0, 8);
    return inet_ntop(AF_INET6, &six, out, sizeof out);
}

std::string name_run(MailAddress const& address) {
    std::string stem;
    bool taken = false;
    auto const& local = address.local;
    for (std::size_t i = 0; i < local.size(); ++i) {
        auto const alone = (i == 0 || mark(local[i - 1])) && i + 1 < local.size() && mark(local[i + 1]);
        if (digit(local[i]) || (alone && !mark(local[i]))) {
            taken = true;
            if (stem.empty() || stem.back() != '#') stem += '#';
        } else {
            stem += local[i] >= 'A' && local[i] <= 'Z' ? static_cast<char>(local[i] - 'A' + 'a') : local[i];
        }
    }
    return taken ? stem + "@" + address.domain : "";
}

bool similar(std::string_view one, std::string_view other) {
    auto const pairs = pairs_of(words_of(one)), others = pairs_of(words_of(other));
    return mostly_shared(pairs, others);
}

std::vector<storage::NominationSignal> sender_signals(Keys const& keys, std::string_view client,
                                                      MailAddress const& address) {
    std::vector<storage::NominationSignal> signals;
    auto const add = [&](std::string const& signal, std::string const& value) {
        if (!value.empty()) signals.push_back({signal, keys.hash("signal." + signal, {value})});
    };
    add("prefix", address_prefix(client));
    add("mail_domain", is_public_provider(address.domain) ? "" : address.domain);
    add("name_run", name_run(address));
    return signals;
}

std::optional<storage::NominationSignal> burst_signal(storage::Read const& read, Keys const& keys,
                                                      storage::Nomination const& nomination) {
    auto const pairs = pairs_of(words_of(nomination.story.value_or("")));
    if (pairs.empty()) return std::nullopt;
    auto const leaders =
        storage::nominations::burst_leaders(read, nomination.season, nomination.category, nomination.company,
                                            nomination.created_at - std::chrono::hours(1), leaders_compared);
    for (auto const& leader : leaders)
        if (leader.id != nomination.id && leader.story &&
            mostly_shared(pairs, pairs_of(words_of(*leader.story))))
            return storage::NominationSignal{"burst", burst_of(keys, leader.id)};
    return storage::NominationSignal{"burst", burst_of(keys, nomination.id)};
}

bool begins_burst(Keys const& keys, storage::Nomination const& nomination,
                  storage::NominationSignal const& burst) {
    return burst.value_hash == burst_of(keys, nomination.id);
}

std::string group_ids(std::string const& group_salt, storage::Nomination const& nomination,
                      std::vector<storage::NominationSignal> const& signals) {
    auto const salt = from_base64(group_salt).value_or("");
    std::set<std::string> ids;
    for (auto const& [signal, value] : signals) {
        crypto_auth_hmacsha256_state state;
        crypto_auth_hmacsha256_init(&state, reinterpret_cast<unsigned char const*>(salt.data()), salt.size());
        for (auto const& part :
             {nomination.season, nomination.category, nomination.company.text(), signal, value}) {
            auto const framed = std::to_string(part.size()) + ":" + part;
            crypto_auth_hmacsha256_update(&state, reinterpret_cast<unsigned char const*>(framed.data()),
                                          framed.size());
        }
        unsigned char mac[crypto_auth_hmacsha256_BYTES];
        crypto_auth_hmacsha256_final(&state, mac);
        char hex[33];
        ids.insert(sodium_bin2hex(hex, sizeof hex, mac, 16));
    }
    return nlohmann::json(ids).dump();
}

}  // namespace bot::nominate
