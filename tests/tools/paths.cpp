#include "tests/tools/paths.h"

// The build gives both names to this file alone, so that a compiler cache knows all others in any folder.
namespace test {

std::string source_folder() {
    return SOURCE_FOLDER;
}

std::string program_file() {
    return PROGRAM;
}

}  // namespace test
