#include "tests/bot/networks/x/stage.h"

#include <nlohmann/json.hpp>

namespace test {

HttpAnswer XStage::posts(std::vector<std::string> const& ids, std::string const& next) {
    nlohmann::json answer{{"data", nlohmann::json::array()}, {"meta", {{"result_count", ids.size()}}}};
    for (auto const& id : ids)
        answer["data"].push_back({{"id", id}, {"text", "Great support, number " + id}});
    if (!ids.empty()) answer["meta"]["newest_id"] = ids.front();
    if (!next.empty()) answer["meta"]["next_token"] = next;
    return json_answer(answer.dump());
}

}  // namespace test
