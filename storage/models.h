#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/store.h"

namespace storage {

/// A model that was fitted to the desk's decisions, and how it compared on those kept back. The weights are a
/// file, NUMBER.model in the folder for models; the row stays also when the model was not better and has no
/// file.
struct Model {
    enum class Verdict { better, not_surer, less_right };
    /// `likely` of the decisions kept back were called likely, and `right` of these were praise.
    struct Figures {
        double log_loss = 0;
        long long likely = 0, right = 0;
    };

    long long number = 0;  // the key; counts up from 1
    Time made_at{};
    std::string base, base_sha256;           // the model it was moved away from
    std::optional<long long> compared_with;  // a version; absent is the base
    long long learned = 0, held_out = 0;     // decisions
    Figures before, after;
    Verdict verdict = Verdict::better;
    std::optional<std::string> sha256;  // of its file; absent if none was kept
};

/// A time in which one model classified the posts. At most one is in use: a unique key keeps it so.
struct ModelUse {
    enum class Why { better, went_back };
    std::optional<long long> model;  // absent is the base
    Why why = Why::better;
    std::optional<OperatorId> person;  // who went back, at the console
    Time from{};
    std::optional<Time> until;  // absent: it is in use
};

template <>
inline constexpr auto stored_words<Model::Verdict> = std::to_array<std::string_view>({"better", "not_surer",
                                                                                      "less_right"});
template <>
inline constexpr auto stored_words<ModelUse::Why> = std::to_array<std::string_view>({"better", "went_back"});

namespace models {

/// What the next one will be called; taken only by add(), so two may see the same.
long long next_number(Read const& read);
/// Throws Error (`broken`) if the number is taken.
void add(Write& write, Model const& model);
std::optional<Model> find(Read const& read, long long number);
/// The newest first.
std::vector<Model> newest(Read const& read, int limit);

/// From then on; what was in use ends. `until` is not looked at.
void begin(Write& write, ModelUse const& period);
/// Empty while none was ever used: that is the base.
std::optional<ModelUse> in_use(Read const& read);
/// The latest first.
std::vector<ModelUse> uses(Read const& read, int limit);

}  // namespace models
}  // namespace storage
