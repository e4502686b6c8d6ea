#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/document.h"

namespace bot::detect {

/// Where a post names a company, or a handle that may be one.
struct Naming {
    std::optional<std::uint32_t> company;  // index into the companies; absent for a handle nobody told us of
    std::size_t first = 0, last = 0;       // tokens
    bool mention = false;
};

/// All names of all companies, by hash.
class CompanyIndex {
public:
    explicit CompanyIndex(std::vector<Company> const& companies);

    std::string const& key(std::uint32_t company) const { return keys_[company]; }
    bool is_company(std::string_view handle) const;
    /// In the order of the post. Of names that overlap the longest counts.
    std::vector<Naming> named(Document const& document) const;
    /// The one that is thanked.
    std::optional<Naming> praised(Document const& document) const;

private:
    struct Alias {
        std::uint32_t company = 0;
        bool plain_word = false;  // also an ordinary word: counts only where it is clearly a name
        bool in_capitals = false;
    };

    void add_alias(std::string const& written, std::uint32_t company);
    void add_never(std::string const& written);
    std::optional<std::uint32_t> by_handle(std::string_view handle) const;
    static bool is_clearly_a_name(std::vector<Token> const& tokens, std::size_t first, std::size_t last,
                                  bool in_capitals);
    std::optional<Naming> alias_at(std::vector<Token> const& tokens, std::size_t at) const;
    std::size_t never_at(std::vector<Token> const& tokens, std::size_t at) const;

    std::vector<std::string> keys_;
    std::unordered_map<std::uint64_t, std::uint32_t> handles_, hashtags_;
    std::unordered_map<std::uint64_t, Alias> aliases_;
    std::unordered_set<std::uint64_t> never_, openings_;
};

}  // namespace bot::detect
