// The options that every command that simulates shares.
#pragma once

#include <memory>

#include "io/study_settings.hpp"

namespace CLI {
class App;
}

namespace balloon::cli {

struct StudyOptions : StudySettings {
  /// Adds them to a command.
  void add_to(CLI::App& command);
};

/// Reads the world and the scenarios; null where something is wrong, every fault having been
/// printed. Afterwards `draws` is what was taken.
std::unique_ptr<StudyRun> prepare(StudyOptions& options);

}  // namespace balloon::cli
