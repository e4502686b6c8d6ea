#include "bot/learn/versions.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "bot/base/keys.h"
#include "bot/detect/model/model.h"

namespace bot::learn {

std::filesystem::path Versions::file(long long number) const {
    return folder / fmt::format("{}.model", number);
}

std::string Versions::text(storage::Model const& model) const {
    auto const path = file(model.number);
    auto const refuse = [](std::string const& why) { throw std::runtime_error(why); };
    if (!model.sha256) refuse(fmt::format("version {} was not better and has no file", model.number));
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad()) refuse(fmt::format("{} cannot be read", path.string()));
    if (sha256_hex(text) != *model.sha256)
        refuse(fmt::format("{} is not the file that was made", path.string()));
    try {
        detect::Model::read(text);
    } catch (std::invalid_argument const& mistake) {
        refuse(fmt::format("{} cannot be used: {}", path.string(), mistake.what()));
    }
    if (sha256_hex(base) != model.base_sha256)
        refuse(fmt::format("version {} was made from the model {}, which is not the one of now", model.number,
                           model.base));
    return text;
}

InUse in_use(storage::Read const& read, Versions const& versions) {
    auto const chosen = storage::models::in_use(read);
    if (!chosen || !chosen->model) return {{}, versions.base, {}};
    auto const model = storage::models::find(read, *chosen->model);
    try {
        return {chosen->model, versions.text(model.value()), {}};
    } catch (std::runtime_error const& problem) {
        return {{}, versions.base, problem.what()};
    }
}

}  // namespace bot::learn
