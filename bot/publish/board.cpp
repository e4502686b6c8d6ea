#include "bot/publish/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace bot::publish {
namespace {

using award::decimal;

void set_places(Board& board, award::KnownCosts& known) {
    std::vector<award::Score> scores;
    std::vector<award::Contender> contenders;
    for (auto const& line : board.lines) {
        if (!line.score) break;
        scores.push_back(*line.score);
        contenders.push_back({line.company.standing.k, *line.company.band, line.score->low});
    }
    board.ranked = scores.size();
    auto const places = award::places(scores);
    auto const costs = award::costs_to_move(contenders, board.season.parts, known);
    for (std::size_t i = 0; i < board.ranked; ++i) {
        board.lines[i].places = places[i];
        board.lines[i].cost_to_move = costs[i];
    }
}

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
    if (line.places)
        add("    {{\"place\": [{}, {}]", line.places->low, line.places->high);
    else
        add("    {{\"place\": null");
    add(", \"company\": {}, \"name\": {}", json_text(standing.company.text()), json_text(line.company.name));
    add(", \"page\": {}", json_text(fmt::format("{}/company/{}/", public_url, line.company.slug)));
    add(", \"sector\": {}, \"band\": {}", line.company.sector ? json_text(*line.company.sector) : "null",
        line.company.band ? json_text(band_name(line)) : "null");
    if (line.score)
        add(", \"low\": {}, \"median\": {}, \"high\": {}", decimal(line.score->low),
            decimal(line.score->median), decimal(line.score->high));
    else
        add(", \"low\": null, \"median\": null, \"high\": null");
    add(", \"k\": {}, \"expected\": {}, \"people\": {}", standing.k,
        line.company.band ? std::to_string(board.season.parts.expected(*line.company.band)) : "null",
        standing.people);
    add(", \"thank_team\": {}, \"thank_person_only\": {}", standing.team_credit, standing.person_credit);
    add(", \"empathy\": {}, \"knowledge\": {}, \"professionalism\": {}", mean(standing.empathy, "null"),
        mean(standing.knowledge, "null"), mean(standing.professionalism, "null"));
    add(", \"ended\": {{\"yes\": {}, \"partly\": {}, \"no\": {}}}", standing.ended_well,
        standing.ended_partly, standing.ended_badly);
    add(", \"people_to_move\": {}}}", line.cost_to_move ? std::to_string(*line.cost_to_move) : "null");
}

}  // namespace

Board read_board(storage::Read const& read, award::Season const& season, std::string const& category,
                 award::KnownCosts& known) {
    Board board;
    board.season = season;
    board.category = category;
    board.newest_day = std::chrono::floor<std::chrono::days>(
        storage::standings::last_confirmed(read, season.id).value_or(season.opens_at));
    auto companies = storage::standings::board(read, season.id, category);
    board.lines.reserve(companies.size());
    for (auto& company : companies) {
        board.people += company.standing.new_people;
        auto const score = score_of(company.standing, company.band);
        board.lines.push_back({std::move(company), score, {}, {}});
    }
    std::stable_partition(board.lines.begin(), board.lines.end(),
                          [](Line const& line) { return line.score.has_value(); });
    set_places(board, known);
    return board;
}

bool Board::is_all() const {
    return category == award::all_categories;
}

double Board::axis() const {
    long long highest = 0;
    for (auto const& line : lines)
        if (line.score) highest = std::max(highest, line.score->high);
    return round_axis(highest);
}

std::optional<award::Score> score_of(storage::Standing const& standing,
                                     std::optional<award::Band> const& band) {
    if (!band || !standing.low || !standing.median || !standing.high) return std::nullopt;
    return award::Score{*standing.low, *standing.median, *standing.high};
}

double round_axis(long long highest) {
    auto const value = static_cast<double>(highest) / 10'000.0;
    for (double power = 1;; power *= 10)
        for (auto const step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0})
            if (step * power >= value) return step * power;
}

std::string board_file(Board const& board) {
    std::string out;
    for (std::size_t i = 0; i < board.ranked; ++i) {
        auto const& line = board.lines[i];
        auto const& standing = line.company.standing;
        fmt::format_to(std::back_inserter(out), "{} {} {} {} {} {} {} {} {} {} {}\n", line.places->low,
                       line.places->high, standing.company.text(), decimal(line.score->low),
                       decimal(line.score->median), decimal(line.score->high), standing.k,
                       board.season.parts.expected(*line.company.band), standing.ended_well,
                       standing.ended_partly, standing.ended_badly);
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
        json_text(board.season.rules_sha256), json_text(board.category), json_text(award::formula_id),
        board.people);
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
        "place_low,place_high,company,slug,name,sector,band,low,median,high,k,expected,people,thank_team,"
        "thank_person_only,empathy,knowledge,professionalism,ended_yes,ended_partly,ended_no,people_to_"
        "move\r\n";
    for (std::size_t i = 0; i < board.lines.size(); ++i) {
        auto const& line = board.lines[i];
        auto const& standing = line.company.standing;
        if (line.places)
            out += fmt::format("{},{},", line.places->low, line.places->high);
        else
            out += ",,";
        out += fmt::format("{},{},{},{},{},", cell(standing.company.text()), cell(line.company.slug),
                           cell(line.company.name), cell(line.company.sector.value_or("")), band_name(line));
        if (line.score)
            out += fmt::format("{},{},{},", decimal(line.score->low), decimal(line.score->median),
                               decimal(line.score->high));
        else
            out += ",,,";
        auto const cost = line.cost_to_move;
        out += fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{}\r\n", standing.k,
            line.company.band ? std::to_string(board.season.parts.expected(*line.company.band)) : "",
            standing.people, standing.team_credit, standing.person_credit, mean(standing.empathy, ""),
            mean(standing.knowledge, ""), mean(standing.professionalism, ""), standing.ended_well,
            standing.ended_partly, standing.ended_badly, cost ? std::to_string(*cost) : "");
    }
    return out;
}

}  // namespace bot::publish
