#include "bot/networks/policy.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "bot/base/url.h"
#include "bot/base/user_error.h"
#include "embedded_config.h"

namespace bot::networks {
namespace {

/// The keys of one file; complains in words that name it.
class Reader {
public:
    Reader(std::string const& file, std::string_view text) try : file_(file), table_(toml::parse(text)) {
    } catch (toml::parse_error const& error) {
        throw UserError(UserError::Kind::invalid,
                        fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
    }

    template <class Value>
    Value needed(std::string_view key, char const* kind) {
        known_.push_back(std::string(key));
        if (auto const value = table_[key].value_exact<Value>()) return *value;
        complain(key, fmt::format("must be {}", kind));
    }
    [[noreturn]] void complain(std::string_view key, std::string const& what) const {
        throw UserError(UserError::Kind::invalid, fmt::format("{}: {} {}", file_, key, what));
    }
    void refuse_unknown() const {
        for (auto const& [key, value] : table_)
            if (std::ranges::find(known_, key.str()) == known_.end())
                complain(key.str(), "is not a key of a policy");
    }

private:
    std::string const file_;
    toml::table const table_;
    std::vector<std::string> known_;
};

Policy::ByApi by_api(Reader& reader) {
    auto const name = reader.needed<std::string>("by_api", "a text");
    if (name == "never") return Policy::ByApi::never;
    if (name == "summoned") return Policy::ByApi::summoned;
    if (name == "always") return Policy::ByApi::always;
    reader.complain("by_api", "must be \"never\", \"summoned\" or \"always\"");
}

int whole(Reader& reader, std::string_view key, std::int64_t most) {
    auto const number = reader.needed<std::int64_t>(key, "a whole number");
    if (number < 0 || number > most) reader.complain(key, fmt::format("must be from 0 to {}", most));
    return static_cast<int>(number);
}

/// Text, because a price in binary is a little more or less than it says.
std::string dollars(Reader& reader, std::string_view key) {
    auto const price = reader.needed<std::string>(key, "a text, \"\" for free");
    auto const digits = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
    };
    auto const dot = price.find('.');
    bool const good = price.empty() ||
                      (digits(price.substr(0, dot)) && (dot == price.npos || digits(price.substr(dot + 1))));
    if (!good) reader.complain(key, "must be US dollars like \"0.005\", \"\" for free");
    return price;
}

}  // namespace

Policy read_policy(std::string_view network, std::string_view text, std::string const& file) {
    Reader reader(file.empty() ? fmt::format("policies/{}.toml", network) : file, text);
    Policy policy;
    policy.network = network;
    policy.file = file;
    policy.title = reader.needed<std::string>("title", "a text");
    policy.by_api = by_api(reader);
    policy.by_hand_link =
        reader.needed<std::string>("by_hand_link", "a text, \"\" for the post's own address");
    policy.may_train = reader.needed<bool>("may_train", "true or false");
    policy.daily_cap = whole(reader, "daily_cap", 1000);
    policy.longest_reply = static_cast<std::size_t>(whole(reader, "longest_reply", 1'000'000));
    policy.cost_per_read = dollars(reader, "cost_per_read");
    policy.cost_per_account = dollars(reader, "cost_per_account");
    policy.cost_per_write = dollars(reader, "cost_per_write");
    policy.delete_within_hours = whole(reader, "delete_within_hours", 24 * 365);
    policy.automation_label = reader.needed<std::string>("automation_label", "a text, \"\" for none");
    policy.source = reader.needed<std::string>("source", "a text");
    policy.checked_on = reader.needed<std::string>("checked_on", "a text like \"2026-11-22\"");
    reader.refuse_unknown();
    return policy;
}

PolicyText policy_text(std::string_view network, std::filesystem::path const& own) {
    auto const path = fmt::format("policies/{}.toml", network);
    auto const built_in = std::ranges::find(embedded_config::files(), path, &embedded_config::File::path);
    if (built_in == embedded_config::files().end())
        throw std::out_of_range("no policy is built in for the network " + std::string(network));
    auto const file = own / fmt::format("{}.toml", network);
    if (own.empty() || !std::filesystem::exists(file)) return {"", std::string(built_in->bytes)};
    std::ifstream stream(file, std::ios::binary);
    PolicyText text{file.string(), {std::istreambuf_iterator<char>(stream), {}}};
    if (!stream.is_open() || stream.bad())
        throw UserError(UserError::Kind::not_found,
                        fmt::format("networks.policies: {} cannot be read", file.string()));
    return text;
}

Policy policy_of(std::string_view network, std::filesystem::path const& own) {
    auto const [file, text] = policy_text(network, own);
    return read_policy(network, text, file);
}

std::string by_hand_url(Policy const& policy, std::string_view native_id, std::string_view url,
                        std::string_view words) {
    if (policy.by_hand_link.empty()) return std::string(url);
    std::pair<std::string_view, std::string_view> const places[]{
        {"{native_id}", native_id}, {"{url}", url}, {"{words}", words}};
    auto filled = policy.by_hand_link;
    // Encoded values have no braces, so none of them is taken for a place.
    for (auto const& [place, value] : places)
        for (std::size_t at; (at = filled.find(place)) != filled.npos;)
            filled.replace(at, place.size(), percent_encoded(value));
    return filled;
}

}  // namespace bot::networks
