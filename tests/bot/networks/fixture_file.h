#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/fakes/http_server.h"
#include "tests/tools/paths.h"

namespace test {

/// The bytes of tests/fixtures/<name>.json.
inline std::string fixture_file(std::string const& name) {
    std::ifstream file(test::source_folder() + "/tests/fixtures/" + name + ".json");
    if (!file) throw std::runtime_error("there is no fixture " + name);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

inline HttpAnswer fixture_answer(std::string const& name, int status = 200) {
    return json_answer(fixture_file(name), status);
}

}  // namespace test
