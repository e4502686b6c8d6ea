#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace storage {

/// A moment in UTC, to the millisecond. Stored as BIGINT; an unknown time is an empty optional and NULL.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Random bytes from the kernel as lower-case base32 without padding (RFC 4648 §6): 10 bytes are 16
/// characters, 16 bytes are 26. Any thread; throws std::system_error if the kernel refuses.
std::string random_base32(std::size_t bytes);

/// What names a row: 128 random bits as text, of one kind of row only, so that a CandidateId cannot be passed
/// where an OperatorId is meant.
template <class Row>
class Id {
public:
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}
    static Id random() { return Id(random_base32(16)); }
    std::string const& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    friend auto operator<=>(Id const&, Id const&) = default;

private:
    std::string text_;
};

using PostId = Id<struct PostRow>;
using CandidateId = Id<struct CandidateRow>;
using CompanyId = Id<struct CompanyRow>;
using OperatorId = Id<struct OperatorRow>;
using ReplyId = Id<struct ReplyRow>;
using TemplateId = Id<struct TemplateRow>;
using WatchQueryId = Id<struct WatchQueryRow>;
using NominationId = Id<struct NominationRow>;
using MailId = Id<struct MailRow>;

}  // namespace storage
