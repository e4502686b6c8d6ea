#include "bot/publish/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace bot::publish {
namespace {

using award::decimal;

std::string json_text(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string band_name(Line const& line) {
    return line.company.band ? std::string(storage::name_of(*line.company.band)) : "";
}

/// With two decimals, as exact as whole scores of 1 to 5 allow; `none` if nobody gave one.
std::string mean(storage::Mean const& mean, std::string_view none) {
    if (mean.count == 0) return std::string(none);
    auto const hundredths = (mean.sum * 200 + mean.count) / (2 * mean.count);
    return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

/// Whether a spreadsheet may take what begins so for a formula, be it behind blanks or in full width.
bool begins_formula(std::string_view text) {
    constexpr std::string_view signs[]{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    constexpr std::string_view blanks[]{" ",      "\t",     "\r",     "\n",     "\"",
                                        "\u00A0", "\u200B", "\u2060", "\u3000", "\uFEFF"};
    auto const begins = [&](std::string_view with) { return text.starts_with(with); };
    if (begins("\t") || begins("\r")) return true;
    for (auto blank = std::ranges::find_if(blanks, begins); blank != std::end(blanks);
         blank = std::ranges::find_if(blanks, begins))
        text.remove_prefix(blank->size());
    return std::ranges::any_of(signs, begins);
}

/// One field of results.csv. A spreadsheet that splits at semicolons, or at line ends inside of quotes that
/// it does not see, has a field behind each of them: none of these begins a formula either.
std::string cell(std::string_view text) {
    std::string safe = begins_formula(text) ? "'" : "";
    for (; !text.empty(); text.remove_prefix(1)) {
        auto const c = static_cast<unsigned char>(text.front());
        bool const line_end = c == '\r' || c == '\n';
        safe += (c < 0x20 && c != '\t' && !line_end) || c == 0x7F ? ' ' : text.front();
        if ((c == ';' || line_end) && begins_formula(text.substr(1)) && text.substr(0, 2) != "\r\n")
            safe += '\'';
    }
    if (safe.find_first_of(",;\"\r\n") == std::string::npos) return safe;
    std::string in_quotes = "\"";
    for (auto const character : safe) in_quotes += character == '"' ? "\"\"" : std::string(1, character);
    return in_quotes + '"';
}

void team_json(std::string& out, Board const& board, std::size_t at, std::string_view public_url) {
    auto const& line = board.lines[at];
    auto const& standing = line.company.standing;
    auto const add = [&out](auto const& format, auto const&... parts) {
        fmt::format_to(std::back_inserter(out), fmt::runtime(format), parts...);
    };
    add("    {{\"place\": {}", line.place);
    add(", \"company\": {}, \"name\": {}", json_text(standing.company.text()), json_text(line.company.name));
    add(", \"page\": {}", json_text(fmt::format("{}/company/{}/", public_url, line.company.slug)));
    add(", \"sector\": {}, \"band\": {}", line.company.sector ? json_text(*line.company.sector) : "null",
        line.company.band ? json_text(band_name(line)) : "null");
    add(", \"low\": {}, \"median\": {}, \"high\": {}", decimal(standing.low), decimal(standing.median),
        decimal(standing.high));
    add(", \"k\": {}, \"expected\": {}, \"people\": {}", standing.k,
        board.season.parts.expected(line.company.band), standing.people);
    add(", \"thank_team\": {}, \"thank_person_only\": {}", standing.team_credit, standing.person_credit);
    add(", \"empathy\": {}, \"knowledge\": {}, \"professionalism\": {}", mean(standing.empathy, "null"),
        mean(standing.knowledge, "null"), mean(standing.professionalism, "null"));
    add(", \"ended\": {{\"yes\": {}, \"partly\": {}, \"no\": {}}}}}", standing.ended_well,
        standing.ended_partly, standing.ended_badly);
}

}  // namespace

std::size_t Board::pages() const {
    return std::max<std::size_t>(1, (teams + lines_a_page - 1) / lines_a_page);
}

bool Board::is_all() const {
    return category == award::all_categories;
}

double Board::axis() const {
    return round_axis(highest);
}

double round_axis(long long highest) {
    auto const value = static_cast<double>(highest) / 10'000.0;
    for (double power = 1;; power *= 10)
        for (auto const step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
            if (step * power >= value) return step * power;
}

std::string board_file(Board const& board) {
    std::string out;
    for (auto const& line : board.lines) {
        auto const& standing = line.company.standing;
        fmt::format_to(std::back_inserter(out), "{} {} {} {} {} {} {} {} {} {}\n", line.place,
                       standing.company.text(), decimal(standing.low), decimal(standing.median),
                       decimal(standing.high), standing.k, board.season.parts.expected(line.company.band),
                       standing.ended_well, standing.ended_partly, standing.ended_badly);
    }
    return out;
}

std::string results_json(Board const& board, std::string_view public_url) {
    auto out = fmt::format(
        "{{\n  \"season\": {{\"id\": {}, \"name\": {}, \"opens\": {}, \"closes\": {}, \"rules_sha256\": "
        "{}}},\n"
        "  \"category\": {},\n  \"formula\": {},\n  \"people\": {},\n  \"teams\": [",
        json_text(board.season.id), json_text(board.season.name),
        json_text(storage::day_of(board.season.opens_at)), json_text(storage::day_of(board.season.closes_at)),
        json_text(board.season.rules_sha256), json_text(board.category),
        json_text(board.season.parts.formula), board.people);
    for (std::size_t i = 0; i < board.lines.size(); ++i) {
        out += i == 0 ? "\n" : ",\n";
        team_json(out, board, i, public_url);
    }
    return out + "\n  ]\n}\n";
}

std::string results_csv(Board const& board) {
    // The mark tells spreadsheets that names are in UTF-8.
    std::string out =
        "\xEF\xBB\xBF"
        "place,company,slug,name,sector,band,low,median,high,k,expected,people,thank_team,thank_person_only,"
        "empathy,knowledge,professionalism,ended_yes,ended_partly,ended_no\r\n";
    for (auto const& line : board.lines) {
        auto const& standing = line.company.standing;
        out += fmt::format("{},{},{},{},{},{},", line.place, cell(standing.company.text()),
                           cell(line.company.slug), cell(line.company.name),
                           cell(line.company.sector.value_or("")), band_name(line));
        out += fmt::format("{},{},{},{},{},{},{},{},", decimal(standing.low), decimal(standing.median),
                           decimal(standing.high), standing.k, board.season.parts.expected(line.company.band),
                           standing.people, standing.team_credit, standing.person_credit);
        out += fmt::format("{},{},{},{},{},{}\r\n", mean(standing.empathy, ""), mean(standing.knowledge, ""),
                           mean(standing.professionalism, ""), standing.ended_well, standing.ended_partly,
                           standing.ended_badly);
    }
    return out;
}

}  // namespace bot::publish
