#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bot::listen {

/// Comma-separated values as spreadsheets write them: RFC 4180, with LF or CRLF, with or without a byte order
/// mark. A quoted field may hold commas, line ends and doubled quotes. Lines that are empty or start with #
/// are passed over.
struct CsvRow {
    int line = 0;  // where it starts, from 1
    std::vector<std::string> fields;
    std::string mistake;  // what is wrong with it; "" if nothing is
};
std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace bot::listen
