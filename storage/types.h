#pragma once

// What every row is made of: moments, days, ids, and enums that are stored as words.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace storage {

/// A moment in UTC, to the millisecond. Stored as BIGINT; an unknown time is an empty optional and NULL.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// The day in UTC as it is stored and as machines are shown it: "2026-11-22" (ISO 8601). Such text sorts by
/// time. What people read is made by pages::Words.
std::string day_of(Time time);
/// Midnight UTC, where that day begins. Empty if it is anything but four, two and two digits of a day that is
/// in the calendar.
std::optional<Time> start_of_day(std::string_view day);

/// Random bytes from the kernel as lower-case base32 without padding (RFC 4648 §6): 10 bytes are 16
/// characters, 16 bytes are 26. Any thread; throws std::system_error if the kernel refuses.
std::string random_base32(std::size_t bytes);

/// What names a row: 128 random bits as text, of one kind of row only, so that a CandidateId cannot be passed
/// where an OperatorId is meant. Random, so that two daemons on one database never meet, and a public id
/// tells neither how many rows there are nor when one was made. Empty is "none yet", never stored.
template <class Row>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}
    static Id random() { return Id(random_base32(16)); }
    /// What somebody sent as an id, if it could be one: 26 of a–z and 2–7, as random() writes them. To be
    /// asked before it becomes part of an address.
    static std::optional<Id> read(std::string_view text) {
        auto const wrong = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567");
        return text.size() == 26 && wrong == text.npos ? std::optional(Id(std::string(text))) : std::nullopt;
    }
    std::string const& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    friend auto operator<=>(Id const&, Id const&) = default;

private:
    std::string text_;
};

// One a table; rows without an id of their own are named by what is unique in them.
using PostId = Id<struct PostRow>;
using CandidateId = Id<struct CandidateRow>;
using CompanyId = Id<struct CompanyRow>;
using OperatorId = Id<struct OperatorRow>;
using ReplyId = Id<struct ReplyRow>;
using TemplateId = Id<struct TemplateRow>;
using WatchQueryId = Id<struct WatchQueryRow>;
using NominationId = Id<struct NominationRow>;
using MailId = Id<struct MailRow>;
using CompanyContactId = Id<struct CompanyContactRow>;

/// The words an enum is stored as, in the order of its enumerators. A header with such an enum specialises
/// this beside it; the same words stand in a `check` of the table, so they never change.
template <class Enum>
inline constexpr auto stored_words = std::array<std::string_view, 0>{};

/// An enum that binds and fetches as a word (engine/sql.h).
template <class Enum>
concept StoredEnum = std::is_enum_v<Enum> && !stored_words<Enum>.empty();

/// The word it is stored as; also the key of its message on the pages.
template <StoredEnum Enum>
constexpr std::string_view name_of(Enum value) {
    return stored_words<Enum>[static_cast<std::size_t>(value)];
}

/// The value that is stored as that word; empty if none is.
template <StoredEnum Enum>
constexpr std::optional<Enum> from_name(std::string_view name) {
    auto const& words = stored_words<Enum>;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace storage
