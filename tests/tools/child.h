#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <exception>
#include <iostream>

namespace test {

/// Starts a process that runs `act` and ends with status 0, or 70 if something was thrown: it never comes
/// back among the tests, which it would go on to run a second time. Its pid.
template <class Act>
pid_t in_a_child(Act&& act) {
    auto const child = ::fork();
    if (child != 0) return child;
    try {
        act();
        ::_exit(0);
    } catch (std::exception const& error) {
        std::cerr << "in a child of the tests: " << error.what() << '\n';
    } catch (...) {
        std::cerr << "in a child of the tests: a check failed\n";
    }
    ::_exit(70);
}

}  // namespace test
