#include "bot/nominate/mail_providers.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "bot/base/strings.h"
#include "bot/text/hosts.h"
#include "embedded_config.h"

namespace bot::nominate {
namespace {

std::vector<std::string> split(std::string_view text, std::string_view at) {
    std::vector<std::string> parts;
    for (std::size_t from = text.find_first_not_of(at); from < text.size();) {
        auto const to = std::min(text.find_first_of(at, from), text.size());
        parts.emplace_back(text.substr(from, to - from));
        from = text.find_first_not_of(at, to);
    }
    return parts;
}

/// "live.{com,fr}" is "live.com" and "live.fr".
std::vector<std::string> spelled_out(std::string const& pattern) {
    auto const open = pattern.find('{');
    if (open == pattern.npos) return {pattern};
    auto const close = pattern.find('}', open);
    if (close == pattern.npos) throw std::invalid_argument("no } in " + pattern);
    std::vector<std::string> all;
    for (auto const& middle : split(std::string_view(pattern).substr(open + 1, close - open - 1), ","))
        all.push_back(pattern.substr(0, open) + middle + pattern.substr(close + 1));
    return all;
}

void set_rule(Provider& provider, std::string const& word) {
    if (word == "plus")
        provider.plus = true;
    else if (word == "base")
        provider.base = true;
    else if (word == "dots")
        provider.dots = true;
    else if (word == "dashes")
        provider.dashes = true;
    else if (word == "one")
        provider.one = true;
    else if (word == "subdomains")
        provider.subdomains = true;
    else
        throw std::invalid_argument(word + " is no rule for addresses");
}

std::string_view embedded_list() {
    for (auto const& file : embedded_config::files())
        if (file.path == "mail_providers.txt") return file.bytes;
    throw std::logic_error("the program lacks its file mail_providers.txt");
}

}  // namespace

MailProviders::MailProviders(std::string_view text) {
    std::string section;
    for (auto const& raw : split(text, "\n")) {
        auto const line = trimmed(std::string_view(raw).substr(0, raw.find('#')));
        if (line.empty()) continue;
        if (line.front() == '[') {
            section = line;
            continue;
        }
        auto const colon = line.find(':');
        std::vector<std::string> domains;
        for (auto const& pattern : split(line.substr(0, colon), " \t"))
            for (auto& domain : spelled_out(pattern)) domains.push_back(std::move(domain));
        if (section == "[hosting]") {
            hosts_.insert(domains.begin(), domains.end());
        } else if (section == "[sold]") {
            sold_.insert(domains.begin(), domains.end());
        } else if (section == "[providers]" && !domains.empty()) {
            Provider provider;
            provider.home = domains.front();
            if (colon != line.npos)
                for (auto const& word : split(line.substr(colon + 1), " \t")) set_rule(provider, word);
            for (auto const& domain : domains) providers_.emplace(domain, provider);
        } else {
            throw std::invalid_argument("it stands in no section: " + std::string(line));
        }
    }
}

MailProviders const& MailProviders::built_in() {
    static MailProviders const all(embedded_list());
    return all;
}

Provider const* MailProviders::find(std::string_view domain) const {
    auto const exact = providers_.find(domain);
    if (exact != providers_.end()) return &exact->second;
    auto const dot = domain.find('.');
    if (dot == domain.npos) return nullptr;
    auto const above = providers_.find(domain.substr(dot + 1));
    return above != providers_.end() && above->second.subdomains ? &above->second : nullptr;
}

std::string owner_of(MailProviders const& providers, std::string_view domain) {
    auto const owner = text::registrable_domain(domain);
    if (!providers.sold(owner) || owner.size() >= domain.size()) return owner;
    auto const below = domain.substr(0, domain.size() - owner.size() - 1);
    auto const dot = below.rfind('.');
    return std::string(dot == below.npos ? below : below.substr(dot + 1)) + "." + owner;
}

}  // namespace bot::nominate
