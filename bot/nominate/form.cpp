#include "bot/nominate/form.h"

#include <algorithm>
#include <charconv>

#include "bot/nominate/mail_address.h"
#include "bot/nominate/text.h"

namespace bot::nominate {
namespace {

bool score(std::string const& text) {
    return text.empty() || (text.size() == 1 && text[0] >= '1' && text[0] <= '5');
}

bool too_long(std::string const& text, std::size_t limit, Limits const& limits) {
    return text.size() > limit * limits.bytes_a_character || length(text) > limit;
}

/// The name goes into a mail to an address that a stranger typed: it must not carry a link there.
bool has_link(std::string const& text) {
    return text.find("://") != text.npos || text.find("www.") != text.npos;
}

struct Found {
    std::vector<Mistake> all;
    void add(std::string field, std::string message) {
        all.push_back({std::move(field), "form.error." + std::move(message)});
    }
    void add_if(bool wrong, char const* field, char const* message) {
        if (wrong) add(field, message);
    }
    void check_length(char const* field, std::string const& text, std::size_t limit, Limits const& limits) {
        if (!too_long(text, limit, limits)) return;
        all.push_back({field, "form.error.too_long", static_cast<long long>(limit),
                       static_cast<long long>(length(text))});
    }
};

}  // namespace

std::vector<Mistake> mistakes(Form const& form, Season const& season, Limits const& limits) {
    Found found;
    auto const company = tidy_line(form.company);
    found.add_if(!has_letters(company) || has_link(company), "company", "company");
    found.check_length("company", company, limits.name, limits);
    auto const& categories = season.parts.categories;
    found.add_if(std::find(categories.begin(), categories.end(), form.category) == categories.end(),
                 "category", "category");
    found.add_if(form.excellent != "yes" && form.excellent != "no", "excellent", "excellent");
    found.add_if(form.credit != "team" && form.credit != "person" && form.credit != "both", "credit",
                 "credit");
    found.check_length("person", tidy_line(form.person), limits.name, limits);
    found.add_if(!score(form.empathy), "empathy", "score");
    found.add_if(!score(form.knowledge), "knowledge", "score");
    found.add_if(!score(form.professionalism), "professionalism", "score");
    found.check_length("story", tidy_story(form.story), limits.story, limits);
    found.add_if(!read_address(form.mail), "mail", form.mail.empty() ? "mail_missing" : "mail");
    return std::move(found.all);
}

std::string started_stamp(Keys const& keys, Time now) {
    auto const time = std::to_string(now.time_since_epoch().count());
    return time + "." + keys.session_hash("form.started", {time});
}

std::optional<Time> started_at(Keys const& keys, std::string_view stamp) {
    auto const dot = stamp.find('.');
    if (dot == stamp.npos) return std::nullopt;
    auto const time = stamp.substr(0, dot);
    if (!same_secret(stamp.substr(dot + 1), keys.session_hash("form.started", {time}))) return std::nullopt;
    long long milliseconds = 0;
    std::from_chars(time.data(), time.data() + time.size(), milliseconds);
    return Time(std::chrono::milliseconds(milliseconds));
}

}  // namespace bot::nominate
