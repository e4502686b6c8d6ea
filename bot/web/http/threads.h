#pragma once

namespace bot::web {

/// How many threads serve requests; only the first call of a process counts. Before anything of the listener
/// is used: its library takes 40 otherwise.
void use_threads(int count);

}  // namespace bot::web
