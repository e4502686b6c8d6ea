#include "bot/nominate/form.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>

#include "bot/nominate/company_name.h"
#include "bot/text/code_points.h"

namespace bot::nominate {
namespace {

using Credit = storage::Nomination::Credit;

/// Characters that are not seen, or turn the direction of what follows; joiners belong to words and emoji.
bool invisible(char32_t c) {
    constexpr char32_t non_joiner = 0x200C, joiner = 0x200D;
    auto const type = u_charType(static_cast<UChar32>(c));
    return type == U_CONTROL_CHAR || type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR ||
           type == U_SURROGATE || (type == U_FORMAT_CHAR && c != joiner && c != non_joiner);
}

/// Blanks become one blank; a line end that is kept becomes '\n', at most two in a row; none at the ends.
std::string tidied(std::string_view text, bool keep_lines) {
    std::u32string out;
    int lines = 0;
    bool blank = false;
    for (auto const c : text::nfc(text::CodePoints(text).text)) {
        if (c == '\n' || c == 0x2028 || c == 0x2029) {
            ++lines;
        } else if (text::white_space(c)) {
            blank = true;
        } else if (!invisible(c)) {
            if (!out.empty() && lines > 0 && keep_lines)
                out += lines > 1 ? U"\n\n" : U"\n";
            else if (!out.empty() && (blank || lines > 0))
                out += U' ';
            out += c;
            lines = 0;
            blank = false;
        }
    }
    return text::utf8(out);
}

bool has_letters_or_digits(std::string_view text) {
    return std::ranges::any_of(text::CodePoints(text).text,
                               [](char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; });
}

/// Reads field after field and notes what is wrong.
class Parser {
public:
    explicit Parser(Limits const& limits) : limits_(limits) {}

    std::vector<Mistake>& mistakes() { return mistakes_; }
    void require(bool good, char const* field, std::string const& message) {
        if (!good) mistakes_.push_back({field, "form.error." + message});
    }
    void limit(char const* field, std::string const& text, std::size_t most) {
        auto const characters = text::graphemes(text::CodePoints(text).text);
        if (text.size() > most * limits_.bytes_a_character || characters > most)
            mistakes_.push_back({field, "form.error.too_long", static_cast<long long>(most),
                                 static_cast<long long>(characters)});
    }
    std::optional<int> score(char const* field, std::string const& text) {
        if (text.empty()) return std::nullopt;
        bool const good = text.size() == 1 && text[0] >= '1' && text[0] <= '5';
        require(good, field, "score");
        return good ? std::optional(text[0] - '0') : std::nullopt;
    }

private:
    Limits const& limits_;
    std::vector<Mistake> mistakes_;
};

}  // namespace

Parsed parse(Form const& form, Season const& season, Limits const& limits) {
    Parser parser(limits);
    Submission typed;
    auto& said = typed.nomination;
    typed.company = tidy_line(form.company);
    parser.require(has_letters_or_digits(typed.company), "company", "company");
    parser.require(!leads_somewhere(typed.company), "company", "company_link");
    parser.limit("company", typed.company, limits.name);
    said.category = form.category;
    parser.require(std::ranges::count(season.parts.categories, form.category) > 0, "category", "category");
    said.excellent = form.excellent == "yes";
    parser.require(said.excellent || form.excellent == "no", "excellent", "excellent");
    auto const credit = storage::from_name<Credit>(form.credit);
    parser.require(credit.has_value(), "credit", "credit");
    said.credit = credit.value_or(Credit::team);
    typed.person = tidy_line(form.person);
    parser.limit("person", typed.person, limits.name);
    said.empathy = parser.score("empathy", form.empathy);
    said.knowledge = parser.score("knowledge", form.knowledge);
    said.professionalism = parser.score("professionalism", form.professionalism);
    said.story = tidy_story(form.story);
    parser.limit("story", *said.story, limits.story);
    auto mail = read_address(form.mail);
    parser.require(mail.has_value(), "mail",
                   form.mail.empty()                ? "mail_missing"
                   : needs_other_letters(form.mail) ? "mail_letters"
                                                    : "mail");
    if (mail) typed.mail = std::move(*mail);
    said.may_publish = form.may_publish;
    said.may_ask = form.may_ask;
    said.pass_on = form.may_pass ? storage::Nomination::PassOn::words : storage::Nomination::PassOn::no;
    said.tell_result = form.tell_result;
    typed.invite = form.invite;

    Parsed parsed{std::move(parser.mistakes()), std::nullopt};
    if (parsed.mistakes.empty()) parsed.submission = std::move(typed);
    return parsed;
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

std::string tidy_line(std::string_view text) {
    return tidied(text, false);
}
std::string tidy_story(std::string_view text) {
    return tidied(text, true);
}

}  // namespace bot::nominate
