// The program as a function: what balloon and balloon-mpi run.
#pragma once

#include "engine/ranks.hpp"

namespace balloon::cli {

/// Runs the command line and returns the exit code. `ranks`, null for a process by itself, share
/// the work of commands that can be shared; all ranks call this, and those that are not the first
/// print what the first prints and write no file.
int run_program(int argc, char** argv, engine::Ranks* ranks);

}  // namespace balloon::cli
