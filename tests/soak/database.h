#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace test::soak {

/// A reply as the program's database has it.
struct Kept {
    std::string id, network, post, way, state, words, outcome;
    bool looked_up_later = false;  // unknown, and the program means to look by itself
};

/// What the program's SQLite database says, read beside it. Throws std::runtime_error.
class Database {
public:
    using Row = std::vector<std::string>;  // NULL is ""

    explicit Database(std::filesystem::path file) : file_(std::move(file)) {}

    std::vector<Row> rows(std::string const& sql) const;
    /// How many posts each network was seen to have: those that are kept and those that were only counted.
    std::map<std::string, long long> seen() const;
    /// How often each post was queued, by network and native id.
    std::map<std::string, std::map<std::string, int>> queued() const;
    std::vector<Kept> replies() const;
    std::vector<Kept> replies_for_a_person() const;

private:
    std::filesystem::path const file_;
};

}  // namespace test::soak
