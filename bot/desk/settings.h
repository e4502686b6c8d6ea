#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "bot/desk/complaint.h"

namespace bot::desk {

struct Settings {
    std::string public_url;              // the invite link is <public_url>/n/<token>
    std::chrono::seconds lease{300};     // how long a claimed item stays with its operator
    std::chrono::seconds undo{10};       // between approving and sending
    std::chrono::hours put_off{4};       // how long "later" is
    std::chrono::hours late_after{72};   // older posts are only thanked for
    int network_invitations_a_day = 20;  // or the policy's own cap if that is lower
    int company_invitations_a_day = 3;
    /// Whether two posts have much the same words; without it none have.
    std::function<bool(std::string_view, std::string_view)> similar{};
    Complains complains{};  // without it nothing is taken for a complaint
};

}  // namespace bot::desk
