#include "bot/detect/model/shipped.h"

#include <stdexcept>

#include "embedded_config.h"

namespace bot::detect {

std::string_view shipped_model() {
    for (auto const& file : embedded_config::files()) {
        if (file.path == "praise.model") return file.bytes;
    }
    throw std::logic_error("the program lacks its praise.model");
}

}  // namespace bot::detect
