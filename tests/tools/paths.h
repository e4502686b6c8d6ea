#pragma once

#include <string>

namespace test {

/// The checkout the tests were built from, and the program they start.
std::string source_folder();
std::string program_file();

}  // namespace test
