#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// A company that is praised or nominated. Rows are never deleted: a duplicate is merged, so that old
/// addresses and log entries keep their meaning.
struct Company {
    /// `pending`: named by a nominator, waits for an operator. `merged`: was the same as another, see
    /// merged_into.
    enum class State { active, pending, merged, refused };
    /// How many customers it has, roughly. A company without one is ranked as a large one and says so.
    enum class Band { small, medium, large };
    CompanyId id;
    std::string slug;  // its address on the public pages; unique, never changes
    std::string name;
    State state = State::active;
    std::optional<CompanyId> merged_into;  // exactly when merged
    std::optional<Band> band;
    std::optional<std::string> sector, domain;
    std::optional<std::string> seed_key;  // of the companies file, unique; absent for those that people added
    std::optional<std::string> author, steward;
    std::optional<Time> review_at;
    Time created_at{};
};

/// What a company is called besides its name. Unique by (company, kind, folded name).
struct CompanyName {
    /// `never`: looks like the company and is not.
    enum class Kind { handle, hashtag, alias, never };
    CompanyId company;
    Kind kind = Kind::alias;
    std::string name;  // as written, without @ or #
};

template <>
inline constexpr auto stored_words<Company::State> = std::to_array<std::string_view>({"active", "pending",
                                                                                      "merged", "refused"});
template <>
inline constexpr auto stored_words<Company::Band> = std::to_array<std::string_view>({"small", "medium",
                                                                                     "large"});
template <>
inline constexpr auto stored_words<CompanyName::Kind> = std::to_array<std::string_view>({"handle", "hashtag",
                                                                                         "alias", "not"});

/// Companies and their names. Names are compared folded (name_folding.h), by an index on the folded form.
/// A company with how many people thanked it by its last tally.
struct ThankedCompany {
    Company company;
    long long people = 0;
};

namespace companies {

/// Stores it under a slug made of its name, where that is taken with some random letters at its end, and
/// returns it with that slug (the one in `company` is not looked at). Its id must be new.
Company add(Write& write, Company company);
/// In any state, as the next two: what is merged or refused is found as well.
std::optional<Company> find(Read const& read, CompanyId const& id);
std::optional<Company> find_by_slug(Read const& read, std::string_view slug);
std::optional<Company> find_by_seed_key(Read const& read, std::string_view key);
/// The active or pending company whose name, handle or alias that is, however it is capitalised; an active
/// one first.
std::optional<Company> find_by_name(Read const& read, std::string_view name);
/// Of that state, by name; all of them, so for jobs.
std::vector<Company> in_state(Read const& read, Company::State state);
/// The active ones whose name begins so, by name; then those with such a handle or alias, then those with it
/// inside of their name. All, by name, if it is empty.
std::vector<Company> search(Read const& read, std::string_view name, int limit);
/// The most thanked of that state, by the last tallies; of those who are alike the newest first.
std::vector<Company> most_thanked(Read const& read, Company::State state, int limit);
/// The active ones that people thanked and whose size nobody has set yet, the most thanked first.
std::vector<ThankedCompany> without_size(Read const& read, int limit);
/// Where a merged company lives on; any other company itself. Empty if there is no such row.
std::optional<Company> resolved(Read const& read, CompanyId const& id);

/// All fields but id, slug, seed_key and created_at are taken from `company`. False if there is no such row.
bool update(Write& write, Company const& company);
/// Pending → active or refused. False if it is not pending (any more).
bool decide(Write& write, CompanyId const& id, Company::State state);
/// Makes `from` a part of `into`: its names (and its own name, as an alias) move over, and companies merged
/// into it before follow. False, and nothing is changed, unless `from` is
/// active or pending and `into` is another, active one. Nominations and candidates are
/// the caller's to re-point.
bool merge(Write& write, CompanyId const& from, CompanyId const& into);

/// That its nominations are to be brought after a company that was merged or refused; until moved().
void begin_move(Write& write, CompanyId const& company, Time now);
std::vector<CompanyId> moving(Read const& read, int limit);
void moved(Write& write, CompanyId const& company);

/// False if it was there already.
bool add_name(Write& write, CompanyName const& name);
/// False if it was not there.
bool remove_name(Write& write, CompanyName const& name);
/// By kind, then name.
std::vector<CompanyName> names(Read const& read, CompanyId const& company);
/// Of all active companies; by company, kind, name.
std::vector<CompanyName> all_names(Read const& read);
/// True if an active company has that handle, however it is capitalised, with or without @.
bool is_handle(Read const& read, std::string_view handle);
/// Whether that handle is one of the company's, however it is capitalised.
bool has_handle(Read const& read, CompanyId const& company, std::string_view handle);

}  // namespace companies
}  // namespace storage
