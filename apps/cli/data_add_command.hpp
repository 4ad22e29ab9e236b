// The part of `balloon data` that writes.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace balloon::cli {

/// Adds `add` to the command `data`; `folder` is that of --data, read when the command runs.
void add_data_add(CLI::App& data, const std::string& folder, int& code);

}  // namespace balloon::cli
