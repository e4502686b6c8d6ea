#pragma once

#include <unicode/unistr.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

// Private to reading times (timestamps.h): a text taken apart, and what its words mean. Any thread.
namespace bot::networks {

/// A number, a word in small letters, or a sign.
struct Piece {
    enum class Kind { number, word, sign };
    Kind kind;
    std::string text;
    bool apart;  // a blank stands before it
    int value() const;
    bool is(std::string_view wanted) const { return text == wanted; }
    bool is_number(std::size_t least, std::size_t most) const {
        return kind == Kind::number && text.size() >= least && text.size() <= most;
    }
};
using Pieces = std::vector<Piece>;

/// Small letters without accents, wide and narrow forms alike.
icu::UnicodeString folded(icu::UnicodeString const& text);
/// Of a folded text. What stands in brackets is a remark and left out.
Pieces pieces_of(icu::UnicodeString const& text);

/// 1 to 12 by a folded name or the beginning of one, in many languages; 0 if it is none, or could be two.
int month_of(std::string const& word);
/// 0, Sunday, to 6; empty if it is none, or could be two.
std::optional<unsigned> weekday_of(std::string const& word);
/// Whether it is a weekday in any language.
bool may_be_weekday(std::string const& word);
/// Minutes east of UTC, by the letters that mails and programs have for zones. Empty if it is none of them.
std::optional<int> minutes_east(std::string const& word);

/// Empty if there is no such day, or it is before 1970: what is older was written by nobody on a network.
std::optional<std::chrono::sys_days> real_day(int year, int month, int day);

}  // namespace bot::networks
