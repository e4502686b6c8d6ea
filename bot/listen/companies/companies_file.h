#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bot/detect/detect.h"
#include "storage/company_seeds.h"
#include "storage/engine/store.h"

namespace bot::listen {

/// A companies file: config/companies.csv explains its columns.
struct CompaniesFile {
    std::vector<storage::CompanySeed> companies;
    std::vector<std::string>
        mistakes;  // "companies.csv:12: …"; rows with one are left out, the others are read
};
/// `file` is its name in the mistakes.
CompaniesFile read_companies(std::string_view file, std::string_view text);

struct Seeded {
    storage::company_seeds::Result result;
    std::vector<std::string> mistakes;
    bool unchanged = false;  // the file was applied before with these very bytes
};
/// Applies the file to the database, in one write. A field that a person changed at the desk is theirs: see
/// storage::company_seeds.
Seeded seed_companies(storage::Store& store, std::string_view file, std::string_view text, storage::Time now);

/// For judging without a database; the keys are the file's.
std::vector<detect::Company> to_recognise(std::vector<storage::CompanySeed> const& companies);

}  // namespace bot::listen
