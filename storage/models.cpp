#include "storage/models.h"

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr Table model_table{
    "models",
    "number, made_at, base, base_sha256, compared_with, learned, held_out, old_log_loss, old_likely, "
    "old_right, new_log_loss, new_likely, new_right, verdict, sha256"};

}  // namespace

static auto fields(Model& row) {
    return std::tie(row.number, row.made_at, row.base, row.base_sha256, row.compared_with, row.learned,
                    row.held_out, row.before.log_loss, row.before.likely, row.before.right,
                    row.after.log_loss, row.after.likely, row.after.right, row.verdict, row.sha256);
}

static auto fields(ModelUse& row) {
    return std::tie(row.model, row.why, row.person, row.from, row.until);
}

namespace models {

long long next_number(Read const& read) {
    return select_value<long long>(read, "select coalesce(max(number), 0) + 1 from models");
}

void add(Write& write, Model const& model) {
    insert(write, model_table, model);
}

std::optional<Model> find(Read const& read, long long number) {
    return select_first<Model>(read, {model_table, "where number = :value"}, use(number, "value"));
}

std::vector<Model> newest(Read const& read, int limit) {
    return select_all<Model>(read, {model_table, "order by number desc limit :value"}, use(limit, "value"));
}

void begin(Write& write, ModelUse const& period) {
    auto const id = random_base32(16);
    int const in_use = 1;
    execute(write, "update model_uses set until_time = :now, in_use = null where in_use = 1",
            use(period.from, "now"));
    insert(write, {"model_uses", "id, model, why, operator, from_time, in_use"},
           std::tie(id, period.model, period.why, period.person, period.from, in_use));
}

std::vector<ModelUse> uses(Read const& read, int limit) {
    return select_all<ModelUse>(read, R"(
        select model, why, operator, from_time, until_time from model_uses
        order by coalesce(in_use, 0) desc, from_time desc, until_time desc, id
        limit :most)",
                                use(limit, "most"));
}

std::optional<ModelUse> in_use(Read const& read) {
    auto latest = uses(read, 1);
    if (latest.empty() || latest.front().until) return std::nullopt;
    return std::move(latest.front());
}

}  // namespace models
}  // namespace storage
