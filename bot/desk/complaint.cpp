#include "bot/desk/complaint.h"

#include <algorithm>

#include "storage/companies.h"

namespace bot::desk {
namespace {

using networks::FoundPost;

/// By the account where both have one, as handles change hands.
bool same_author(FoundPost const& below, storage::Post const& post) {
    if (below.author_id && post.author_id) return below.author_id == post.author_id;
    return below.author_handle && below.author_handle == post.author_handle;
}

/// What has no date is taken for later than all.
bool earlier(FoundPost const& one, FoundPost const& other) {
    return one.written_at && (!other.written_at || *one.written_at < *other.written_at);
}

/// The first 200 characters, on one line.
std::string beginning(std::string words) {
    constexpr std::size_t longest = 200;
    std::ranges::replace_if(
        words, [](unsigned char c) { return c < 0x20; }, ' ');
    std::size_t at = 0;
    for (std::size_t i = 0; i < words.size(); ++i)
        if ((words[i] & 0xC0) != 0x80 && at++ == longest) return words.substr(0, i) + "…";
    return words;
}

}  // namespace

std::optional<Complaint> complaint_in(std::vector<FoundPost> const& below, storage::Post const& post,
                                      std::optional<storage::CompanyId> const& company,
                                      storage::Read const& read, Complains const& complains) {
    if (!complains) return std::nullopt;
    FoundPost const* latest = nullptr;
    for (auto const& each : below)
        if (each.native_id != post.native_id && same_author(each, post) &&
            (latest == nullptr || earlier(*latest, each)) && complains(each))
            latest = &each;
    if (latest == nullptr) return std::nullopt;
    bool const answered = company && std::ranges::any_of(below, [&](FoundPost const& each) {
                              return each.author_handle && earlier(each, *latest) &&
                                     storage::companies::has_handle(read, *company, *each.author_handle);
                          });
    return Complaint{beginning(latest->text), answered};
}

}  // namespace bot::desk
