#include "bot/networks/mastodon/status.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bot/base/strings.h"
#include "bot/base/url.h"
#include "bot/networks/client/json.h"
#include "bot/text/html_text.h"

namespace bot::networks {
namespace {

using Json = nlohmann::json;

/// Whether a piece of HTML shows that hashtag, in any case.
bool shows_tag(std::optional<std::string> const& html, std::string_view tag) {
    // Most bios do not have the word at all and need not be parsed.
    return html && lower_ascii(*html).find(tag.substr(1)) != std::string::npos &&
           lower_ascii(text::text_of_html(*html)).find(tag) != std::string::npos;
}

bool bio_has(Json const& account, std::string_view tag) {
    if (shows_tag(json::text(account, "note"), tag)) return true;
    return std::ranges::any_of(json::list(account, "fields"), [&](Json const& field) {
        return shows_tag(json::text(field, "name"), tag) || shows_tag(json::text(field, "value"), tag);
    });
}

/// False for `false` only: an absent word is no refusal.
bool refused(Json const& account, std::string_view key) {
    auto const& value = json::item(account, key);
    return value.is_boolean() && !value.get<bool>();
}

/// GoToSocial's interaction policy. Who may answer at once, and who after the author looked at it.
std::optional<std::vector<std::string>> repliers_of(Json const& status) {
    auto const& who = json::deep(status, "interaction_policy/can_reply");
    std::vector<std::string> groups;
    for (auto const* key : {"always", "automatic_approval", "with_approval", "manual_approval"})
        for (auto const& group : json::list(who, key))
            if (auto name = json::text(group)) groups.push_back(std::move(*name));
    return groups.empty() ? std::nullopt : std::optional(std::move(groups));
}

/// "RE: https://…", which servers write for those that do not show what is quoted.
bool names_a_quote(std::string_view line) {
    constexpr std::string_view mark = "RE: ";
    if (!line.starts_with(mark)) return false;
    line.remove_prefix(mark.size());
    return begins_as_web(line) && line.find(' ') == line.npos;
}

/// None of the author's words is in such a line at the beginning or the end.
std::string_view without_quote_lines(std::string_view words) {
    if (auto const first = words.substr(0, words.find('\n')); names_a_quote(first))
        words.remove_prefix(std::min(words.find_first_not_of('\n', first.size()), words.size()));
    auto const last = words.rfind('\n');
    if (names_a_quote(words.substr(last == words.npos ? 0 : last + 1)))
        words = words.substr(0, last == words.npos ? 0 : words.find_last_not_of('\n', last) + 1);
    return words;
}

std::string words_of(Json const& status) {
    auto const warning = json::text(status, "spoiler_text");
    auto const whole = text::text_of_html(json::text(status, "content").value_or(""));
    std::string const content(without_quote_lines(whole));
    if (!warning) return content;
    return content.empty() ? *warning : *warning + "\n\n" + content;
}

FoundPost post_of(Json const& status, Json const& account, std::string const& handle) {
    FoundPost post;
    auto const uri = json::text(status, "uri");
    post.url = json::address(status, "url");
    if (!post.url) post.url = json::address(status, "uri");
    post.native_id = uri ? *uri : post.url.value_or("");
    post.author_id = lower_ascii(handle);
    post.author_handle = handle;
    post.author_name = json::text(account, "display_name");
    post.text = words_of(status);
    post.language = json::text(status, "language");
    post.sensitive = json::truth(status, "sensitive") || json::text(status, "spoiler_text").has_value();
    post.written_at = json::moment(status, "created_at");
    post.time_unread = !post.written_at && json::text(status, "created_at");
    return post;
}

}  // namespace

std::optional<MastodonStatus> read_mastodon_status(Json const& given, std::string_view domain) {
    auto const& boosted = json::item(given, "reblog");
    auto const& status = boosted.is_object() ? boosted : given;
    auto const& account = json::item(status, "account");
    auto const id = json::text(status, "id");
    auto acct = json::text(account, "acct");
    if (!acct) acct = json::text(account, "username");
    if (acct && acct->starts_with('@')) acct->erase(0, 1);
    if (!id || !acct || acct->empty()) return std::nullopt;
    MastodonStatus read;
    read.id = *id;
    read.acct = *acct;
    read.account_id = json::text(account, "id").value_or("");
    read.visibility = json::text(status, "visibility").value_or("public");
    read.in_reply_to_id = json::text(status, "in_reply_to_id");
    read.answers = json::whole(status, "replies_count").value_or(0);
    read.in_reply_to_account_id = json::text(status, "in_reply_to_account_id");
    read.no_bot = bio_has(account, "#nobot");
    read.no_index = json::truth(account, "noindex") || bio_has(account, "#noindex");
    read.not_searchable = refused(account, "indexable");
    read.repliers = repliers_of(status);
    for (auto const& mention : json::list(status, "mentions"))
        if (auto const name = json::text(mention, "acct")) read.mentions.push_back(lower_ascii(*name));
    bool const whole = acct->find('@') != std::string::npos || domain.empty();
    read.post = post_of(status, account, whole ? *acct : *acct + "@" + std::string(domain));
    if (read.post.native_id.empty()) return std::nullopt;
    auto const edited = json::text(status, "edited_at");
    read.version = edited ? read.post.native_id + " " + *edited : read.post.native_id;
    return read;
}

bool mentions_account(Json const& given, std::string_view account_id) {
    auto const& boosted = json::item(given, "reblog");
    auto const& status = boosted.is_object() ? boosted : given;
    return !account_id.empty() && std::ranges::any_of(json::list(status, "mentions"), [&](Json const& one) {
        return json::text(one, "id") == account_id;
    });
}

bool later_id(std::string_view one, std::string_view other) {
    return one.size() != other.size() ? one.size() > other.size() : one > other;
}

}  // namespace bot::networks
