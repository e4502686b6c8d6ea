#include "bot/listen/companies/csv.h"

namespace bot::listen {
namespace {

class Reader {
public:
    explicit Reader(std::string_view text) : left_(text) {
        if (left_.starts_with("\xEF\xBB\xBF")) left_.remove_prefix(3);
    }

    std::vector<CsvRow> rows() {
        std::vector<CsvRow> rows;
        while (!left_.empty()) {
            if (left_.front() == '#' || at_line_end()) {
                skip_line();
                continue;
            }
            rows.push_back(row());
        }
        return rows;
    }

private:
    bool at_line_end() const { return left_.front() == '\n' || left_.starts_with("\r\n"); }
    void skip_line() {
        auto const end = left_.find('\n');
        left_.remove_prefix(end == std::string_view::npos ? left_.size() : end + 1);
        ++line_;
    }
    CsvRow row() {
        CsvRow row;
        row.line = line_;
        do {
            row.fields.push_back(left_.starts_with('"') ? quoted(row) : bare(row));
            if (!row.mistake.empty()) break;
        } while (take_comma());
        if (row.mistake.empty() && !left_.empty() && !at_line_end())
            row.mistake = "has text after a closing quote";
        if (!left_.empty()) skip_line();
        return row;
    }
    bool take_comma() {
        if (!left_.starts_with(',')) return false;
        left_.remove_prefix(1);
        return true;
    }
    std::string bare(CsvRow& row) {
        auto const end = std::min(left_.find_first_of(",\n"), left_.size());
        std::string field(left_.substr(0, end));
        left_.remove_prefix(end);
        if (field.ends_with('\r') && !left_.starts_with(',')) field.pop_back();
        if (field.find('"') != std::string::npos)
            row.mistake = "has a quote inside a field that is not quoted";
        return field;
    }
    std::string quoted(CsvRow& row) {
        left_.remove_prefix(1);
        std::string field;
        for (;;) {
            auto const end = left_.find('"');
            if (end == std::string_view::npos) return unclosed(row);
            field += left_.substr(0, end);
            for (auto const c : left_.substr(0, end)) line_ += c == '\n';
            left_.remove_prefix(end + 1);
            if (!left_.starts_with('"')) return field;
            field += '"';
            left_.remove_prefix(1);
        }
    }
    /// Takes only this line away, so that the rows behind it are read.
    std::string unclosed(CsvRow& row) {
        row.mistake = "has a quote that is not closed";
        return "";
    }

    std::string_view left_;
    int line_ = 1;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) {
    return Reader(text).rows();
}

}  // namespace bot::listen
