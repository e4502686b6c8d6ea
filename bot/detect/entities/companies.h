#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bot/detect/detect.h"
#include "bot/detect/text/document.h"
#include "bot/detect/text/hash.h"

// Which companies a post names, and which of them it thanks. Any thread.
namespace bot::detect {

/// Where a post names a company, or a handle that may be one. A post has one for each time it does.
struct CompanyMention {
    std::optional<std::uint32_t> company;  // index into the companies; absent for an unknown handle
    std::size_t first = 0, last = 0;       // tokens
    bool by_handle = false;                // "@acme"; else a hashtag or a name
};

/// All names of all companies, by hash: 3,400 companies are indexed in milliseconds, and a post is looked up
/// token by token. Immutable once built, so any thread.
class CompanyIndex {
public:
    /// What two companies are called stays with the first of them. A name of more than six words is left out.
    explicit CompanyIndex(std::vector<Company> const& companies);

    /// The key that it was given with.
    std::string const& key(std::uint32_t company) const { return keys_[company]; }
    /// Whether a company known to us writes under that handle; with or without @, folded or not. False of "".
    bool is_company(std::string_view handle) const;
    /// Every handle, and every hashtag and name that is a company's, in the order of the post. Of names that
    /// overlap the longest counts; one that is an ordinary word too, only where it is written as a name.
    /// Where one of the phrases stands that a company is never meant by, no name is looked for.
    std::vector<CompanyMention> mentions(Document const& document) const;

private:
    /// What may end with the last of some words, by the hash of all of them.
    struct NameEnd {
        std::optional<std::uint32_t> company;  // whose name it is
        /// The name is also an ordinary word: it counts only where it is clearly a name.
        bool plain_word = false;
        bool in_capitals = false;  // as the name is always written
        bool never = false;        // what looks like a name and is none
    };
    /// What begins at one token: the longest name, and how long the phrase is that means no company.
    struct Found {
        std::optional<CompanyMention> name;
        std::size_t never = 0;  // tokens
    };

    void add_alias(std::string const& written, std::uint32_t company);
    void add_never(std::string const& written);
    NameEnd& name_end(std::vector<Token> const& tokens);
    std::optional<std::uint32_t> by_handle(std::string_view handle) const;
    Found found_at(std::vector<Token> const& tokens, std::size_t at) const;

    std::vector<std::string> keys_;
    HashTable<std::uint32_t> handles_, hashtags_;  // indices, counted from 1
    /// By all words from the first; those that only lead to more are empty.
    HashTable<NameEnd> name_ends_;
};

/// The one of `mentions` that is thanked; absent if there are none. A known company goes before an unknown
/// handle, a handle before a name, one behind thanks or "to" before others, and what is compared with last;
/// of equal ones the first.
std::optional<CompanyMention> praised_company(Document const& document,
                                              std::vector<CompanyMention> const& mentions);

}  // namespace bot::detect
