#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "tests/tools/world.h"

namespace test {

/// What a run of the program left.
struct Ran {
    int code = -1;  // exit code, or 128 + the signal that ended it
    std::string out, error;
};

/// The real program, started in a folder of its own with nothing in its environment but what is given.
class Program {
public:
    using Words = std::vector<std::string>;
    using Variables = std::map<std::string, std::string>;

    Program(Words const& words, Variables const& variables = {});
    Program(Program const&) = delete;
    /// Ends it with SIGKILL if it still runs.
    ~Program();

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    /// Waits until it said that on standard output or error; false if it ended without, or not in time.
    bool says(std::string const& words, std::chrono::seconds at_most = std::chrono::seconds(20));
    /// What it said until now.
    std::string said() const;
    /// Waits for its end; after `at_most` it is killed.
    Ran end(std::chrono::seconds at_most = std::chrono::seconds(20));
    bool ended();

private:
    Folder folder_;
    pid_t pid_ = -1;
    int status_ = 0;
    bool over_ = false;
};

/// Runs it to its end.
Ran run(Program::Words const& words, Program::Variables const& variables = {});

}  // namespace test
