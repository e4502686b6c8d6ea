#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/document.h"
#include "bot/detect/text/hash.h"

namespace bot::detect {

/// Where a post names a company, or a handle that may be one.
struct CompanyMention {
    std::optional<std::uint32_t> company;  // index into the companies; absent for an unknown handle
    std::size_t first = 0, last = 0;       // tokens
    bool by_handle = false;                // "@acme"; else a hashtag or a name
};

/// All names of all companies, by hash: 3,400 companies are indexed in milliseconds, and a post is looked up
/// token by token. Immutable once built, so any thread.
class CompanyIndex {
public:
    explicit CompanyIndex(std::vector<Company> const& companies);

    std::string const& key(std::uint32_t company) const { return keys_[company]; }
    /// Whether a company known to us writes under that handle; with or without @, folded or not.
    bool is_company(std::string_view handle) const;
    /// Every handle, and every hashtag and name that is a company's, in the order of the post. Of names that
    /// overlap the longest counts; one that is an ordinary word too, only where it is written as a name.
    std::vector<CompanyMention> mentions(Document const& document) const;

private:
    /// What may end with the last of some words.
    struct NameEnd {
        std::optional<std::uint32_t> company;  // whose name it is
        bool plain_word = false;  // the name is also an ordinary word: counts only where it is clearly a name
        bool in_capitals = false;
        bool never = false;  // what looks like a name and is none
    };
    struct Found {
        std::optional<CompanyMention> name;
        std::size_t never = 0;  // tokens
    };

    void add_alias(std::string const& written, std::uint32_t company);
    void add_never(std::string const& written);
    NameEnd& name_end(std::vector<Token> const& tokens);
    std::optional<std::uint32_t> by_handle(std::string_view handle) const;
    static bool is_clearly_a_name(std::vector<Token> const& tokens, std::size_t first, std::size_t last,
                                  bool in_capitals);
    Found found_at(std::vector<Token> const& tokens, std::size_t at) const;

    std::vector<std::string> keys_;
    HashTable<std::uint32_t> handles_, hashtags_;  // indices, counted from 1
    HashTable<NameEnd> name_ends_;  // by all words from the first; those that only lead to more are empty
};

/// The one of `mentions` that is thanked; absent if there are none. A known company goes before an unknown
/// handle, a handle before a name, one behind thanks or "to" before others, and what is compared with last.
std::optional<CompanyMention> praised_company(Document const& document,
                                              std::vector<CompanyMention> const& mentions);

}  // namespace bot::detect
