#include "config/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include "config/key_table.h"

namespace config {
namespace {

std::vector<Key> all_keys() {
    return {
        key("public_url", FIELD(public_url), an_origin(),
            "Where people reach the site: links in replies, mails and feeds start with it. Fixed at the "
            "first start."),
        key("name", FIELD(name), text(1, 60), "What the programme is called on its pages and in its mails."),
        key("language", FIELD(language), one_of({"en", "de"}),
            "The language of pages without a language in their path."),
        key("database", FIELD(database), a_database(),
            "A file, or postgresql://user@host/name; \"\" is db/supportawards.db in the data folder."),
        key("data", FIELD(data), text(1, 4000), "The folder for everything the program keeps."),

        key("web.address", FIELD(web.address), text(1, 100),
            "The address to listen on; other than loopback only together with trusted_proxies."),
        key("web.port", FIELD(web.port), between(1, 65535), "The port to listen on."),
        key("web.trusted_proxies", FIELD(web.trusted_proxies), addresses(),
            "Addresses of reverse proxies whose X-Forwarded-For is believed."),
        key("web.threads", FIELD(web.threads), between(1, 64), "Threads that serve requests."),
        key("web.requests_at_once", FIELD(web.requests_at_once), between(1, 10'000),
            "Requests handled at the same time; more get 503 and are asked to come back."),
        key("web.body_limit_kb", FIELD(web.body_limit_kb), between(16, 10'240),
            "The longest form that is read."),
        key("web.session_hours", FIELD(web.session), between(1, 720),
            "An operator is signed out after so long without a click."),

        key("season.id", FIELD(season.id), a_slug(),
            "Names the season in addresses; \"\" is the year it opens in."),
        key("season.name", FIELD(season.name), text(1, 60), "What the season is called on the board."),
        key("season.opens", FIELD(season.opens), a_day(),
            "First day, YYYY-MM-DD; \"\" is the day of the first start."),
        key("season.closes", FIELD(season.closes), a_day(),
            "Last day, YYYY-MM-DD; \"\" is 90 days after it opens."),
        key("season.categories", FIELD(season.categories), slugs(), "The categories one can nominate in."),
        key("season.announced_days", FIELD(season.announced_after), between(21, 365),
            "Winners are announced so many days after it closes."),
        key("season.batch", FIELD(season.batch), between(1, 1000),
            "The board moves when so many confirmed nominations wait, so that none can be matched with a "
            "reply."),
        key("season.batch_minutes", FIELD(season.batch_wait), between(1, 1440),
            "… or when the first has waited so long."),

        key("desk.undo_seconds", FIELD(desk.undo), between(0, 600),
            "How long an approved reply can be taken back."),
        key("desk.lease_minutes", FIELD(desk.lease), between(1, 240),
            "How long an opened find is kept for one operator."),
        key("desk.put_off_hours", FIELD(desk.put_off), between(1, 720), "How long \"later\" is."),
        key("desk.invitations_a_day", FIELD(desk.invitations_a_day), between(0, 1000),
            "The most invitations a day on one network."),
        key("desk.company_invitations_a_day", FIELD(desk.company_invitations_a_day), between(0, 1000),
            "The most invitations a day for one company."),
        key("desk.late_hours", FIELD(desk.late_after), between(1, 8760),
            "Older posts are thanked quietly, without an invitation."),
        key("desk.candidate_from", FIELD(desk.candidate_from), fraction(),
            "A post this probably praise is queued; 0.0 is what the model advises."),
        key("desk.likely_from", FIELD(desk.likely_from), fraction(),
            "… and from here on in the lane \"likely\"; 0.0 is what the model advises."),

        key("listen.back_off_seconds", FIELD(listen.back_off), between(1, 3600),
            "The wait after a network failed once; it doubles with each failure."),
        key("listen.back_off_limit_minutes", FIELD(listen.back_off_limit), between(1, 1440),
            "The longest such wait."),

        key("detect.model", FIELD(detect.model), any_text(),
            "A model file made by `supportawards train`; \"\" is the one built in."),
        key("detect.companies", FIELD(detect.companies), any_text(),
            "A CSV file of companies to know from the start; \"\" is the one built in, \"demo\" the sample."),
        key("detect.languages", FIELD(detect.languages), any_list(),
            "Languages of posts to queue, as \"en\" or \"pt-BR\" (BCP 47); [] is all. Others are only counted."),
        key("detect.learn", FIELD(detect.learn), any_truth(),
            "Refit the model weekly to what the desk decided, where a network allows it. Used only if it is "
            "better on decisions it has not seen."),

        key("nominate.per_address_a_day", FIELD(nominate.per_address_a_day), between(1, 100'000),
            "The most nominations a day from one network address."),
        key("nominate.per_person_a_day", FIELD(nominate.per_person_a_day), between(1, 1000),
            "The most nominations a day with one mail address."),
        key("nominate.confirm_hours", FIELD(nominate.confirm_within), between(1, 720),
            "How long the link in the confirmation mail works."),
        key("nominate.story_limit", FIELD(nominate.story_limit), between(100, 20'000),
            "The longest story, in characters."),
        key("nominate.follow_up_days", FIELD(nominate.follow_up_after), between(1, 365),
            "When those who agreed are asked how it ended."),

        key("publish.interval_seconds", FIELD(publish.interval), between(1, 3600),
            "How often changed pages are written."),

        key("mail.outbox", FIELD(mail.outbox), any_text(),
            "A folder that gets the mails as files; \"\" without smtp_host is outbox in the data folder."),
        key("mail.smtp_host", FIELD(mail.smtp_host), any_text(),
            "The mail server; \"\" writes mails to the outbox folder."),
        key("mail.smtp_port", FIELD(mail.smtp_port), between(1, 65535), "Its port."),
        key("mail.smtp_security", FIELD(mail.smtp_security), one_of({"starttls", "tls", "none"}),
            "starttls asks for it (port 587), tls begins with it (port 465); none only on your own machine."),
        key("mail.smtp_user", FIELD(mail.smtp_user), any_text(), "The name to sign in with; \"\" for none."),
        key("mail.smtp_password", FIELD(mail.smtp_password), any_text(),
            "Its password. Better: smtp_password_file = \"/path\", or the environment.", true),
        key("mail.from", FIELD(mail.from), a_mail_address(), "The sender of every mail."),
        key("mail.operators", FIELD(mail.operators), mail_addresses(),
            "Who is told when a network refuses our account or says nothing for a day; [] is nobody."),

        key("log.level", FIELD(log.level), one_of({"debug", "info", "warn", "error", "off"}),
            "What is worth a line."),
        key("log.format", FIELD(log.format), one_of({"text", "json"}),
            "text is key=value; json is an object a line."),
    };
}

std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= one.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            auto const changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

std::string_view last_part(std::string_view name) {
    return name.substr(name.rfind('.') + 1);
}

}  // namespace

std::vector<Key> const& keys() {
    static auto const all = [] {
        auto all_of_them = all_keys();
        auto const before = std::ranges::find(all_of_them, "detect.model", &Key::name);
        auto const networks = network_keys();
        all_of_them.insert(before, networks.begin(), networks.end());
        return all_of_them;
    }();
    return all;
}

Key const* find_key(std::string_view name) {
    auto const found =
        std::find_if(keys().begin(), keys().end(), [&](Key const& key) { return key.name == name; });
    return found == keys().end() ? nullptr : &*found;
}

std::optional<std::string> nearest_key(std::string_view name) {
    std::optional<std::string> nearest;
    auto best = std::max<std::size_t>(2, name.size() / 5) + 1;
    bool const variable = name.starts_with("SUPPORTAWARDS_");
    for (auto const& key : keys()) {
        auto away = variable ? distance(name, environment_name(key.name)) : distance(name, key.name);
        // The right key in the wrong section.
        if (last_part(name) == last_part(key.name)) away = std::min<std::size_t>(away, 2);
        if (away < best) {
            best = away;
            nearest = std::string(key.name);
        }
    }
    return nearest;
}

std::string environment_name(std::string_view key) {
    std::string name = "SUPPORTAWARDS_";
    for (char const letter : key)
        name += letter == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return name;
}

std::string to_toml(Value const& value) {
    struct {
        std::string operator()(bool truth) const { return truth ? "true" : "false"; }
        std::string operator()(long long number) const { return std::to_string(number); }
        std::string operator()(double number) const {
            auto const shown = fmt::format("{}", number);
            return shown.find_first_of(".e") == std::string::npos ? shown + ".0" : shown;
        }
        std::string operator()(std::string const& words) const {
            std::string out = "\"";
            for (char const letter : words) {
                if (letter == '"' || letter == '\\') out += '\\';
                out += letter;
            }
            return out + '"';
        }
        std::string operator()(std::vector<std::string> const& list) const {
            std::string out = "[";
            for (auto const& words : list) out += (out.size() > 1 ? ", " : "") + (*this)(words);
            return out + "]";
        }
    } const shown;
    return std::visit(shown, value);
}

}  // namespace config
