#include "bot/nominate/record.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

#include "bot/base/keys.h"

namespace bot::nominate {
namespace {

nlohmann::json number(std::optional<int> value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

}  // namespace

std::string random_bytes() {
    std::string bytes(32, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_base64(bytes);
}

std::string private_record(storage::Nomination const& nomination) {
    return nlohmann::json{{"confirmed_at", nomination.confirmed_at.value().time_since_epoch().count()},
                          {"consents", {{"ask", nomination.may_ask}, {"publish", nomination.may_publish}}},
                          {"mail_hash", nomination.person_hash},
                          {"scores",
                           {{"empathy", number(nomination.empathy)},
                            {"knowledge", number(nomination.knowledge)},
                            {"professionalism", number(nomination.professionalism)}}},
                          {"story_sha256", nomination.story_sha256}}
        .dump();
}

}  // namespace bot::nominate
