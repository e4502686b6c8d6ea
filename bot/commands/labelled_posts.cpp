#include "bot/commands/labelled_posts.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "bot/base/user_error.h"
#include "bot/commands/lines.h"

namespace bot::commands {

namespace {

using Line = nlohmann::json;

[[noreturn]] void refuse(std::filesystem::path const& file, long long line, std::string const& why) {
    throw UserError(UserError::Kind::invalid, fmt::format("{}:{}: {}", file.string(), line, why));
}

std::string text_or(Line const& post, char const* field) {
    auto const found = post.find(field);
    return found != post.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// False if one of them is no credit.
bool read_credit(std::string_view written, std::vector<detect::Credit>& credit) {
    while (!written.empty()) {
        auto const end = std::min(written.find('|'), written.size());
        auto const one = detect::credit_named(written.substr(0, end));
        if (!one) return false;
        credit.push_back(*one);
        written.remove_prefix(std::min(end + 1, written.size()));
    }
    return true;
}

}  // namespace

void read_labelled(std::filesystem::path const& file, std::vector<detect::LabelledPost>& into) {
    Lines lines(file);
    while (auto const line = lines.next()) {
        auto const post = Line::parse(*line, nullptr, false);
        if (!post.is_object()) refuse(file, lines.number(), "not a JSON object");
        auto const label = detect::label_named(text_or(post, "label"));
        if (!label) {
            refuse(file, lines.number(),
                   "\"label\" must be praise, thanks, product, complaint, mixed or other");
        }
        if (!post.contains("text")) refuse(file, lines.number(), "\"text\" is missing");
        detect::LabelledPost reading{
            {text_or(post, "text"), text_or(post, "lang"), text_or(post, "author"), *label},
            text_or(post, "company"),
            {}};
        if (!read_credit(text_or(post, "credit"), reading.credit))
            refuse(file, lines.number(), "\"credit\" must be team, person or both, or several with |");
        into.push_back(std::move(reading));
    }
}

}  // namespace bot::commands
