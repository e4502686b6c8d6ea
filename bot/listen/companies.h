#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "storage/company_seeds.h"
#include "storage/engine/store.h"

// The companies that awards can go to: seeded from a file, told to the detector from the database.
namespace bot::listen {

/// Every active company with its names, for a Detector; the keys are their ids. Those that wait for an
/// operator, were merged or refused are not among them.
std::vector<detect::Company> known_companies(storage::Read const& read);
/// For a Detector without a database, as `supportawards detect` has it; the keys are the file's.
std::vector<detect::Company> to_recognise(std::vector<storage::CompanySeed> const& companies);

/// What became of a companies file.
struct Seeded {
    storage::company_seeds::Result result;
    std::vector<std::string> mistakes;  // of the file; see CompaniesFile
    bool unchanged = false;             // the file was applied before with these very bytes
};
/// Applies a companies file to the database, in one write; `file` is what it is called in the mistakes,
/// `text` what is in it. Rows with a mistake are left out, the others are applied. A field that a person
/// changed at the desk is theirs: see storage::company_seeds. Throws storage::Error.
Seeded seed_companies(storage::Store& store, std::string_view file, std::string_view text, storage::Time now);

/// A companies file: config/companies.csv explains its columns.
struct CompaniesFile {
    std::vector<storage::CompanySeed> companies;
    /// "companies.csv:12: …"; rows with one are left out, the others are read.
    std::vector<std::string> mistakes;
};
/// `file` is its name in the mistakes. The first row names the columns, in any order; those that are left out
/// are empty; columns without a name and blank rows are passed over. Never throws for what is in it.
CompaniesFile read_companies(std::string_view file, std::string_view text);

/// Separated values as spreadsheets write them: RFC 4180, with commas, semicolons or tabs (what the first row
/// has most of, or a line "sep=;" names), line ends of any system, in UTF-8 or UTF-16 with or without a byte
/// order mark, else taken for windows-1252. A quoted field may hold commas, line ends and doubled quotes.
/// Lines that are empty or start with # are passed over. After a mistake only the line is given up in which
/// it was noticed, so that the rows behind it are read.
struct CsvRow {
    int line = 0;  // where it starts, from 1
    std::vector<std::string> fields;
    std::string mistake;  // what is wrong with it; "" if nothing is
};
/// The rows in their order, the one with the columns' names among them.
std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace bot::listen
