#include "storage/models.h"

#include <algorithm>
#include <array>

#include "storage/engine/sql.h"

namespace storage {
namespace {

constexpr std::array<std::string_view, 3> verdicts{"better", "not_surer", "less_right"};
constexpr std::array<std::string_view, 2> reasons{"better", "went_back"};

template <class Enum, std::size_t Count>
Enum model_named(std::array<std::string_view, Count> const& names, std::string const& name) {
    return static_cast<Enum>(std::ranges::find(names, name) - names.begin());
}

std::vector<Model> models_of(Read const& read, std::string const& rest, long long value) {
    std::vector<Model> all;
    Model row;
    std::string verdict;
    soci::statement select(
        (read.session().prepare
             << "select number, made_at, base, base_sha256, compared_with, learned, held_out, old_log_loss, "
                "old_likely, old_right, new_log_loss, new_likely, new_right, verdict, sha256 from models "
             << rest,
         use(value, "value"), into(row.number), into(row.made_at), into(row.base), into(row.base_sha256),
         into(row.compared_with), into(row.learned), into(row.held_out), into(row.before.log_loss),
         into(row.before.likely), into(row.before.right), into(row.after.log_loss), into(row.after.likely),
         into(row.after.right), into(verdict), into(row.sha256)));
    for_each(select, [&] {
        row.verdict = model_named<Model::Verdict>(verdicts, verdict);
        all.push_back(row);
    });
    return all;
}

}  // namespace

std::string_view name_of(Model::Verdict verdict) {
    return verdicts[static_cast<std::size_t>(verdict)];
}
std::string_view name_of(ModelUse::Why why) {
    return reasons[static_cast<std::size_t>(why)];
}

namespace models {

long long next_number(Read const& read) {
    long long number = 0;
    read.session() << "select coalesce(max(number), 0) + 1 from models", into(number);
    return number;
}

void add(Write& write, Model const& model) {
    std::string const verdict(name_of(model.verdict));
    write.session() << "insert into models (number, made_at, base, base_sha256, compared_with, learned, "
                       "held_out, old_log_loss, old_likely, old_right, new_log_loss, new_likely, new_right, "
                       "verdict, sha256) values (:number, :made_at, :base, :base_sha256, :compared_with, "
                       ":learned, :held_out, :old_log_loss, :old_likely, :old_right, :new_log_loss, "
                       ":new_likely, :new_right, :verdict, :sha256)",
        use(model.number, "number"), use(model.made_at, "made_at"), use(model.base, "base"),
        use(model.base_sha256, "base_sha256"), use(model.compared_with, "compared_with"),
        use(model.learned, "learned"), use(model.held_out, "held_out"),
        use(model.before.log_loss, "old_log_loss"), use(model.before.likely, "old_likely"),
        use(model.before.right, "old_right"), use(model.after.log_loss, "new_log_loss"),
        use(model.after.likely, "new_likely"), use(model.after.right, "new_right"), use(verdict, "verdict"),
        use(model.sha256, "sha256");
}

std::optional<Model> find(Read const& read, long long number) {
    auto found = models_of(read, "where number = :value", number);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Model> newest(Read const& read, int limit) {
    return models_of(read, "order by number desc limit :value", limit);
}

void begin(Write& write, ModelUse const& period) {
    auto const id = random_base32(16);
    std::string const why(name_of(period.why));
    write.session() << "update model_uses set until_time = :now, in_use = null where in_use = 1",
        use(period.from, "now");
    write.session() << "insert into model_uses (id, model, why, operator, from_time, in_use) "
                       "values (:id, :model, :why, :operator, :from_time, 1)",
        use(id, "id"), use(period.model, "model"), use(why, "why"), use(period.person, "operator"),
        use(period.from, "from_time");
}

std::vector<ModelUse> uses(Read const& read, int limit) {
    std::vector<ModelUse> all;
    ModelUse row;
    std::string why;
    soci::statement select(
        (read.session().prepare << "select model, why, operator, from_time, until_time from model_uses "
                                   "order by coalesce(in_use, 0) desc, from_time desc, until_time desc, id "
                                   "limit :most",
         use(limit, "most"), into(row.model), into(why), into(row.person), into(row.from), into(row.until)));
    for_each(select, [&] {
        row.why = model_named<ModelUse::Why>(reasons, why);
        all.push_back(row);
    });
    return all;
}

std::optional<ModelUse> in_use(Read const& read) {
    auto latest = uses(read, 1);
    if (latest.empty() || latest.front().until) return std::nullopt;
    return std::move(latest.front());
}

}  // namespace models
}  // namespace storage
