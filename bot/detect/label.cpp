#include <array>

#include "bot/detect/detect.h"

namespace bot::detect {

namespace {

constexpr std::array<std::string_view, label_count> label_names{"praise",    "thanks", "product",
                                                                "complaint", "mixed",  "other"};
constexpr std::array<std::string_view, 3> credit_names{"team", "person", "both"};

}  // namespace

std::string_view name_of(Label label) {
    return label_names[static_cast<std::size_t>(label)];
}

std::optional<Label> label_named(std::string_view name) {
    for (std::size_t i = 0; i < label_names.size(); ++i) {
        if (label_names[i] == name) return static_cast<Label>(i);
    }
    return std::nullopt;
}

std::string_view name_of(Credit credit) {
    return credit_names[static_cast<std::size_t>(credit)];
}

std::optional<Credit> credit_named(std::string_view name) {
    for (std::size_t i = 0; i < credit_names.size(); ++i) {
        if (credit_names[i] == name) return static_cast<Credit>(i);
    }
    return std::nullopt;
}

}  // namespace bot::detect
